/** The finished video as a file of the item. What fails here never hides the task, which is finished and paid for. */
import type { IBinaryData, IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { asFailure } from '../errors';
import type { Failure } from '../errors';
import { linkLifetimeMs } from '../output/taskItem';
import { firstSeenMs } from '../wait/seen';
import { isSuccessful } from '../api/task';
import type { Task } from '../api/task';
import { pause, refuseWhenStopped } from '../time';
import { namingTask } from '../wait/outcome';
import type { Done } from '../operations/operation';
import { pollTask } from '../run/createRun';
import type { Run } from '../run/createRun';

/** How often a file is tried, each time with a fresh link. */
const attempts = 3;
const betweenMs = 2_000;

/** The link as the service gives it now: a former one may have expired. A stumble of the look leaves the former one. */
async function freshUrl(
  run: Run,
  taskId: string,
  former: { url: string; index: number },
): Promise<string | undefined> {
  const polled = await pollTask(run, taskId, false);
  if ('task' in polled) return polled.task.videoUrls[former.index];
  return polled.again ? former.url : undefined;
}

/** A download lasts at most this much longer than the wait was to last, so that it cannot drip on for ever. */
const afterWaitMs = 120_000;
/** At least, of these two minutes, are for the last silence that is waited out. */
const silenceMs = 60_000;
/** 15 minutes bring 100 MB through a line of 1 MBit/s. */
const longestMs = 15 * 60_000;

/** `timeLeftMs`: what the wait before has left of its own time; absent where nothing was waited for. */
function limitOf({ clock }: Run, timeLeftMs = longestMs): Limits {
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
  run: Run,
  url: string,
  wanted: { name: string; limit: Limits },
): Promise<IBinaryData> {
  const { name, limit } = wanted;
  const { isOver } = limit;
  const file = await run.fetchFile(url, { limitMs: limit.leftMs() + silenceMs, isOver });
  try {
    return await run.store.save(file.content, `${name}.${file.extension}`, file.mime);
  } finally {
    file.close();
  }
}

/** Trying again helps neither a video that is too large or too slow, nor when the time is up. */
const isFinal = (thrown: unknown, limit: Limits): boolean =>
  asFailure(thrown).code === 'limit' || limit.isOver();

async function fetchVideo(
  run: Run,
  { id, videoUrls }: Task,
  { index, limit }: { index: number; limit: Limits },
): Promise<IBinaryData> {
  const name = index === 0 ? id : `${id}_${index}`;
  let url = videoUrls[index] ?? '';
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(run, url, { name, limit });
    } catch (thrown) {
      refuseWhenStopped(run.halt);
      if (isFinal(thrown, limit)) throw namingTask(thrown, id);
      const next = await freshUrl(run, id, { url, index });
      const isStillShut = asFailure(thrown).code === 'link' && (next === url || attempt > 1);
      if (!next || isStillShut || attempt === attempts) throw namingTask(thrown, id);
      url = next;
    }
    await pause(betweenMs * attempt, run.clock, run.halt);
  }
}

/** As far as the node can tell: the end of a task that it did not see itself came some time after its beginning. */
function hasExpired({ memory, clock }: Run, task: Task): boolean {
  const nowMs = clock.now();
  const finishedMs = Math.min(firstSeenMs(memory, task, nowMs), task.createdAtMs ?? Infinity);
  return nowMs - finishedMs >= linkLifetimeMs;
}

function failed({ message, code }: Failure, taskId: string, isOld: boolean): IDataObject {
  const again = `The video is finished and already paid for, so don't create it again. To retry the download, use Get Status with Download Video and task ID ${taskId}.`;
  const expired =
    'A link works for 24 hours after the video was finished. This one has expired, and AIHubMax gave no fresh one.';
  return { error: message, advice: code === 'link' && isOld ? expired : again };
}

/** The item with its video: one binary field for each result, or `download` with the reason why there is none. */
export async function withVideo(
  run: Run,
  task: Task,
  item: { json: IDataObject; field: string | null; timeLeftMs?: number },
): Promise<Done> {
  const { json, field, timeLeftMs } = item;
  if (field === null || !isSuccessful(task)) return { json };
  const binary: IBinaryKeyData = {};
  const limit = limitOf(run, timeLeftMs);
  try {
    for (const index of task.videoUrls.keys()) {
      binary[index === 0 ? field : `${field}_${index}`] = await fetchVideo(run, task, { index, limit });
    }
    return { json, binary };
  } catch (thrown) {
    refuseWhenStopped(run.halt);
    const fetched = Object.keys(binary).length > 0 && { binary };
    return {
      json: { ...json, download: failed(asFailure(thrown), task.id, hasExpired(run, task)) },
      ...fetched,
    };
  }
}
