/** What the till gives for an order. */
import type { IDataObject } from 'n8n-workflow';
import type { Task } from '../api/task';
import { isTaskUnknown, VideoError, withTaskIdIn, type Failure } from '../errors';
import type { Charged } from '../memory';
import type { buildBody } from '../request/body';
import type { BookEntry } from './entry';

/** An order with its task. */
export interface Submission {
  taskId: string;
  /** As the create just gave it; absent for one that was resumed. */
  task?: Task;
  /** The body that was sent for it, as far as its files' URLs are remembered. */
  body: ReturnType<typeof buildBody>;
  priceClass: string;
  /** What creates a failed task again, and so is charged again: see Failure. */
  paysAgain: Failure['paysAgain'];
  entry: BookEntry;
  /** Receives where its order is kept once its item has come out. */
  finished: string[];
  /** The task was started by an earlier try of this node. */
  resumed: boolean;
  /** What is to be said of its money, once it is seen how the task has ended; null = it has not failed. */
  charged(failure: Task['failure']): Charged;
  /** What an agent has to know that asks for the same once more. */
  note?: string;
}

const goneAdvice =
  'AIHubMax no longer knows this task: it may have been deleted there, or belong to another API key.';

/** Runs what follows once an order has a task: an error names the task, and a task that is gone does not block Retry forever. */
export async function withSubmission<Result extends { json: IDataObject }>(
  { entry, paysAgain, taskId, finished, note }: Submission,
  work: () => Promise<Result>,
): Promise<Result> {
  const result = await work().catch((thrown: unknown) => {
    const { failure } = withTaskIdIn(thrown, taskId);
    const advice = note ? `${failure.advice} ${note}` : failure.advice;
    const error = new VideoError({ ...failure, advice });
    if (error.failure.category === 'completed_without_video') throw entry.withoutVideo(error);
    if (!isTaskUnknown(error)) throw error;
    entry.gone();
    throw new VideoError({ ...error.failure, advice: goneAdvice, paysAgain });
  });
  // A task that is still to end, or may be replaced, is gone on with after a crash.
  if (!result.json.isFailed && !result.json.timedOut && entry.place) finished.push(entry.place);
  return result;
}
