/** How an order comes to a task that is paid for once: submitted now, or picked up from an earlier try of this node. */
import { asFailure, VideoError } from '../errors';
import type { Failure } from '../errors';
import { buildBody } from '../request/build';
import type { RequestBody } from '../request/build';
import { priceClassOf } from '../request/priceClass';
import { forgettingUploads } from '../files/uploads';
import { fingerprintOf, openPage } from './ledger';
import type { Page } from './ledger';
import type { Memory } from '../memory';
import type { Task } from '../api/task';
import { withTaskId } from '../wait/outcome';
import type { Order } from '../operations/order';
import { notingRefusal, refuseAfterRefusal } from './refusal';
import { resumableTask } from './resume';
import type { Run } from '../run/createRun';
import { submit } from './submit';

export interface Placed {
  taskId: string;
  /** As the create just gave it; absent for one that was resumed. */
  task?: Task;
  /** The body that was sent for it, as far as its files' addresses are remembered. */
  body: RequestBody;
  /** What creates a failed task again, and so is charged again: see Failure. */
  anew: Failure['anew'];
  page: Page;
  /** The task was started by an earlier try of this node. */
  resumed: boolean;
}

async function submitOrder(run: Run, order: Order, page: Page): Promise<Placed> {
  const { request, files, recreatesFailed, patienceMs } = order;
  const placed = { page, anew: recreatesFailed ? ('always' as const) : ('byHand' as const) };
  const taskId = await resumableTask(run, order, page);
  if (!taskId) {
    refuseAfterRefusal(run);
    // Uploads and links come first, and may already be refused for what concerns every item.
    const body = buildBody(request, await notingRefusal(run, files.addresses(patienceMs)));
    const submission = { ...order, body, priceClass: priceClassOf(request) };
    const task = await forgettingUploads(run.memory, body, submit(run, page, submission));
    return { ...placed, taskId: task.id, task, body, resumed: false };
  }
  run.paidTasks.add(taskId);
  return { ...placed, taskId, body: buildBody(request, files.knownAddresses()), resumed: true };
}

/** Orders that are being placed, by their page: an agent that asks twice at the same time for the same gets one task. */
const beingPlaced = new WeakMap<Memory, Map<string, Promise<Placed>>>();

/** Sends an order, or picks up what an earlier try of this node has already paid for. */
export async function submitOrResume(run: Run, order: Order): Promise<Placed> {
  const { request, files, item } = order;
  const { wireModel, values, additional } = request;
  const fingerprint = fingerprintOf({ wireModel, values, additional, files: files.identities });
  const written = fingerprintOf({ written: run.written, files: files.contents });
  const page = openPage(run.memory, run.pass, { index: item.index, fingerprint, written });
  const others = beingPlaced.get(run.memory) ?? new Map<string, Promise<Placed>>();
  beingPlaced.set(run.memory, others);
  const same = others.get(page.key);
  if (same) return { ...(await same), resumed: true };
  const placed = submitOrder(run, order, page);
  others.set(page.key, placed);
  try {
    return await placed;
  } finally {
    others.delete(page.key);
  }
}

const goneAdvice =
  'AIHubMax no longer knows this task: it may have been deleted there, or belong to another API key. When you select Retry on this execution and it is still unknown then, a new video is created and charged.';

function noteGone({ page, anew }: Placed, thrown: unknown): VideoError {
  const known = asFailure(thrown);
  if (!known.isUnknownTask) return new VideoError(known);
  page.gone();
  return new VideoError({ ...known, advice: goneAdvice, anew });
}

/** Runs what follows once an order has a task: an error names the task, and a task that is gone does not block Retry for ever. */
export async function withOrder<Result>(placed: Placed, work: () => Promise<Result>): Promise<Result> {
  try {
    return await withTaskId(placed.taskId, work);
  } catch (thrown) {
    throw noteGone(placed, thrown);
  }
}
