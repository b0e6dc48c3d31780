/** An item that asks for a new task: its request, and how it comes to a task that is paid for once. */
import { asFailure, VideoError } from '../errors';
import { buildBody } from '../request/build';
import type { RequestBody } from '../request/build';
import { readDraft } from '../request/read';
import { readBatchSettings, readRecreatesFailed } from '../request/settings';
import { validate } from '../request/validate';
import type { CheckedRequest } from '../request/validate';
import { fingerprintOf, openPage } from '../task/ledger';
import type { Page } from '../task/ledger';
import { readTask } from '../task/task';
import type { Task } from '../task/task';
import { openFiles } from './files';
import type { Files } from './files';
import type { Item } from './operation';
import { sight } from './run';
import type { Run } from './run';

export interface Order {
  item: Item;
  request: CheckedRequest;
  files: Files;
  recreatesFailed: boolean;
  retryOnRateLimit: boolean;
  maxConcurrentTasks: number;
  maxCredits: number;
}

export interface Placed {
  taskId: string;
  /** As far as it has been read in this run. */
  task?: Task;
  /** The body that was sent for it. */
  body: RequestBody;
  page: Page;
  /** The task was started by an earlier try of this node. */
  resumed: boolean;
}

function checkRequest(run: Run, { read }: Item): CheckedRequest {
  const draft = readDraft(read);
  const verdict = 'issue' in draft ? { issues: [draft.issue] } : validate(draft, run.isLocal);
  if ('request' in verdict) return verdict.request;
  const advice = 'Nothing was sent and nothing was charged. Correct the value that is named.';
  throw new VideoError({ category: 'invalid_request', message: verdict.issues.join(' '), advice });
}

/** The checked order of an item. Throws when anything in it is wrong, before anything is sent. */
export async function readOrder(run: Run, item: Item): Promise<Order> {
  const request = checkRequest(run, item);
  const settings = { ...readBatchSettings(item.read), recreatesFailed: readRecreatesFailed(item.read) };
  return { item, request, files: await openFiles(run, item, request), ...settings };
}

/** What decides how long a task takes, as far as its request tells: the part that has few values. */
export const kindOf = ({ wireModel, values }: CheckedRequest): string =>
  [wireModel, values.resolution, values.duration, values.generateAudio].join(' ');

/** After a refusal of the key or for lack of credits the same would happen to every other item. */
function refuseAfterRefusal({ refusal }: Run): void {
  if (!refusal) return;
  const message = `Not sent, since AIHubMax refused an earlier item of this run: ${refusal.message}`;
  throw new VideoError({ ...refusal, message });
}

const noTaskNamed = 'AIHubMax accepted the request, but its answer names no task';

/** Writes into the ledger what a failed create means, and gives the failure back. */
function settled(run: Run, page: Page, thrown: unknown): VideoError {
  const isOurs = thrown instanceof VideoError;
  const error = isOurs ? thrown : new VideoError({ ...asFailure(thrown), category: 'submission_unknown' });
  const { category } = error.failure;
  if (category !== 'submission_unknown') page.refused();
  if (category === 'authentication' || category === 'insufficient_credits') run.refusal = error.failure;
  return error;
}

async function send(run: Run, order: Order, page: Page, body: RequestBody): Promise<Task> {
  page.submitting();
  try {
    const task = readTask(await run.client.submit(body, order));
    if (!task) throw new VideoError({ category: 'submission_unknown', message: noTaskNamed });
    page.accepted(task.id, task.creditsReserved);
    run.paidTasks.add(task.id);
    return task;
  } catch (thrown) {
    throw settled(run, page, thrown);
  }
}

async function create(run: Run, order: Order, page: Page, body: RequestBody): Promise<Placed> {
  const { task } = await run.budget.spend(order.maxCredits, async () => {
    refuseAfterRefusal(run);
    const task = await send(run, order, page, body);
    return { task, credits: task.creditsReserved };
  });
  return { taskId: task.id, task, body, page, resumed: false };
}

/** A task of an earlier try that failed is made anew when a person pressed Retry, or when the options say so. */
async function isToBeRecreated(run: Run, order: Order, page: Page): Promise<boolean> {
  const taskId = page.entry?.taskId;
  if (!taskId || !(order.recreatesFailed || page.isFromEarlierExecution)) return false;
  const sighting = await sight(run.client, taskId, false);
  return 'task' in sighting && sighting.task.failure !== null;
}

/** Whether an earlier try of this node leaves this one nothing to pay for. */
async function isPaidFor(run: Run, order: Order, page: Page): Promise<boolean> {
  if (!page.entry) return false;
  if (page.entry.taskId) return !(await isToBeRecreated(run, order, page));
  if (page.isFromEarlierExecution) return false;
  const message = 'An earlier try of this node sent this request, and it is unknown whether it was accepted';
  throw new VideoError({ category: 'submission_unknown', message });
}

/** Sends an order, or picks up what an earlier try of this node has already paid for. */
export async function place(run: Run, order: Order): Promise<Placed> {
  const { request, files, item } = order;
  const { wireModel, values, additional } = request;
  const fingerprint = fingerprintOf({ wireModel, values, additional, files: files.identities });
  const page = openPage(run.memory, run.place, { index: item.index, fingerprint });
  const taskId = (await isPaidFor(run, order, page)) ? page.entry?.taskId : undefined;
  if (!taskId) {
    refuseAfterRefusal(run);
    return await create(run, order, page, buildBody(request, await files.addresses()));
  }
  page.resumed();
  run.paidTasks.add(taskId);
  return { taskId, body: buildBody(request, files.knownAddresses()), page, resumed: true };
}
