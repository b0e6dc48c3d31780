/** What to make of a task in the end: an item, or the error that the user chose to have. */
import type { IDataObject } from 'n8n-workflow';
import { VideoError } from '../errors';
import type { ReadParameter } from '../request/read';
import type { WaitSettings } from '../request/settings';
import { toOutput } from '../task/output';
import type { Circumstances } from '../task/output';
import { suggestedCheckMs } from '../task/schedule';
import type { Task } from '../task/task';
import type { WaitEnd } from '../task/wait';
import type { Run } from './run';

/** What an operation knows besides the task itself. */
type Besides = Pick<Circumstances, 'request' | 'wait' | 'resumed' | 'timedOut'>;

export function toItem(run: Run, read: ReadParameter, known: { task: Task } & Besides): IDataObject {
  const { task, ...besides } = known;
  const seenAtMs = run.clock.now();
  const nextCheckMs = suggestedCheckMs(task, seenAtMs);
  return toOutput(task, { ...besides, seenAtMs, nextCheckMs, raw: read('simplify') === false });
}

const minutes = (ms: number) => `${Math.round(ms / 6_000) / 10} minutes`;

function timeoutOf({ task, trouble }: WaitEnd, taskId: string, { rules }: WaitSettings): VideoError {
  const state = task ? `still ${task.status} (${task.progress} %)` : 'not to be read';
  const reason = trouble ? `. The last look failed: ${trouble}` : '';
  const message = `The task ${taskId} was ${state} after ${minutes(rules.timeoutMs)}${reason}`;
  return new VideoError({ category: 'timeout', message, taskId });
}

/** The item of a task that was waited for. Throws where the wait options ask for an error. */
export function conclude(
  end: WaitEnd,
  settings: WaitSettings,
  { taskId, item }: { taskId: string; item: (task: Task, besides: Besides) => IDataObject },
): IDataObject {
  const { task, timedOut, elapsedMs, polls } = end;
  if (!task || (timedOut && !settings.returnsTimeout)) throw timeoutOf(end, taskId, settings);
  if (task.failure && !settings.returnsFailure) throw new VideoError({ ...task.failure, taskId });
  return item(task, { timedOut, wait: { elapsedMs, polls } });
}
