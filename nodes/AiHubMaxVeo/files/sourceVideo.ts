/** The video that is to be continued: it has to open, or the new task is charged and fails. */
import { aboutOtherTask, VideoError } from '../errors';
import { isSuccessful } from '../api/task';
import { findDeadStatus } from './deadLink';
import type { FileBench } from './files';

export const deadSentence = (what: string, status: number): string =>
  `${what} does not open any more: its server answers HTTP ${status}`;

const dead = (what: string, status: number): VideoError => {
  const message = deadSentence(what, status);
  const advice =
    'Nothing was charged. The link to a video works for 24 hours after it was finished: continue a newer one, or give the file itself as Binary.';
  return new VideoError({ category: 'input_media', message, advice });
};

/** Gives the URL back. Throws VideoError for one that is certainly dead. */
export async function liveUrl(
  { links }: Pick<FileBench, 'links'>,
  url: string,
  what: string,
): Promise<string> {
  const status = await findDeadStatus(links, url);
  if (status !== undefined) throw dead(what, status);
  return url;
}

/** The URL that the video of an earlier task has now, whether it opens or not. Throws VideoError where there is none. */
export async function videoOfTask(bench: Pick<FileBench, 'client'>, taskId: string): Promise<string> {
  // The task that a video is taken from is not the task of this item, which is not ordered yet.
  const task = await bench.client.read(taskId).catch((thrown: unknown) => {
    throw aboutOtherTask(thrown);
  });
  const [url] = task.videoUrls;
  if (isSuccessful(task) && url) return url;
  const message = `The task ${taskId} has no video to continue: its status is ${task.status}`;
  const way = task.failure ? 'Choose a task that has a video.' : 'Wait until that task is completed.';
  throw new VideoError({ category: 'input_media', message, advice: `Nothing was charged. ${way}` });
}

/** The same, where it opens. Throws VideoError for a dead one, too. */
export const urlOfTask = async (bench: FileBench, taskId: string): Promise<string> =>
  await liveUrl(bench, await videoOfTask(bench, taskId), `The video of task ${taskId}`);
