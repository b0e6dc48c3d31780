/** What was paid for before an order: by an earlier try of this node, or by a test run in the editor. */
import { lacksVideo } from '../api/task';
import type { Task } from '../api/task';
import { isTaskUnknown, VideoError } from '../errors';
import type { FileUrls } from '../request/body';
import { pause } from '../time';
import type { Page } from './ledger';
import type { Order, TillTools } from './order';

/** How often a task is read again while only its video is missing. */
const videoRecheckMs = 2_000;

const readOurs = async ({ client, note }: TillTools, taskId: string): Promise<Task> =>
  note(await client.read(taskId, true));

/** Whether a task of an earlier try has failed, and so may be replaced. A missing video gets its time once more before that. */
async function hasFailed(
  tools: TillTools,
  { recreatesFailed, files }: Order,
  taskId: string,
): Promise<boolean> {
  let task = await readOurs(tools, taskId);
  while (recreatesFailed && lacksVideo(task) && !task.failure) {
    await pause(videoRecheckMs, tools.clock, tools.stop);
    task = await readOurs(tools, taskId);
  }
  files.forget(task.failure, files.knownUrls());
  return task.failure !== null;
}

/** The task of an earlier try that this order goes on with; none when it is to be submitted. Throws when nobody knows. */
async function resumableTask(tools: TillTools, order: Order, page: Page): Promise<string | undefined> {
  const { entry, isFromEarlierExecution: isPersonsRetry } = page;
  const message = 'An earlier try of this node sent this request, and it is unknown whether it was accepted';
  if (entry && !entry.taskId && !isPersonsRetry)
    throw new VideoError({ category: 'submission_unknown', message });
  if (!entry?.taskId) return undefined;
  const { taskId, isGone } = entry;
  if (!isPersonsRetry && !order.recreatesFailed) return taskId;
  // What cannot be read is not replaced. That AIHubMax does not know a task is no proof either, but for a task of which the
  // user was told so before.
  const isReplaced = await hasFailed(tools, order, taskId).catch(
    (thrown) => isPersonsRetry && isGone === true && isTaskUnknown(thrown),
  );
  if (isReplaced) return undefined;
  page.resumed();
  return taskId;
}

/** A task that need not be paid for. */
interface Paid {
  taskId: string;
  /** What was sent for its files, as far as that is remembered. */
  urls: FileUrls;
  isReused: boolean;
}

/** Whether a test run can go on with a task; what cannot be read is not paid for again. */
async function isUsable(tools: TillTools, taskId: string): Promise<boolean> {
  try {
    const { failure, videoUrls } = await readOurs(tools, taskId);
    const [url] = videoUrls;
    return failure === null && !(url && (await tools.isDead(url)));
  } catch (thrown) {
    return !isTaskUnknown(thrown);
  }
}

/** The task of an earlier test run in the editor, written down as if it had been created here: Retry On Fail finds it. */
async function reusedTask(tools: TillTools, order: Order, page: Page): Promise<Paid | undefined> {
  const { reuse } = tools;
  for (let made = await reuse?.take(order); made; made = await reuse?.take(order)) {
    const { taskId, urls } = made;
    if (await isUsable(tools, taskId)) {
      page.submitting();
      page.accepted(taskId);
      return { taskId, urls, isReused: true };
    }
    reuse?.forget(taskId);
  }
  return undefined;
}

/** What was paid for before: by an earlier try, or by a test run in the editor. Throws when nobody knows. */
export async function paidTask(tools: TillTools, order: Order, page: Page): Promise<Paid | undefined> {
  const taskId = await resumableTask(tools, order, page);
  if (taskId) return { taskId, urls: order.files.knownUrls(), isReused: false };
  return order.reusesTests ? await reusedTask(tools, order, page) : undefined;
}
