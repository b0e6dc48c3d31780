/** How a wait counts: the task, or the error that the user chose to have for its end. */
import type { Task } from '../api/task';
import { VideoError } from '../errors';
import type { Failure } from '../errors';
import type { WaitSettings } from '../request/settings';
import { minutesOf } from '../time';
import type { Watch } from './watch';

const unreadAdvice =
  'Nobody could read how this task is doing, so it may be finished by now. Check it later, or raise Timeout (Minutes) in the wait options.';

type WaitEnd = Awaited<ReturnType<Watch['until']>>;

function timeoutOf(end: WaitEnd, taskId: string, { rules }: WaitSettings): VideoError {
  const { task, lastFailure, unreachedSinceMs } = end;
  const limit = minutesOf(rules.timeoutMs);
  const seen = task && `${task.status} (${task.progress} %)`;
  const known = lastFailure ? `was ${seen} when last read` : `was still ${seen} after ${limit}`;
  const state = seen ? known : `could not be read within ${limit}`;
  const since = unreachedSinceMs === null ? '' : new Date(unreachedSinceMs).toISOString();
  const unreached = since && `. AIHubMax could not be reached since ${since}`;
  const reason = lastFailure ? `. Last check failed: ${lastFailure}` : '';
  const message = `Task ${taskId} ${state}${unreached}${reason}`;
  // Of a task that nobody could read, nobody knows whether it is still running.
  const unread = (!task || lastFailure !== null) && { advice: unreadAdvice };
  const unknown = !task && { isApiWord: false };
  return new VideoError({ category: 'timeout', message, taskId, ...unread, ...unknown });
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
