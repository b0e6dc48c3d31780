/** What comes out in the end: a task that is finished is no timeout, and a whole file is a file. */
import type { Law } from './laws.mts';
import type { Told } from './tell.mts';

/** Every text that ends an item or a run for want of time, by execution. */
function timeoutsIn({ executions }: Told, execution: number): string[] {
  const { items = [], error = null } = executions[execution] ?? {};
  const texts = items.map(({ json }) => [String(json.message ?? ''), String(json.error ?? '')] as const);
  if (error) texts.push([error.description, error.message]);
  return texts.filter(([advice]) => advice.startsWith('timeout: ')).map(([, sentence]) => sentence);
}

/** The last look, at the deadline, comes after all that a story puts in its way. */
export const finishedComesOut: Law = (told) =>
  told.endedAtMs.flatMap((endedAtMs, execution) => {
    const timeouts = timeoutsIn(told, execution);
    return told.creates.flatMap(({ taskId, completesAtMs }) =>
      taskId && completesAtMs < endedAtMs - 60_000 && timeouts.some((text) => text.includes(taskId))
        ? [`execution ${execution} timed out on the task ${taskId}, which had long had its video`]
        : [],
    );
  });

/** Where nothing was put in the way of an item's file, it is there. */
export const wholeFilesComeOut: Law = ({ story, executions }) =>
  executions.flatMap(({ items }, execution) =>
    items.flatMap(({ json }, item) => {
      const isClean = story.items[item]?.results.length === 0;
      return isClean && json.isSuccess === true && json.download
        ? [`execution ${execution} has no file of item ${item}: ${JSON.stringify(json.download)}`]
        : [];
    }),
  );
