/** What an earlier try of this node left behind for an order: a task to go on with, nothing, or a question nobody can answer. */
import { isTaskUnknown, VideoError } from '../errors';
import type { Task } from '../api/task';
import { lacksVideo } from '../api/task';
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
export async function resumableTask(reader: Reader, order: Order, page: Page): Promise<string | undefined> {
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
