/** What an earlier try of this node left behind for an order: a task to go on with, nothing, or a question nobody can answer. */
import { asFailure, VideoError } from '../errors';
import { forgetUploads } from '../files/uploads';
import type { Page } from './ledger';
import { lacksVideo } from '../api/task';
import type { Task } from '../api/task';
import { pause } from '../time';
import { getTask } from '../wait/getTask';
import type { Run } from '../run/createRun';
import type { Order } from '../operations/order';

/** How often a task is read again while only its video is missing. */
const videoRecheckMs = 2_000;

/** How an order stands to the task of its earlier try. */
interface Former {
  order: Order;
  /** The user was told that AIHubMax no longer knows it. */
  isGone: boolean;
}

/** A video that is missing gets its time once more before its task is replaced. */
async function withLateVideo(run: Run, first: Task): Promise<Task> {
  let task = first;
  while (lacksVideo(task) && !task.failure) {
    await pause(videoRecheckMs, run.clock, run.halt);
    task = await getTask(run, task.id, true);
  }
  return task;
}

/** Whether a task of an earlier try is to be replaced by a new one. What cannot be read is not. */
async function isToBeReplaced(run: Run, taskId: string, { order, isGone }: Former): Promise<boolean> {
  try {
    const task = await getTask(run, taskId, true);
    const last = order.recreatesFailed ? await withLateVideo(run, task) : task;
    forgetUploads(run.memory, last.failure, order.files.knownAddresses());
    return last.failure !== null;
  } catch (thrown) {
    // Once is no proof: the user was told, pressed Retry, and AIHubMax still does not know it.
    return isGone && asFailure(thrown).isUnknownTask === true;
  }
}

const unknownEarlier = () =>
  new VideoError({
    category: 'submission_unknown',
    message: 'An earlier try of this node sent this request, and it is unknown whether it was accepted',
  });

/** The task of an earlier try that this order goes on with; none when it is to be submitted. Throws when nobody knows. */
export async function resumableTask(run: Run, order: Order, page: Page): Promise<string | undefined> {
  const { entry, isFromEarlierExecution: isPersonsRetry } = page;
  if (!entry) return undefined;
  const { taskId, isGone } = entry;
  if (!taskId && !isPersonsRetry) throw unknownEarlier();
  if (!taskId) return undefined;
  if (!isPersonsRetry && !order.recreatesFailed) return taskId;
  const former = { order, isGone: isPersonsRetry && isGone === true };
  if (await isToBeReplaced(run, taskId, former)) return undefined;
  page.resumed();
  return taskId;
}
