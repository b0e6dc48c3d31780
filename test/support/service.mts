/** AIHubMax as the node's HTTP helper meets it: scripted answers, every request written down. */
import { Readable } from 'node:stream';
import { NodeApiError, type IHttpRequestOptions, type INode } from 'n8n-workflow';
import { mp4, png } from './binaries.mts';

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The connection breaks instead of an answer, with this code of the network. */
export interface Break {
  code: string;
}

export type Reaction = Answer | Break;

/** One reaction, or one per request of which the last one stays, or what the request decides. */
export type Script =
  | Reaction
  | Reaction[]
  | ((request: IHttpRequestOptions, nth: number) => Reaction | Promise<Reaction>);

/** What a request is for. `file`: a result, which lies elsewhere and gets no key. */
export type Purpose = 'create' | 'look' | 'upload' | 'file' | 'other';

export interface FakeService {
  /** As the node handed them over; oldest first. */
  requests: IHttpRequestOptions[];
  of(purpose: Purpose): IHttpRequestOptions[];
  creates(): IHttpRequestOptions[];
  looks(): IHttpRequestOptions[];
  /** From now on it is as if no request had come. */
  forget(): void;
  answer(
    request: IHttpRequestOptions,
    node: INode,
  ): Promise<{ statusCode: number; headers: object; body: unknown }>;
}

export const json = (body: unknown, status = 200): Answer => ({ status, body });

export const apiError = (status: number, message: string, code?: string): Answer =>
  json({ error: { message, type: 'server_error', ...(code && { code }) } }, status);

function purposeOf({ url }: IHttpRequestOptions): Purpose {
  if (url.endsWith('/v1/videos/generations')) return 'create';
  if (url.includes('/v1/tasks/')) return 'look';
  if (url.includes('/v1/files/upload/')) return 'upload';
  return /^https:\/\/cdn\./.test(url) ? 'file' : 'other';
}

/** As n8n's helper throws it: a NodeApiError around the error of the network. */
const thrown = (node: INode, { code }: Break) => {
  const cause = Object.assign(new Error(`network says ${code}`), { code });
  return Object.assign(new NodeApiError(node, { message: cause.message, code }), { cause, httpCode: code });
};

/** As n8n's helper hands over the body that was asked for as a stream. */
function streamOf(body: unknown): Readable {
  if (body instanceof Readable) return body;
  if (Buffer.isBuffer(body)) return Readable.from([body]);
  return Readable.from([Buffer.from(typeof body === 'string' ? body : (JSON.stringify(body) ?? ''))]);
}

/** What lies behind a URL, where a test does not say. */
const usualFile = (request: IHttpRequestOptions): Answer => ({
  body: purposeOf(request) === 'file' || request.url.endsWith('.mp4') ? mp4() : png(1920, 1080),
});

async function react(
  script: Script | undefined,
  request: IHttpRequestOptions,
  nth: number,
): Promise<Reaction> {
  if (typeof script === 'function') return await script(request, nth);
  const reaction = Array.isArray(script) ? script[Math.min(nth, script.length - 1)] : script;
  if (!reaction && request.method === 'GET' && !/\/v1\//.test(request.url)) return usualFile(request);
  if (!reaction) throw new Error(`The test expected no ${request.method} ${request.url}`);
  return reaction;
}

/** A body that is streamed is read as it is sent, as every client does. */
async function sentBody(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

export function fakeService(scripts: Partial<Record<Purpose, Script>>): FakeService {
  const requests: IHttpRequestOptions[] = [];
  const seenFor = new Map<Purpose, IHttpRequestOptions[]>();
  const of = (purpose: Purpose) => [...(seenFor.get(purpose) ?? [])];
  return {
    requests,
    of,
    creates: () => of('create'),
    looks: () => of('look'),
    forget() {
      requests.length = 0;
      seenFor.clear();
    },
    async answer(request, node) {
      const purpose = purposeOf(request);
      const alike = seenFor.get(purpose) ?? [];
      const before = alike.length;
      const seen = { ...request };
      requests.push(seen);
      alike.push(seen);
      seenFor.set(purpose, alike);
      if (isStream(seen.body)) seen.body = await sentBody(seen.body);
      const reaction = await react(scripts[purpose], request, before);
      if ('code' in reaction) throw thrown(node, reaction);
      const { status = 200, headers = {}, body } = reaction;
      return { statusCode: status, headers, body: request.encoding === 'stream' ? streamOf(body) : body };
    },
  };
}

/** The task that a status request asks for. */
export const askedFor = ({ url }: IHttpRequestOptions): string =>
  decodeURIComponent(url.split('/').pop() ?? '');
