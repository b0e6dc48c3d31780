/** A task as the output item of this run, with its video where that is wanted. */
import type { IDataObject } from 'n8n-workflow';
import { isSuccessful, linkLifetimeMs } from '../api/task';
import type { Task } from '../api/task';
import { ownCodes } from '../catalogue/failures';
import { downloadVideos } from '../files/downloadVideos';
import type { Failure } from '../errors';
import { toOutput } from '../output/taskItem';
import type { Circumstances } from '../output/taskItem';
import type { VideoFile } from '../request/settings';
import { suggestedCheckMs } from '../wait/schedule';
import type { Done, Run } from './operation';

export function itemOf(
  { clock, history }: Run,
  task: Task,
  besides: Omit<Circumstances, 'completedAtMs' | 'nextCheckMs'>,
): IDataObject {
  const completedAtMs = history.completedAtMs(task);
  return toOutput(task, { ...besides, completedAtMs, nextCheckMs: suggestedCheckMs(task, clock.now()) });
}

/** As far as the node can tell: the end of a task that it did not see itself came some time after its beginning. */
function hasExpired({ history, clock }: Run, task: Task): boolean {
  const finishedMs = Math.min(history.completedAtMs(task), task.createdAtMs ?? Infinity);
  return clock.now() - finishedMs >= linkLifetimeMs;
}

function failedDownload({ message, code }: Failure, taskId: string, isOld: boolean): IDataObject {
  const again = `The video is finished and already paid for, so don't create it again. To retry the download, use Get Status with Download Video and task ID ${taskId}.`;
  const expired =
    'A link works for 24 hours after the video was finished. This one has expired, and AIHubMax gave no fresh one.';
  return { error: message, advice: code === ownCodes.linkExpired && isOld ? expired : again };
}

/** The item with one binary field for each result, or with `download` and the reason why one is missing. `file`: null = none. */
export async function withVideo(
  run: Run,
  task: Task,
  { json, file, timeLeftMs }: { json: IDataObject; file: VideoFile | null; timeLeftMs?: number },
): Promise<Done> {
  if (file === null || !isSuccessful(task)) return { json };
  const { binary, failure } = await downloadVideos(run.files, task, { ...file, timeLeftMs });
  if (!failure) return { json, binary };
  const download = failedDownload(failure, task.id, hasExpired(run, task));
  return { json: { ...json, download }, ...(Object.keys(binary).length > 0 && { binary }) };
}
