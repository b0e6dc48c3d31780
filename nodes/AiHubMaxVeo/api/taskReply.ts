/** What the replies to a create and to a check say of a task. */
import { ownCodes } from '../catalogue/failures';
import { VideoError } from '../errors';
import type { FailureFacts } from '../errors';
import { recordOf } from '../json';
import { reasonOf, shortReply } from './reason';
import { readTask } from './readTask';
import { isSuccess } from './reply';
import { isRefusedCreate } from './retry';
import type { RetryDecision } from './retry';
import type { Outcome } from './send';
import type { Task } from './task';

/** What a check of a task brought: the task, or why there was none and whether checking again may help. */
export type Check = { task: Task } | RetryDecision;

const withoutTask = 'AIHubMax accepted the request, but its answer names no task';

/** The task of a reply to a create. Without an error of the API's own the reply is shown: an ID may be in it somewhere. */
export function createdTask(reply: unknown): Task {
  const task = readTask(reply);
  if (task) return task;
  const { message } = reasonOf({ error: recordOf(reply).error });
  throw new VideoError({
    category: 'submission_unknown',
    message: message || `${withoutTask}: ${shortReply(reply)}`,
  });
}

/** Tells of the task that the answer to a create names, or that there is none. */
export function tellOutcome(
  outcome: Outcome,
  { accepted, notAccepted }: { accepted?(task: Task): void; notAccepted?(isRefused: boolean): void },
): void {
  const task = isSuccess(outcome) ? readTask(outcome.body) : null;
  if (task) accepted?.(task);
  else notAccepted?.(isRefusedCreate(outcome));
}

/** A reply that names another task, or none, is as good as no reply. */
export function checkOf(body: object, taskId: string): Check {
  const task = readTask(body, taskId);
  if (task?.id === taskId) return { task };
  const odd = `AIHubMax answered with ${task ? `another task (${task.id})` : 'no task'}`;
  const failure: FailureFacts = { category: 'service', message: reasonOf(body).message || odd };
  return { failure, again: true, afterMs: 0 };
}

/** A 404 in the API's own words is about the task; a page or a wrong base URL comes with advice of its own. */
export function unansweredCheck(decision: RetryDecision): RetryDecision {
  const { httpStatus, advice } = decision.failure;
  if (httpStatus !== 404 || advice) return decision;
  return { ...decision, failure: { ...decision.failure, code: ownCodes.taskNotFound } };
}
