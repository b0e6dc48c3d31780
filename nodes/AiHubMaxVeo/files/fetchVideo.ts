/** A result's file: fetched whole or not at all, within bounds of time and size, and never held in memory. */
import { ownCodes } from '../catalogue/failures';
import { VideoError } from '../errors';
import { streamOf } from '../streams';
import { Walker } from './feed';
import type { Feed, Walk } from './feed';
import { formatIn, mp4 } from './inspect';
import { isDeadStatus } from './links';
import type { LinkOpener, OpenedLink } from './links';

/** A body that brings no byte for this long is given up. */
const stallMs = 60_000;

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
function* walkVideo(feed: Feed, found: { mime: string; extension: string }): Walk<boolean> {
  const format = yield* formatIn(feed);
  if (format?.mediaType !== 'video') throw downloadError('The link gave something that is not a video');
  Object.assign(found, { mime: format.mime, extension: format.extension });
  return yield* format.walk(feed);
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
 * Opens the link of a video, and reads its first bytes. Throws VideoError: `link_expired` when only a fresh link can help,
 * `download_limit` when trying again cannot. `content` ends with one when the file is no video, is cut off, or passes its bounds.
 * `close` ends the connection, read to its end or not. `isOver`: time has run out, by the run's own clock.
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
  const found = { mime: mp4.mime as string, extension: mp4.extension as string };
  const pieces = checkedPieces(reply, new Walker((feed) => walkVideo(feed, found)), isOver);
  const first = await pieces.next();
  const content = first.done ? pieces : continued(first.value, pieces);
  return { content: streamOf(content, reply.body), close: reply.close, ...found };
}
