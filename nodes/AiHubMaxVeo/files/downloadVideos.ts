/** The finished videos of a task as binary fields. What fails here never hides the task, which is finished and paid for. */
import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';
import type { Task } from '../api/task';
import { ownCodes } from '../catalogue/failures';
import { asFailure, withTaskIdIn } from '../errors';
import type { Failure } from '../errors';
import type { VideoFile } from '../request/settings';
import { pause, refuseWhenStopped } from '../time';
import { fetchFile } from './fetchFile';
import { videoFileName } from './fileName';
import type { FileBench } from './files';

/** How often a file is tried, each time with a fresh link. */
const attempts = 3;
const betweenMs = 2_000;

/** The link as AIHubMax gives it now: a former one may have expired. A failed check leaves the former one. */
async function freshUrl(
  { client }: FileBench,
  taskId: string,
  former: { url: string; index: number },
): Promise<string | undefined> {
  const check = await client.check(taskId);
  if ('task' in check) return check.task.videoUrls[former.index];
  return check.again ? former.url : undefined;
}

/** A download lasts at most this much longer than the wait was to last, so that it cannot drip on forever. */
const afterWaitMs = 120_000;
/** At least, of these two minutes, are for the last silence that is waited out. */
const silenceMs = 60_000;
/** 15 minutes bring 100 MB through a line of 1 MBit/s. */
const longestMs = 15 * 60_000;

/** `timeLeftMs`: what the wait before has left of its own time; absent where nothing was waited for. */
function limitOf({ clock }: FileBench, timeLeftMs = longestMs): Limits {
  const lastsMs = Math.min(longestMs, Math.max(0, timeLeftMs) + afterWaitMs - silenceMs);
  const untilMs = clock.now() + lastsMs;
  const leftMs = () => Math.max(0, untilMs - clock.now());
  return { leftMs, isOver: () => leftMs() === 0 };
}

interface Limits {
  leftMs(): number;
  isOver(): boolean;
}

async function fetchOnce(
  tools: FileBench,
  url: string,
  wanted: { nameOf(extension: string): string; limit: Limits },
): Promise<IBinaryData> {
  const { nameOf, limit } = wanted;
  const { isOver } = limit;
  const file = await fetchFile(tools.links, url, { limitMs: limit.leftMs() + silenceMs, isOver });
  try {
    return await tools.store.save(file.content, nameOf(file.extension), file.mime);
  } finally {
    file.close();
  }
}

/** Trying again helps neither a video that is too large or too slow, nor when the time is up. */
const isFinal = (thrown: unknown, limit: Limits): boolean =>
  asFailure(thrown).code === ownCodes.downloadLimit || limit.isOver();

async function fetchVideo(
  tools: FileBench,
  { id, videoUrls }: Task,
  { index, limit, name }: { index: number; limit: Limits; name: string },
): Promise<IBinaryData> {
  const nameOf = (extension: string) => videoFileName({ wanted: name, taskId: id }, index, extension);
  let url = videoUrls[index] ?? '';
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(tools, url, { nameOf, limit });
    } catch (thrown) {
      refuseWhenStopped(tools.stop);
      if (isFinal(thrown, limit)) throw withTaskIdIn(thrown, id);
      const next = await freshUrl(tools, id, { url, index });
      const isStillShut = asFailure(thrown).code === ownCodes.linkExpired && (next === url || attempt > 1);
      if (!next || isStillShut || attempt === attempts) throw withTaskIdIn(thrown, id);
      url = next;
    }
    await pause(betweenMs * attempt, tools.clock, tools.stop);
  }
}

/**
 * What was fetched, and why the rest was not. The first result has the name that is wanted, the next have `_1`, `_2` behind
 * it. `timeLeftMs`: what a wait before has left of its own time. Throws VideoError on Stop only.
 */
export async function downloadVideos(
  tools: FileBench,
  task: Task,
  { field, name, timeLeftMs }: VideoFile & { timeLeftMs?: number },
): Promise<{ binary: IBinaryKeyData; failure?: Failure }> {
  const binary: IBinaryKeyData = {};
  const limit = limitOf(tools, timeLeftMs);
  try {
    for (const index of task.videoUrls.keys())
      binary[index === 0 ? field : `${field}_${index}`] = await fetchVideo(tools, task, {
        index,
        limit,
        name,
      });
    return { binary };
  } catch (thrown) {
    refuseWhenStopped(tools.stop);
    return { binary, failure: asFailure(thrown) };
  }
}
