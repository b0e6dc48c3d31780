/** A result's file: fetched whole or not at all, within bounds of time and size, and never held in memory. */
import { ownCodes } from '../catalogue/failures';
import { VideoError } from '../errors';
import type { FailureFacts } from '../errors';
import { containerHeadBytes, containerOf, containerWalk, sniffContainer } from './container';
import type { Container } from './container';
import { Walker } from './feed';
import { isDeadStatus } from './openLink';
import type { LinkOpener, Opened } from './openLink';
import type { FileStream } from '../streams';
import { streamOf } from '../streams';

/** A body that brings no byte for this long is given up. */
const stallMs = 60_000;

/** What Veo makes has some hundred MB at most; n8n's database mode takes 512 MB. */
const mostBytes = 1024 * 1024 * 1024;

interface Download extends Container {
  /** Ends with a VideoError when the file is no video, is cut off, or passes its bounds. */
  content: FileStream;
  /** Ends the connection, read to its end or not. */
  close(): void;
}

/** How long a download may last. */
interface Limit {
  limitMs: number;
  /** Time has run out, by the run's own clock. */
  isOver(): boolean;
}

const broken = (message: string, code: string = 'download'): VideoError => {
  const facts: FailureFacts = { category: 'service', code, message };
  return new VideoError(facts);
};

const notVideo = () => broken('The link gave something that is not a video');
const tooSlow = () =>
  broken('The video did not arrive in time, so the download was ended', ownCodes.downloadLimit);
const tooLarge = () =>
  broken(
    `The video is larger than ${mostBytes / 1024 / 1024} MB, so the download was ended`,
    ownCodes.downloadLimit,
  );

/** Whether a server gave only a part of what nobody asked a part of. */
function isPart({ statusCode, headers }: Opened): boolean {
  const [, from, to, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  return statusCode === 206 && !(from === '0' && Number(to) + 1 === Number(size));
}

/** What the header of a reply already says against it. */
function refusalOf(reply: Opened): VideoError | null {
  const { statusCode, headers } = reply;
  if (isDeadStatus(statusCode))
    return broken(`The video's link does not open (HTTP ${statusCode})`, ownCodes.linkExpired);
  if (statusCode < 200 || statusCode >= 300)
    return broken(`The video could not be downloaded (HTTP ${statusCode})`);
  if (isPart(reply)) return broken('The server gave only a part of the video (HTTP 206)');
  return Number(headers['content-length']) > mostBytes ? tooLarge() : null;
}

/**
 * Fewer bytes than announced. Not compared the other way round: n8n's HTTP client undoes compression without a word, and
 * holds what it does not have to undo to its length itself. Compression of a video saves or costs next to nothing.
 */
function isShort({ headers }: Opened, received: number): boolean {
  if (headers['content-encoding']) return false;
  return received < Number(headers['content-length'] ?? NaN) * 0.99;
}

/** Checks what passes by: whether it is a video, whole, and within bounds. */
class Check {
  #received = 0;
  #head = Buffer.alloc(0);
  #walker: Walker | null = null;

  pass(piece: Buffer): void {
    this.#received += piece.length;
    if (this.#received > mostBytes) throw tooLarge();
    if (this.#walker) return this.#walker.push(piece);
    this.#head = Buffer.concat([this.#head, piece]);
    if (this.#head.length >= containerHeadBytes) this.#begin();
  }

  #begin(): void {
    const container = sniffContainer(this.#head);
    if (!container) throw notVideo();
    this.#walker = new Walker(containerWalk(container));
    this.#walker.push(this.#head);
  }

  end(reply: Opened): void {
    if (!this.#walker) throw notVideo();
    if (this.#walker.end() && !isShort(reply, this.#received)) return;
    const announced = reply.headers['content-length'];
    const of = announced ? ` of ${announced}` : '';
    throw broken(`The video was cut off after ${this.#received}${of} bytes`);
  }
}

async function* checked(reply: Opened, limit: Limit): AsyncGenerator<Buffer> {
  const check = new Check();
  try {
    for await (const piece of reply.body as AsyncIterable<Buffer>) {
      if (limit.isOver()) throw tooSlow();
      check.pass(piece);
      yield piece;
    }
    check.end(reply);
  } catch (thrown) {
    throw reply.isTimedOut() ? tooSlow() : interrupted(thrown);
  } finally {
    reply.close();
  }
}

/** The message of a network error may name hosts only; what it wraps may hold more, and is left behind. */
function interrupted(thrown: unknown): VideoError {
  if (thrown instanceof VideoError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : 'unknown reason';
  return broken(`The video could not be downloaded: ${reason}`);
}

/**
 * Opens the link of a video, and reads nothing yet. Throws VideoError: `link_expired` when only a fresh link can help,
 * `download_limit` when trying again cannot.
 */
export async function fetchFile(links: LinkOpener, url: string, limit: Limit): Promise<Download> {
  const opening = links.open(url, { limitMs: limit.limitMs, idleMs: stallMs });
  const reply = await opening.catch((thrown: unknown) => {
    throw interrupted(thrown);
  });
  const refusal = refusalOf(reply);
  if (refusal) {
    reply.close();
    throw refusal;
  }
  const content = streamOf(checked(reply, limit), reply.body);
  const announced = (reply.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  return { content, close: reply.close, ...containerOf(announced) };
}
