/** An item that asks for a new task: its request, and how it comes to a task that is paid for once. */
import { VideoError } from '../errors';
import type { Failure } from '../errors';
import { buildBody } from '../request/build';
import type { RequestBody } from '../request/build';
import { readDraft } from '../request/read';
import { readBatchSettings, readRecreatesFailed } from '../request/settings';
import { validate } from '../request/validate';
import type { CheckedRequest } from '../request/validate';
import { fingerprintOf, openPage } from '../task/ledger';
import type { Memory, Page } from '../task/ledger';
import { forgettingUploads, forgetUploads } from '../task/addresses';
import type { Task } from '../task/task';
import { openFiles } from './files';
import type { Files } from './files';
import { getTask } from './getTask';
import type { Item } from './operation';
import { notingRefusal, refuseAfterRefusal } from './refusal';
import type { Run } from './open';
import { submit } from './submit';

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
  /** As the create just gave it; absent for one that was resumed. */
  task?: Task;
  /** The body that was sent for it, as far as its files' addresses are remembered. */
  body: RequestBody;
  /** What makes a failed task anew, and so costs again: see Failure. */
  anew: Failure['anew'];
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

/** What decides how long a task takes and what it costs, as far as its request tells: the part that has few values. */
export const kindOf = ({ wireModel, values }: CheckedRequest): string =>
  [wireModel, values.resolution, values.duration, values.generateAudio].join(' ');

/** The task of an earlier try that this order goes on with; none when it is to be sent. Throws when nobody knows. */
async function leftBehind(run: Run, order: Order, page: Page): Promise<string | undefined> {
  const { entry, isFromEarlierExecution } = page;
  if (!entry) return undefined;
  const { taskId } = entry;
  if (taskId && !isFromEarlierExecution && !order.recreatesFailed) return taskId;
  if (!taskId && isFromEarlierExecution) return undefined;
  if (!taskId) {
    const message =
      'An earlier try of this node sent this request, and it is unknown whether it was accepted';
    throw new VideoError({ category: 'submission_unknown', message });
  }
  const task = await getTask(run, taskId).catch(() => null);
  forgetUploads(run.memory, task?.failure, order.files.knownAddresses());
  if (task?.failure) return undefined;
  page.resumed();
  return taskId;
}

async function placeOn(run: Run, order: Order, page: Page): Promise<Placed> {
  const { request, files, recreatesFailed } = order;
  const anew = recreatesFailed ? 'always' : 'byHand';
  const taskId = await leftBehind(run, order, page);
  if (!taskId) {
    refuseAfterRefusal(run);
    // Uploads and links come first, and may already be refused for what concerns every item.
    const body = buildBody(request, await notingRefusal(run, files.addresses()));
    const submission = { ...order, body, kind: kindOf(request) };
    const task = await forgettingUploads(run.memory, body, submit(run, page, submission));
    return { taskId: task.id, task, body, anew, resumed: false };
  }
  run.paidTasks.add(taskId);
  return { taskId, body: buildBody(request, files.knownAddresses()), anew, resumed: true };
}

/** Orders that are being placed, by their page: an agent that asks twice at the same time for the same gets one task. */
const beingPlaced = new WeakMap<Memory, Map<string, Promise<Placed>>>();

/** Sends an order, or picks up what an earlier try of this node has already paid for. */
export async function submitOrResume(run: Run, order: Order): Promise<Placed> {
  const { request, files, item } = order;
  const { wireModel, values, additional } = request;
  const fingerprint = fingerprintOf({ wireModel, values, additional, files: files.identities });
  const page = openPage(run.memory, run.pass, { index: item.index, fingerprint });
  const others = beingPlaced.get(run.memory) ?? new Map<string, Promise<Placed>>();
  beingPlaced.set(run.memory, others);
  const same = others.get(page.key);
  if (same) return { ...(await same), resumed: true };
  const placed = placeOn(run, order, page);
  others.set(page.key, placed);
  try {
    return await placed;
  } finally {
    others.delete(page.key);
  }
}
