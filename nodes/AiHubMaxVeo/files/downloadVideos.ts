/** The finished videos of a task as binary fields. What fails here never hides the task, which is finished and paid for. */
import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';
import type { Client } from '../api/client';
import type { Task } from '../api/task';
import { ownCodes } from '../catalogue/failures';
import { asFailure, VideoError, withTaskIdIn, type Failure } from '../errors';
import { streamOf } from '../streams';
import { pause, throwIfStopped, unlessLate } from '../time';
import { Walker, type Feed, type Walk } from './feed';
import { formatIn } from './inspect';
import type { FileTools } from './itemFile';
import { isDeadStatus, type LinkOpener, type OpenedLink } from './links';
import type { Kind } from './walks';

/** How often a file is tried, each time with a fresh link. */
const maxAttempts = 3;
const betweenMs = 2_000;

/** A download lasts at most this much longer than the wait was to last, so that it cannot drip on forever. */
const afterWaitMs = 120_000;
/** A body that brings no byte for this long is given up: of those two minutes, the last are for such a silence. */
const stallMs = 60_000;
/** 15 minutes bring 100 MB through a line of 1 MBit/s. */
const maxMs = 15 * 60_000;

/** The store of a link this young may not have its file yet. */
const youngMs = 30 * 60_000;

/** What Veo makes has some hundred MB at most; n8n's database mode takes 512 MB. */
const maxBytes = 1024 * 1024 * 1024;

const downloadError = (message: string, code: string = 'download') =>
  new VideoError({ category: 'service', code, message });

const pastLimit = (problem: string) =>
  downloadError(`The video ${problem}, so the download was ended`, ownCodes.downloadLimit);
const tooSlow = () => pastLimit('did not arrive in time');
const tooLarge = () => pastLimit(`is larger than ${maxBytes / 1024 / 1024} MB`);

/** Whether a server gave only a part of what nobody asked a part of. */
function isPart({ statusCode, headers }: OpenedLink): boolean {
  const [, from, to, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  return statusCode === 206 && !(from === '0' && Number(to) + 1 === Number(size));
}

/** What the header of a reply already says against it. */
function refusalOf(reply: OpenedLink): VideoError | null {
  const { statusCode: status, headers } = reply;
  if (isDeadStatus(status))
    return downloadError(`The video's link does not open (HTTP ${status})`, ownCodes.linkExpired);
  if (status < 200 || status >= 300)
    return downloadError(`The video could not be downloaded (HTTP ${status})`);
  if (isPart(reply)) return downloadError('The server gave only a part of the video (HTTP 206)');
  return Number(headers['content-length']) > maxBytes ? tooLarge() : null;
}

/** Whether the file is a whole video, and in `found` which; throws as soon as it is certainly none. */
function* walkVideo(feed: Feed, found: Kind): Walk<boolean> {
  const format = yield* formatIn(feed);
  if (!format?.mime.startsWith('video/')) throw downloadError('The link gave something that is not a video');
  Object.assign(found, { mime: format.mime, extension: format.extension });
  return yield* format.walk(feed, found);
}

/**
 * Fewer bytes than announced. Not compared the other way round: n8n's HTTP client undoes compression without a word, and
 * holds what it does not have to undo to its length itself. Compression of a video saves or costs next to nothing.
 */
const isShort = ({ headers }: OpenedLink, received: number): boolean =>
  !headers['content-encoding'] && received < Number(headers['content-length'] ?? NaN) * 0.99;

/** The message of a network error may name hosts only; what it wraps may hold more, and is left behind. */
function toDownloadError(thrown: unknown): VideoError {
  if (thrown instanceof VideoError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : 'unknown reason';
  return downloadError(`The video could not be downloaded: ${reason}`);
}

async function* checkedPieces(
  reply: OpenedLink,
  walker: Walker<boolean>,
  isOver: () => boolean,
): AsyncGenerator<Buffer> {
  let received = 0;
  try {
    for await (const piece of reply.body as AsyncIterable<Buffer>) {
      if (isOver()) throw tooSlow();
      if ((received += piece.length) > maxBytes) throw tooLarge();
      walker.push(piece);
      yield piece;
    }
    const announced = reply.headers['content-length'];
    const ofAll = announced ? ` of ${announced}` : '';
    if (!walker.end() || isShort(reply, received))
      throw downloadError(`The video was cut off after ${received}${ofAll} bytes`);
  } catch (thrown) {
    throw reply.isTimedOut() ? tooSlow() : toDownloadError(thrown);
  } finally {
    reply.close();
  }
}

async function* continued(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/**
 * Opens the link of a video without the key or any other credential, and reads its first bytes. Throws VideoError: `link_expired`
 * when only a fresh link can help, `download_limit` when trying again cannot. `content`, never held in memory, ends with one when
 * the file is no video, is cut off, or passes its bounds. `close` ends the connection, read to its end or not. `isOver`: time has
 * run out, by the run's own clock.
 */
export async function fetchVideo(
  links: LinkOpener,
  url: string,
  { limitMs, isOver }: { limitMs: number; isOver(): boolean },
) {
  const reply = await links.open(url, { limitMs, idleMs: stallMs }).catch((thrown: unknown) => {
    throw toDownloadError(thrown);
  });
  const refusal = refusalOf(reply);
  if (refusal) {
    reply.close();
    throw refusal;
  }
  // What Veo makes; one that comes in small pieces is not known by its first.
  const found: Kind = { mime: 'video/mp4', extension: 'mp4', size: null };
  const pieces = checkedPieces(reply, new Walker((feed) => walkVideo(feed, found)), isOver);
  const first = await pieces.next();
  const content = streamOf(first.done ? pieces : continued(first.value, pieces), reply.body);
  return { content, close: reply.close, mime: found.mime, extension: found.extension };
}

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
      const limitMs = Math.max(0, untilMs - clock.now()) + stallMs;
      const { content, mime, extension, close } = await fetchVideo(links, url, { limitMs, isOver });
      const fileName = videoFileName(name, task.id, index, extension);
      const saving = store.save(content, fileName, mime).finally(close);
      const saved = await unlessLate(saving, untilMs + stallMs, { clock, stop });
      if (saved) return saved;
      throw downloadError('n8n did not store the video in time', ownCodes.downloadLimit);
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
  const lastsMs = Math.min(maxMs, Math.max(0, timeLeftMs) + afterWaitMs - stallMs);
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
