/** The finished video as a file of the item. What fails here never hides the task, which is finished and paid for. */
import type { IBinaryData, IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { asFailure } from '../errors';
import type { Failure } from '../errors';
import { linkLifetimeMs } from '../task/output';
import { firstSeenMs } from '../task/seen';
import { isSuccessful } from '../task/task';
import type { Task } from '../task/task';
import { pause, refuseWhenStopped } from '../time';
import { namingTask } from './conclude';
import type { Done } from './operation';
import { pollTask } from './open';
import type { Run } from './open';

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

async function fetchOnce(run: Run, url: string, name: string): Promise<IBinaryData> {
  const { content, extension, mime } = await run.fetchFile(url);
  return await run.store.save(content, `${name}.${extension}`, mime);
}

async function fetchVideo(run: Run, { id, videoUrls }: Task, index: number): Promise<IBinaryData> {
  const name = index === 0 ? id : `${id}_${index}`;
  let url = videoUrls[index] ?? '';
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(run, url, name);
    } catch (thrown) {
      refuseWhenStopped(run.halt);
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
  const again = `The video is finished and paid for: do not create it again. Get Status with Download Video and task ID ${taskId} fetches it again.`;
  const expired =
    'A link works for 24 hours after the video was finished. This one has expired, and AIHubMax gave no fresh one.';
  return { error: message, advice: code === 'link' && isOld ? expired : again };
}

/** The item with its video: one binary field for each result, or `download` with the reason why there is none. */
export async function withVideo(
  run: Run,
  task: Task,
  item: { json: IDataObject; field: string | null },
): Promise<Done> {
  const { json, field } = item;
  if (field === null || !isSuccessful(task)) return { json };
  const binary: IBinaryKeyData = {};
  try {
    for (const index of task.videoUrls.keys()) {
      binary[index === 0 ? field : `${field}_${index}`] = await fetchVideo(run, task, index);
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
