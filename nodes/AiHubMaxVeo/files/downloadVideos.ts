/** The finished videos of a task as binary fields. What fails here never hides the task, which is finished and paid for. */
import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';
import type { Client } from '../api/client';
import type { Task } from '../api/task';
import { ownCodes } from '../catalogue/failures';
import { asFailure, VideoError, withTaskIdIn } from '../errors';
import type { Failure } from '../errors';
import { pause, throwIfStopped, unlessLate } from '../time';
import { fetchVideo } from './fetchVideo';
import type { FileTools } from './itemFile';

/** How often a file is tried, each time with a fresh link. */
const maxAttempts = 3;
const betweenMs = 2_000;

/** A download lasts at most this much longer than the wait was to last, so that it cannot drip on forever. */
const afterWaitMs = 120_000;
/** At least, of these two minutes, are for the last silence that is waited out. */
const silenceMs = 60_000;
/** 15 minutes bring 100 MB through a line of 1 MBit/s. */
const maxMs = 15 * 60_000;

/** The store of a link this young may not have its file yet. */
const youngMs = 30 * 60_000;

const storedTooLate = { category: 'service', message: 'n8n did not store the video in time' } as const;

/** As the user wants it (empty = called after the task), and as disks, drives and mail take it. */
export function videoFileName(wanted: string, taskId: string, index: number, extension: string): string {
  const ending = `.${extension}`;
  const given = wanted.slice(0, 10_000);
  const own = given.toLowerCase().endsWith(ending) ? given.slice(0, -ending.length) : given;
  const clean = own
    .replace(/[/\\:*?"<>|\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '_')
    .replace(/^[.\s]+/, '')
    // Windows has devices of these names, whatever follows the first dot.
    .replace(/^(con|prn|aux|nul|(com|lpt)[\d¹²³]|con(in|out)\$)(?=\s*(\.|$))/i, '_$1');
  const bytes = Buffer.from(clean).subarray(0, 200);
  // As the beginning of a stream: a letter that is cut in half is left out.
  const stem = new TextDecoder().decode(bytes, { stream: true }).trim();
  return `${stem || taskId}${index === 0 ? '' : `_${index}`}${ending}`;
}

/** The link as AIHubMax gives it now: a former one may have expired. Null where AIHubMax could not be asked. */
async function freshUrl(client: Client, taskId: string, index: number) {
  const check = await client.check(taskId);
  if ('task' in check) return check.task.videoUrls[index];
  return check.again ? null : undefined;
}

/** Whether a link is dead is known only once AIHubMax was asked for a fresh one. */
const unproved = (thrown: unknown): VideoError => new VideoError({ ...asFailure(thrown), code: 'service' });

/** One of a task's videos, tried until `untilMs`. */
async function fetchVideoOf(
  { client, clock, stop, links, store }: FileTools,
  task: Task,
  { index, name, untilMs }: { index: number; name: string; untilMs: number },
): Promise<IBinaryData> {
  const isOver = () => clock.now() >= untilMs;
  const isYoung = clock.now() - (task.createdAtMs ?? 0) < youngMs;
  let url = task.videoUrls[index] ?? '';
  for (let attempt = 1; ; attempt++) {
    try {
      const limitMs = Math.max(0, untilMs - clock.now()) + silenceMs;
      const { content, mime, extension, close } = await fetchVideo(links, url, { limitMs, isOver });
      const fileName = videoFileName(name, task.id, index, extension);
      const saving = store.save(content, fileName, mime).finally(close);
      const saved = await unlessLate(saving, untilMs + silenceMs, { clock, stop });
      if (saved) return saved;
      throw new VideoError({ ...storedTooLate, code: ownCodes.downloadLimit });
    } catch (thrown) {
      throwIfStopped(stop);
      const { code } = asFailure(thrown);
      // Trying again helps neither a video that is too large or too slow, nor when the time is up.
      const isShut = code === ownCodes.linkExpired;
      const isEnd = code === ownCodes.downloadLimit || isOver();
      const next = isEnd ? null : await freshUrl(client, task.id, index);
      const isStillShut = isShut && next !== null && !isYoung && (next === url || attempt > 1);
      if (isEnd || next === undefined || isStillShut || attempt === maxAttempts)
        throw withTaskIdIn(isShut && next === null ? unproved(thrown) : thrown, task.id);
      url = next ?? url;
    }
    await pause(betweenMs * attempt, clock, stop);
  }
}

/**
 * What was fetched, and why the first of the rest was not. The first result has the name that is wanted, the next have `_1`, `_2` behind
 * it. `timeLeftMs`: what a wait before has left of its own time. Throws VideoError on Stop only.
 */
export async function downloadVideos(
  tools: FileTools,
  task: Task,
  { field, name, timeLeftMs = maxMs }: { field: string; name: string; timeLeftMs?: number },
): Promise<{ binary: IBinaryKeyData; failure: Failure | undefined }> {
  const binary: IBinaryKeyData = {};
  let failure: Failure | undefined;
  const lastsMs = Math.min(maxMs, Math.max(0, timeLeftMs) + afterWaitMs - silenceMs);
  const untilMs = tools.clock.now() + lastsMs;
  for (const index of task.videoUrls.keys()) {
    const key = index === 0 ? field : `${field}_${index}`;
    try {
      binary[key] = await fetchVideoOf(tools, task, { index, name, untilMs });
    } catch (thrown) {
      throwIfStopped(tools.stop);
      failure ??= asFailure(thrown);
      if (tools.clock.now() >= untilMs) break;
    }
  }
  return { binary, failure };
}
