/** What to make of a task in the end: an item, or the error that the user chose to have. */
import type { IDataObject } from 'n8n-workflow';
import { asFailure, VideoError } from '../errors';
import type { Failure } from '../errors';
import type { WaitSettings } from '../request/settings';
import { firstSeenMs } from './seen';
import { toOutput } from '../output/taskItem';
import type { Circumstances } from '../output/taskItem';
import { suggestedCheckMs } from './schedule';
import type { Task } from '../api/task';
import type { WaitEnd } from './watch';
import type { Run } from '../run/createRun';

/** What an operation knows besides the task itself. */
export type Besides = Pick<Circumstances, 'request' | 'wait' | 'resumed' | 'timedOut' | 'raw'>;

export function toItem(run: Run, task: Task, besides: Besides): IDataObject {
  const nowMs = run.clock.now();
  return toOutput(task, {
    ...besides,
    seenAtMs: firstSeenMs(run.memory, task, nowMs),
    nextCheckMs: suggestedCheckMs(task, nowMs),
  });
}

function minutes(ms: number): string {
  const count = Math.round(ms / 6_000) / 10;
  return `${count} ${count === 1 ? 'minute' : 'minutes'}`;
}

function timeoutOf({ task, trouble }: WaitEnd, taskId: string, { rules }: WaitSettings): VideoError {
  const limit = minutes(rules.timeoutMs);
  const state = task
    ? `was still ${task.status} (${task.progress} %) after ${limit}`
    : `could not be read within ${limit}`;
  const reason = trouble ? `. Last check failed: ${trouble}` : '';
  return new VideoError({ category: 'timeout', message: `Task ${taskId} ${state}${reason}`, taskId });
}

/** Of a task that was completed without a video a later look may still find one; every other failure is its end. */
function failureOf({ failure }: Task, taskId: string, anew: Failure['anew']): VideoError | null {
  if (!failure) return null;
  const isFinal = failure.category !== 'completed_without_video';
  return new VideoError({ ...failure, taskId, isFinal, anew });
}

/** The task of a wait that may become an item. Throws where the wait options ask for an error. `anew`: see Failure. */
export function conclude(end: WaitEnd, settings: WaitSettings, taskId: string, anew?: Failure['anew']): Task {
  const { task, timedOut } = end;
  if (!task || (timedOut && !settings.returnsTimeout)) throw timeoutOf(end, taskId, settings);
  const failed = failureOf(task, taskId, anew);
  if (failed && !settings.returnsFailure) throw failed;
  return task;
}

/** What was thrown, with the task that was paid for. */
export const namingTask = (thrown: unknown, taskId: string) => new VideoError(asFailure(thrown, taskId));

/** Runs what follows once a task exists: whatever goes wrong in it, the error names the task. */
export async function withTaskId<Result>(taskId: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw namingTask(thrown, taskId);
  }
}
