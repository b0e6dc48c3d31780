/** An item that asks for a new task: its request, and how it comes to a task that is paid for once. */
import { asFailure, VideoError } from '../errors';
import { buildBody } from '../request/build';
import type { RequestBody } from '../request/build';
import { readDraft } from '../request/read';
import { readBatchSettings, readRecreatesFailed } from '../request/settings';
import { validate } from '../request/validate';
import { fingerprintOf, openPage } from '../task/ledger';
import type { Page } from '../task/ledger';
import { readTask } from '../task/task';
import type { Task } from '../task/task';
import { sight } from './run';
import type { Run } from './run';
import type { Item } from './operation';

export interface Order {
  item: Item;
  request: RequestBody;
  recreatesFailed: boolean;
  retryOnRateLimit: boolean;
  maxConcurrentTasks: number;
}

export interface Placed {
  taskId: string;
  /** As far as it has been read in this run. */
  task?: Task;
  page: Page;
  /** The task was started by an earlier try of this node. */
  resumed: boolean;
}

/** The checked request of an item. Throws when anything in it is wrong, before anything is sent. */
export function readOrder(item: Item): Order {
  const verdict = validate(readDraft(item.read));
  if ('issues' in verdict) {
    const advice = 'Nothing was sent and nothing was charged. Correct the value that is named.';
    throw new VideoError({ category: 'invalid_request', message: verdict.issues.join(' '), advice });
  }
  const batch = readBatchSettings(item.read);
  const recreatesFailed = readRecreatesFailed(item.read);
  return { item, request: buildBody(verdict.request), recreatesFailed, ...batch };
}

/** What decides how long a task takes, as far as its request tells: the part that has few values. */
export const kindOf = ({ model, resolution, duration, generate_audio: audio }: RequestBody): string =>
  [model, resolution, duration, audio].join(' ');

/** After a refusal of the key or for lack of credits the same would happen to every other item. */
function refuseAfterRefusal({ refusal }: Run): void {
  if (!refusal) return;
  const message = `Not sent, since AIHubMax refused an earlier item of this run: ${refusal.message}`;
  throw new VideoError({ ...refusal, message });
}

async function create(run: Run, order: Order, page: Page): Promise<Placed> {
  refuseAfterRefusal(run);
  page.submitting();
  try {
    const task = readTask(await run.client.submit(order.request, order));
    if (!task) throw new VideoError({ category: 'submission_unknown', message: noTaskNamed });
    page.accepted(task.id);
    run.paidTasks.add(task.id);
    return { taskId: task.id, task, page, resumed: false };
  } catch (thrown) {
    throw settled(run, page, thrown);
  }
}

const noTaskNamed = 'AIHubMax accepted the request, but its answer names no task';

/** Writes into the ledger what a failed create means, and gives the failure back. */
function settled(run: Run, page: Page, thrown: unknown): VideoError {
  const error = thrown instanceof VideoError ? thrown : new VideoError({ ...asFailure(thrown), category: 'submission_unknown' });
  const { category } = error.failure;
  if (category !== 'submission_unknown') page.refused();
  if (category === 'authentication' || category === 'insufficient_credits') run.refusal = error.failure;
  return error;
}

/** A task of an earlier try that failed is made anew when a person pressed Retry, or when the options say so. */
async function isToBeRecreated(run: Run, order: Order, page: Page): Promise<boolean> {
  const taskId = page.entry?.taskId;
  if (!taskId || !(order.recreatesFailed || page.isFromEarlierExecution)) return false;
  const sighting = await sight(run.client, taskId, false);
  return 'task' in sighting && sighting.task.failure !== null;
}

/** Sends an order, or picks up what an earlier try of this node has already paid for. */
export async function place(run: Run, order: Order): Promise<Placed> {
  const fingerprint = fingerprintOf(order.request);
  const page = openPage(run.memory, run.place, { index: order.item.index, fingerprint });
  if (!page.entry) return await create(run, order, page);
  const { taskId } = page.entry;
  if (!taskId) {
    if (page.isFromEarlierExecution) return await create(run, order, page);
    const message = 'An earlier try of this node sent this request, and it is unknown whether it was accepted';
    throw new VideoError({ category: 'submission_unknown', message });
  }
  if (await isToBeRecreated(run, order, page)) return await create(run, order, page);
  run.paidTasks.add(taskId);
  return { taskId, page, resumed: true };
}
