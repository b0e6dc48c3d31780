/** A result's file. It lies on another origin than the API: no key, no credential and no cookie goes there. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { VideoError } from '../errors';
import type { FailureFacts } from '../errors';
import { containerHeadBytes, containerOf, sniffContainer } from '../media/container';
import type { Container } from '../media/container';
import type { StopSignal } from '../time';
import type { FileStream } from './store';

/** A body that brings no byte for this long is given up. */
const stallMs = 60_000;

/** The link does not open any more; only the API can give a fresh one. */
const expiredStatuses = [401, 403, 404, 410];

export interface Download extends Container {
  /** Ends with a VideoError when the file is no video or is cut off. */
  content: FileStream;
}

/** Throws VideoError; its `code` is `link` when only a fresh link can help. */
export type FetchFile = (url: string) => Promise<Download>;

interface FileReply {
  statusCode: number;
  headers: Record<string, string | undefined>;
  body: FileStream;
}

const broken = (message: string, code = 'download'): FailureFacts => ({ category: 'service', code, message });

async function open(context: IExecuteFunctions, url: string, stop: StopSignal): Promise<FileReply> {
  const reply: FileReply = await context.helpers.httpRequest({
    method: 'GET',
    url,
    encoding: 'stream',
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    timeout: stallMs,
    abortSignal: stop,
    sendCredentialsOnCrossOriginRedirect: false,
    headers: { 'user-agent': 'n8n-nodes-aihubmax-veo' },
  });
  return reply;
}

function refuse({ statusCode, body }: FileReply): void {
  if (statusCode >= 200 && statusCode < 300) return;
  body.destroy();
  if (expiredStatuses.includes(statusCode))
    throw new VideoError(broken(`The video's link does not open (HTTP ${statusCode})`, 'link'));
  throw new VideoError(broken(`The video could not be fetched (HTTP ${statusCode})`));
}

const notVideo = () => new VideoError(broken('The link gave something that is not a video'));

/** Passes the bytes on; ends with an error when they are no video, or fewer than were announced. */
async function* checked(source: AsyncIterable<Buffer>, expected: number): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  let received = 0;
  for await (const chunk of source) {
    received += chunk.length;
    if (head.length < containerHeadBytes) {
      head = Buffer.concat([head, chunk]);
      if (head.length >= containerHeadBytes && !sniffContainer(head)) throw notVideo();
    }
    yield chunk;
  }
  if (!sniffContainer(head)) throw notVideo();
  if (Number.isFinite(expected) && received !== expected)
    throw new VideoError(broken(`The video was cut off after ${received} of ${expected} bytes`));
}

export function createFetchFile(context: IExecuteFunctions, stop: StopSignal): FetchFile {
  return async (url) => {
    const reply = await open(context, url, stop).catch(unreachable);
    refuse(reply);
    const { headers, body } = reply;
    const expected = Number(headers['content-length'] ?? NaN);
    const content = body.compose((source: AsyncIterable<Buffer>) => checked(source, expected)) as FileStream;
    const announced = (headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
    return { content, ...containerOf(announced) };
  };
}

/** The message of a network error may name addresses only; what it wraps may hold more, and is left behind. */
function unreachable(thrown: unknown): never {
  const reason = thrown instanceof Error ? thrown.message : 'unknown reason';
  throw new VideoError(broken(`The video could not be fetched: ${reason}`));
}
