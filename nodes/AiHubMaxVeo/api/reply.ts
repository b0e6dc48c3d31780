/** A request to the API and what becomes of it, as plain values. Of a reply's body no more is read than the API ever sends. */
import type { Failure } from '../errors';
import { isObject, parseJson, textOf } from '../json';
import type { Clock } from '../time';

export interface ApiRequest {
  /** A POST creates or uploads, a GET only reads: each has a rate limit of its own. */
  method: 'GET' | 'POST';
  /** From the root of AIHubMax, already encoded. */
  path: string;
  query?: Record<string, string>;
  /** Sent as JSON, unless `headers` say otherwise. */
  body?: object;
  headers?: Record<string, string>;
  /** Idle limit: no byte for this long ends the request. A reply that has begun must be complete within the same time. */
  timeoutMs: number;
  /** Stop does not end it: n8n would otherwise close its connection before the answer is there. */
  outlivesStop?: boolean;
}

export interface Reply {
  kind: 'reply';
  status: number;
  headers: Record<string, unknown>;
  body: unknown;
}

export type Outcome =
  | Reply
  /** No reply came. `code` is the network's word, such as ECONNRESET; `during` what failed, such as connect or read. */
  | { kind: 'lost'; code: string; message: string; during?: string }
  /** Refused on this side of the network: nothing left n8n. */
  | { kind: 'unsent'; failure: Failure }
  | { kind: 'stopped' };

export const isSuccess = (outcome: Outcome): outcome is Reply =>
  outcome.kind === 'reply' && outcome.status >= 200 && outcome.status < 300;

/** The delay that a `Retry-After` header asks for, in ms; it gives seconds or a date. */
export function retryAfterMs(headers: Reply['headers'], nowMs: number): number | undefined {
  const value = textOf(headers['retry-after']);
  if (!value) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** Decompressed. The API's own replies have a few kilobytes, and its list of models some thousand values. */
const maxReplyBytes = 1024 * 1024;
const maxValues = 30_000;
const maxDepth = 50;

/** Whether reading a text as JSON would hold n8n's thread: it is found out before, without building what is in it. */
function isOverlong(text: string): boolean {
  let [values, depth] = [0, 0];
  for (const [sign] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},]/gs)) {
    if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    values += 1;
    if (values > 2 * maxValues || depth > maxDepth) return true;
  }
  return false;
}

/** Some gateways write the JSON of another one as a text. */
function jsonOf(text: string): unknown {
  if (isOverlong(text)) return 'the reply has too many values';
  const parsed = parseJson(text);
  return typeof parsed === 'string' && parsed !== text ? jsonOf(parsed) : parsed;
}

/** The body as JSON, or as text where it is none; `undefined` when it came too slowly. Throws what the network throws. */
export async function readBody(body: unknown, clock: Clock, untilMs: number) {
  if (!isObject(body) || !(Symbol.asyncIterator in body)) return { body };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxReplyBytes) return { body: 'the reply is larger than 1 MB' };
    if (clock.now() > untilMs) return undefined;
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  return { body: jsonOf(text.replace(/^\uFEFF/, '')) };
}
