/** What an earlier try of this node left behind for an order: a task to go on with, nothing, or a question nobody can answer. */
import { isTaskUnknown, VideoError } from '../errors';
import type { Task } from '../api/task';
import { lacksVideo } from '../api/task';
import type { FileUrls } from '../request/build';
import { pause } from '../time';
import type { Page } from './ledger';
import type { Order, TillTools } from './order';

/** How often a task is read again while only its video is missing. */
const videoRecheckMs = 2_000;

type Reader = Pick<TillTools, 'client' | 'note' | 'clock' | 'stop'>;

const readOurs = async ({ client, note }: Reader, taskId: string): Promise<Task> =>
  note(await client.read(taskId, true));

/** A video that is missing gets its time once more before its task is replaced. */
async function withLateVideo(reader: Reader, first: Task): Promise<Task> {
  let task = first;
  while (lacksVideo(task) && !task.failure) {
    await pause(videoRecheckMs, reader.clock, reader.stop);
    task = await readOurs(reader, task.id);
  }
  return task;
}

/** Whether a task of an earlier try is to be replaced by a new one. What cannot be read is not. `isGone`: see Entry. */
async function isToBeReplaced(
  reader: Reader,
  { recreatesFailed, files }: Order,
  { taskId, isGone }: { taskId: string; isGone: boolean },
): Promise<boolean> {
  try {
    const task = await readOurs(reader, taskId);
    const last = recreatesFailed ? await withLateVideo(reader, task) : task;
    files.forget(last.failure, files.knownUrls());
    return last.failure !== null;
  } catch (thrown) {
    // Once is no proof: the user was told, pressed Retry, and AIHubMax still does not know it.
    return isGone && isTaskUnknown(thrown);
  }
}

const unknownEarlier = () =>
  new VideoError({
    category: 'submission_unknown',
    message: 'An earlier try of this node sent this request, and it is unknown whether it was accepted',
  });

/** The task of an earlier try that this order goes on with; none when it is to be submitted. Throws when nobody knows. */
async function resumableTask(reader: Reader, order: Order, page: Page): Promise<string | undefined> {
  const { entry, isFromEarlierExecution: isPersonsRetry } = page;
  if (!entry) return undefined;
  const { taskId, isGone } = entry;
  if (!taskId && !isPersonsRetry) throw unknownEarlier();
  if (!taskId) return undefined;
  if (!isPersonsRetry && !order.recreatesFailed) return taskId;
  const former = { taskId, isGone: isPersonsRetry && isGone === true };
  if (await isToBeReplaced(reader, order, former)) return undefined;
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

type TestRuns = Reader & Pick<TillTools, 'reuse' | 'isDead'>;

/** Whether a test run can go on with a task; what cannot be read is not paid for again. */
async function isUsable(tools: TestRuns, taskId: string): Promise<boolean> {
  try {
    const { failure, videoUrls } = await readOurs(tools, taskId);
    const [url] = videoUrls;
    return failure === null && !(url && (await tools.isDead(url)));
  } catch (thrown) {
    return !isTaskUnknown(thrown);
  }
}

/** The task of an earlier test run in the editor, written down as if it had been created here: Retry On Fail finds it. */
async function reusedTask(tools: TestRuns, order: Order, page: Page): Promise<Paid | undefined> {
  const { reuse } = tools;
  for (let made = await reuse?.take(order); made; made = await reuse?.take(order)) {
    if (await isUsable(tools, made.taskId)) {
      page.submitting();
      page.accepted(made.taskId);
      return { taskId: made.taskId, urls: made.urls, isReused: true };
    }
    reuse?.forget(made.taskId);
  }
  return undefined;
}

/** What was paid for before: by an earlier try, or by a test run in the editor. Throws when nobody knows. */
export async function paidTask(tools: TestRuns, order: Order, page: Page): Promise<Paid | undefined> {
  const taskId = await resumableTask(tools, order, page);
  if (taskId) return { taskId, urls: order.files.knownUrls(), isReused: false };
  return order.reusesTests ? await reusedTask(tools, order, page) : undefined;
}
