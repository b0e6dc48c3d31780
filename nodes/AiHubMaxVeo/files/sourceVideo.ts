/** The video that is to be continued: it has to open, or the new task is charged and fails. */
import { isSuccessful } from '../api/task';
import { aboutOtherTask, VideoError } from '../errors';
import type { FileBench } from './bench';

const refused = (message: string, advice: string) =>
  new VideoError({ category: 'input_media', message, advice: `Nothing was charged. ${advice}` });

export const deadSentence = (what: string, status: number): string =>
  `${what} does not open any more: its server answers HTTP ${status}`;

/** Gives the URL back. Throws VideoError for one that is certainly dead. */
export async function liveUrl({ links }: FileBench, url: string, what: string): Promise<string> {
  const status = await links.deadStatus(url);
  if (status === undefined) return url;
  throw refused(
    deadSentence(what, status),
    'The link to a video works for 24 hours after it was finished: continue a newer one, or give the file itself as Binary.',
  );
}

/** The URL that the video of an earlier task has now, whether it opens or not. Throws VideoError where there is none. */
export async function videoOfTask({ client }: FileBench, taskId: string): Promise<string> {
  // The task that a video is taken from is not the task of this item, which is not ordered yet.
  const task = await client.read(taskId).catch((thrown: unknown) => {
    throw aboutOtherTask(thrown);
  });
  const [url] = task.videoUrls;
  if (isSuccessful(task) && url) return url;
  throw refused(
    `The task ${taskId} has no video to continue: its status is ${task.status}`,
    task.failure ? 'Choose a task that has a video.' : 'Wait until that task is completed.',
  );
}
