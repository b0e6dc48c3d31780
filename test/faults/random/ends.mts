/** What comes out in the end: a task that is finished is no timeout, and a whole file is a file. */
import type { Create } from './create.mts';
import type { Law } from './laws.mts';
import type { Told } from './tell.mts';

/** Every text that ends an item or a run for want of time, by execution. */
function timeoutsIn({ executions }: Told, execution: number): string[] {
  const { items = [], error = null } = executions[execution] ?? {};
  const texts = items.map(({ json }) => [String(json.message ?? ''), String(json.error ?? '')] as const);
  if (error) texts.push([error.description, error.message]);
  return texts.filter(([advice]) => advice.startsWith('timeout: ')).map(([, sentence]) => sentence);
}

/** A story waits for two minutes from the create or its Retry; the last check, at the deadline, meets no fault any more. */
const surelySeenMs = 60_000;

export const finishedComesOut: Law = (told) =>
  told.begunAtMs.flatMap((begunAtMs, execution) => {
    const timeouts = timeoutsIn(told, execution);
    const isSeen = ({ atMs, completesAtMs }: Create) =>
      completesAtMs < Math.max(atMs, begunAtMs) + surelySeenMs;
    return told.creates.flatMap((create) =>
      create.taskId && isSeen(create) && timeouts.some((text) => text.includes(String(create.taskId)))
        ? [`execution ${execution} timed out on the task ${create.taskId}, which had long had its video`]
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
