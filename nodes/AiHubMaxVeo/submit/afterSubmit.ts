/** What follows once an order has a task. */
import { isTaskUnknown, VideoError, withTaskIdIn } from '../errors';
import type { Submission } from './order';

const goneAdvice =
  'AIHubMax no longer knows this task: it may have been deleted there, or belong to another API key. When you select Retry on this execution and it is still unknown then, a new video is created and charged.';

function noteGone({ page, paysAgain, taskId }: Submission, thrown: unknown): VideoError {
  const error = withTaskIdIn(thrown, taskId);
  if (!isTaskUnknown(error)) return error;
  page.gone();
  return new VideoError({ ...error.failure, advice: goneAdvice, paysAgain });
}

/** Runs what follows once an order has a task: an error names the task, and a task that is gone does not block Retry forever. */
export async function withSubmission<Result>(
  submission: Submission,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw noteGone(submission, thrown);
  }
}
