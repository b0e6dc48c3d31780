/** The video that is to be continued: it has to open, or the new task is charged and fails. */
import { aboutOtherTask, VideoError } from '../errors';
import { isSuccessful } from '../api/task';
import { findDeadStatus } from './deadLink';
import type { FileBench } from './files';

const dead = (what: string, status: number): VideoError => {
  const message = `${what} does not open any more: its server answers HTTP ${status}`;
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

/** The URL that the video of an earlier task has now. Throws VideoError where there is none, or a dead one. */
export async function urlOfTask(bench: FileBench, taskId: string): Promise<string> {
  // The task that a video is taken from is not the task of this item, which is not ordered yet.
  const task = await bench.client.read(taskId).catch((thrown: unknown) => {
    throw aboutOtherTask(thrown);
  });
  const [url] = task.videoUrls;
  if (isSuccessful(task) && url) return await liveUrl(bench, url, `The video of task ${taskId}`);
  const message = `The task ${taskId} has no video to continue: its status is ${task.status}`;
  const way = task.failure ? 'Choose a task that has a video.' : 'Wait until that task is completed.';
  throw new VideoError({ category: 'input_media', message, advice: `Nothing was charged. ${way}` });
}
