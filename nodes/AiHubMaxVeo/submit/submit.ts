/** The one place where something is paid for: a create is sent, and written down before and after. */
import { asFailure, VideoError } from '../errors';
import { recordOf } from '../json';
import type { RequestBody } from '../request/build';
import type { Page } from './ledger';
import { withVideoGrace } from '../wait/seen';
import { shortReply } from '../api/reason';
import { readTask } from '../api/task';
import type { Task } from '../api/task';
import { apiWords } from '../api/reply';
import { notingRefusal, refuseAfterRefusal } from './refusal';
import { pollTask } from '../run/createRun';
import type { Run } from '../run/createRun';

export interface Submission {
  item: { index: number };
  body: RequestBody;
  /** Tasks of the same price class cost the same. */
  priceClass: string;
  retryOnRateLimit: boolean;
  /** How long nothing but refusals with 429 is borne. */
  patienceMs: number;
  /** 0 = no limit. */
  maxCredits: number;
}

const noTaskNamed = 'AIHubMax accepted the request, but its answer names no task';

/** Without an error of the API's own the answer is shown: the ID may stand in it at a place that nobody knows of. */
function namesNoTask(reply: object): VideoError {
  const { message } = apiWords({ error: recordOf(reply).error });
  return new VideoError({
    category: 'submission_unknown',
    message: message || `${noTaskNamed}: ${shortReply(reply)}`,
  });
}

/** Writes into the ledger what a failed create means, and gives the failure back. */
function recordFailure(page: Page, thrown: unknown): VideoError {
  const isOurs = thrown instanceof VideoError;
  const error = isOurs ? thrown : new VideoError({ ...asFailure(thrown), category: 'submission_unknown' });
  if (error.failure.category !== 'submission_unknown') page.refused();
  return error;
}

async function send(run: Run, page: Page, submission: Submission): Promise<Task> {
  const { item, body, retryOnRateLimit, patienceMs } = submission;
  page.submitting();
  try {
    const mayGo = () => refuseAfterRefusal(run);
    const reply = await run.client.submit(body, { retryOnRateLimit, patienceMs, mayGo });
    const task = readTask(reply);
    if (!task) throw namesNoTask(reply);
    page.accepted(task.id);
    run.logCreated(task.id, item.index);
    run.paidTasks.add(task.id);
    const sighting = { nowMs: run.clock.now(), execution: run.pass.execution };
    return withVideoGrace(run.memory, task, sighting);
  } catch (thrown) {
    throw recordFailure(page, thrown);
  }
}

/** What a task reserved. Where the create does not say so a look may; it is taken only where a limit depends on it. */
async function priceOf(run: Run, { maxCredits }: Submission, task: Task): Promise<number | null> {
  if (task.creditsReserved !== null || maxCredits === 0) return task.creditsReserved;
  const polled = await pollTask(run, task.id, false);
  return 'task' in polled ? polled.task.creditsReserved : null;
}

/** Sends a create once there is room for it in the budget. Throws VideoError. */
export async function submit(run: Run, page: Page, submission: Submission): Promise<Task> {
  const { task } = await run.budget.spend(submission, async () => {
    refuseAfterRefusal(run);
    const task = await notingRefusal(run, send(run, page, submission));
    return { task, credits: await priceOf(run, submission, task) };
  });
  return task;
}
