/** A request to the API and its outcome as plain values, and what a reply says where nobody told us to look (api-contract.md 4.7). */
import type { Failure } from '../errors';
import { isObject, parseJson, partsOf, textOf, wordOf, type Json } from '../json';
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

/** The request as it is echoed, and what else is said beside a task but not of it. */
export const isEcho = (key: string): boolean =>
  /request|input|param|prompt|payload|webhook|callback/i.test(key);

/** Every word that stands under such a key, nearest first; a key is written with the one above it, as `task.id`. */
const wordsUnder = (body: Json, pattern: RegExp): string[] =>
  partsOf(body, isEcho)
    .filter(({ keys }) => pattern.test(keys.slice(-2).join('.')))
    .map(({ value }) => wordOf(value))
    .filter(Boolean);

/**
 * The one ID that is called that of a task; empty where there are several, since another task's would be worse than none. `wanted`:
 * the ID that was asked for, which counts in every place. `idOf`: empty for what no ID can be.
 */
export function findTaskId(body: Json, idOf: (id: string) => string, wanted?: string): string {
  if (wanted && wordsUnder(body, /id$/i).includes(wanted)) return wanted;
  const under = (pattern: RegExp) => wordsUnder(body, pattern).map(idOf).filter(Boolean);
  const calledSo = [
    under(/(^|\.)(tasks?|data)[_.]?ids?$/i),
    under(/(^|\.)((generation|job|prediction)s?[_.]?ids?|video_?id)$/i),
    // The vendor's own IDs are known by their shape (api-contract.md 2.4).
    under(/^/).filter((word) => /^task-\w+-\d{9,}-\w+$/.test(word)),
  ];
  const ids = new Set(calledSo.find((found) => found.length > 0));
  return ids.size === 1 ? ([...ids][0] ?? '') : '';
}

export const findState = (body: Json, isState: (word: string) => boolean): string =>
  wordsUnder(body, /(^|\.)(task_?|job_?|video_?)?(status|state)(\.(code|name|value))?$/i).find((word) =>
    isState(word.toLowerCase()),
  ) ?? '';

export const findReason = (body: Json): string =>
  wordsUnder(
    body,
    /((fail(ure)?|error)_?(reason|msg|message|detail)|status_?(msg|message))[^.]*$|(^|\.)reason$|filtered_?reasons?$/i,
  ).find((text) => !/^https?:/i.test(text)) ?? '';

const videoEnding = /\.(mp4|mov|webm|m4v|mkv)([?#]|$)/i;

/** Images, texts and the task itself are no videos. */
const otherEnding =
  /\.(jpe?g|png|webp|gif|bmp|avif|svg|ico|html?|json|txt|md|pdf|srt|vtt|wav|mp3)([?#]|$)|\/v1\/tasks\/[^/]*$/i;

/** Absolute, a path of the API itself, or the name of a video below it. */
const isLink = (text: string): boolean =>
  /^(https?:\/\/|\/)/i.test(text) || (videoEnding.test(text) && /^[\w%.~/-]+([?#]\S*)?$/.test(text));

const otherKey =
  /(image|img)(?!_?to_?video)|pic|photo|frame|cover|thumb|poster|preview|avatar|icon|logo|notify|doc|help|support|terms|policy|home|site|page|pricing|usage|billing|self|_?status_?url|cancel|poll|query|log|(?<!re)source|original|reference|user|owner|author|account|subtitle|audio/i;

/** Where links are known to stand, in the order of trust, the current place first (api-contract.md 3.3); and what leads on from there. */
const places = ['results', 'result', 'output', 'outputs', 'video_url', 'video', 'videos', 'url', 'data'];
const linkKeys = /^(urls?|video_?url|videos?|uri|download_url)$/i;
/** How likely a link is the video, less is more: up to `knownPlace` it stands where links do, up to `video` it is called one or ends as one. */
export const ranks = { knownPlace: -1, video: 2 } as const;

function rankOf([first = '', ...more]: string[], link: string): number {
  const place = places.indexOf(first);
  const isKnown = place >= 0 && more.every((key) => linkKeys.test(key));
  if (otherEnding.test(link)) return isKnown ? 9 : Infinity;
  if (isKnown) return place - places.length;
  const isVideo = videoEnding.test(link);
  if ([first, ...more].some((key) => /video|movie|clip/i.test(key))) return isVideo ? 0 : 1;
  if (isVideo) return ranks.video;
  const isNamed = /^(ur[il]s?|links?|href|src|files?|downloads?(_?url)?|results?|outputs?|assets?)$/i;
  return isNamed.test(more.at(-1) ?? first) ? 3 : 4;
}

/** The links in the whole reply that are most likely the video; none where nothing looks like one. `maxRank`: see `ranks`. */
export function findLinks(body: Json, maxRank = 9): string[] {
  const found = partsOf(body, (key) => isEcho(key) || otherKey.test(key)).flatMap(({ keys, value }) => {
    const text = textOf(value);
    if (isLink(text)) return [{ link: text, rank: rankOf(keys, text) }];
    // Or in the middle of a sentence, which may also be one about a file that could not be read.
    const all: string[] = text.slice(0, 5_000).match(/https?:\/\/[^\s"'<>()[\]{}，。]+/gi) ?? [];
    return all.filter((link) => videoEnding.test(link)).map((link) => ({ link, rank: 3 }));
  });
  const best = Math.min(...found.map(({ rank }) => rank));
  const links = best > maxRank ? [] : found.filter(({ rank }) => rank === best).map(({ link }) => link);
  return [...new Set(links)].slice(0, 100);
}
