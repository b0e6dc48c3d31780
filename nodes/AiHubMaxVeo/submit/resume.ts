/** What was paid for before an order: by an earlier try of this node, or by a test run in the editor. */
import type { Client } from '../api/client';
import { lacksVideo } from '../api/task';
import type { Task } from '../api/task';
import { isTaskUnknown, VideoError } from '../errors';
import type { FileUrls } from '../request/body';
import { pause } from '../time';
import type { Clock } from '../time';
import type { OrderRecord } from './ledger';
import type { Order } from './order';
import type { Reuse } from './reuse';

export interface ResumeTools {
  client: Client;
  clock: Clock;
  stop: AbortSignal;
  /** Records what is seen of a task, and gives it back as it counts. */
  observe(task: Task): Task;
  /** The test runs before this one; null outside of the editor. */
  reuse: Reuse | null;
  /** Whether the link of a video certainly does not open any more. */
  isDead(url: string): Promise<boolean>;
}

/** How often a task is read again while only its video is missing. */
const videoRecheckMs = 2_000;

const readCreated = async ({ client, observe }: ResumeTools, taskId: string): Promise<Task> =>
  observe(await client.read(taskId, true));

/** Whether a task of an earlier try has failed, and so may be replaced. A missing video gets its time once more before that. */
async function hasFailed(tools: ResumeTools, order: Order, taskId: string): Promise<boolean> {
  const { recreatesFailed, files } = order;
  let task = await readCreated(tools, taskId);
  while (recreatesFailed && lacksVideo(task) && !task.failure) {
    await pause(videoRecheckMs, tools.clock, tools.stop);
    task = await readCreated(tools, taskId);
  }
  files.forget(task.failure, files.knownUrls());
  return task.failure !== null;
}

/** The task of an earlier try that this order goes on with; none when it is to be submitted. Throws when nobody knows. */
async function resumableTask(tools: ResumeTools, order: Order, record: OrderRecord): Promise<string | null> {
  const { entry, isFromEarlierExecution: isPersonsRetry } = record;
  if (!entry) return null;
  const { taskId, isGone } = entry;
  if (!taskId) {
    if (isPersonsRetry) return null;
    const message =
      'An earlier try of this node sent this request, and it is unknown whether it was accepted';
    throw new VideoError({ category: 'submission_unknown', message });
  }
  if (!isPersonsRetry && !order.recreatesFailed) return taskId;
  // What cannot be read is not replaced. That AIHubMax does not know a task is no proof either, but for a task of which the
  // user was told so before.
  const isReplaced = await hasFailed(tools, order, taskId).catch(
    (thrown) => isPersonsRetry && isGone === true && isTaskUnknown(thrown),
  );
  if (isReplaced) return null;
  record.resumed();
  return taskId;
}

/** A task that need not be paid for. */
interface Paid {
  taskId: string;
  urls: FileUrls;
  /** The aspect ratio that was measured for it. */
  ratio?: string;
  isReused: boolean;
}

/** Whether a test run can go on with a task; what cannot be read is not paid for again. */
async function isUsable(tools: ResumeTools, taskId: string): Promise<boolean> {
  try {
    const { failure, videoUrls } = await readCreated(tools, taskId);
    const [url] = videoUrls;
    return failure === null && !(url && (await tools.isDead(url)));
  } catch (thrown) {
    return !isTaskUnknown(thrown);
  }
}

/** The task of an earlier test run in the editor, written down as if it had been created here: Retry On Fail finds it. */
async function reusedTask(tools: ResumeTools, order: Order, record: OrderRecord): Promise<Paid | null> {
  const { reuse } = tools;
  for (let found = await reuse?.take(order); found; found = await reuse?.take(order)) {
    const { taskId, urls, ratio } = found;
    if (await isUsable(tools, taskId)) {
      record.submitting(ratio);
      record.accepted(taskId);
      return { taskId, urls, ratio, isReused: true };
    }
    reuse?.forget(taskId);
  }
  return null;
}

/** What was paid for before: by an earlier try, or by a test run in the editor. Throws when nobody knows. */
export async function paidTask(tools: ResumeTools, order: Order, record: OrderRecord): Promise<Paid | null> {
  const taskId = await resumableTask(tools, order, record);
  const ratio = record.entry?.ratio;
  if (taskId) return { taskId, urls: order.files.knownUrls(), ratio, isReused: false };
  return order.reusesTests ? await reusedTask(tools, order, record) : null;
}
