/** How a wait counts: the task, or the error that the user chose to have for its end. */
import type { Task } from '../api/task';
import { VideoError } from '../errors';
import type { Failure } from '../errors';
import type { WaitSettings } from '../request/settings';
import type { WaitEnd } from './watch';

function minutes(ms: number): string {
  const count = Math.round(ms / 6_000) / 10;
  return `${count} ${count === 1 ? 'minute' : 'minutes'}`;
}

function timeoutOf({ task, lastFailure }: WaitEnd, taskId: string, { rules }: WaitSettings): VideoError {
  const limit = minutes(rules.timeoutMs);
  const state = task
    ? `was still ${task.status} (${task.progress} %) after ${limit}`
    : `could not be read within ${limit}`;
  const reason = lastFailure ? `. Last check failed: ${lastFailure}` : '';
  return new VideoError({ category: 'timeout', message: `Task ${taskId} ${state}${reason}`, taskId });
}

/** The task of a wait that may become an item. Throws where the wait options ask for an error. `paysAgain`: see Failure. */
export function taskOf(
  end: WaitEnd,
  settings: WaitSettings,
  { taskId, paysAgain }: { taskId: string; paysAgain?: Failure['paysAgain'] },
): Task {
  const { task, timedOut } = end;
  if (!task || (timedOut && !settings.returnsTimeout)) throw timeoutOf(end, taskId, settings);
  const { failure } = task;
  if (!failure || settings.returnsFailure) return task;
  // A later check may still find the video of a task that was completed without one; every other failure is its end.
  const isFinal = failure.category !== 'completed_without_video';
  throw new VideoError({ ...failure, taskId, isFinal, paysAgain });
}
