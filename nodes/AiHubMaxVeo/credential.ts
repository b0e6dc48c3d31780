/** What a pasted API key and base URL mean, for the credential, its test and the node; and a key kept out of what services repeat. */
import { parseUrl, shortened, trimEdges } from './json';

export const credentialName = 'aiHubMaxApi';
export const usualBaseUrl = 'https://api.aihubmax.com';

export interface Service {
  /** As it was typed; only kept to be taken out of whatever comes back. */
  apiKey: string;
  /** Without a slash at the end. */
  baseUrl: string;
}

/** A value that can be used, or what is wrong with it: a whole sentence that starts with the field's name. */
type Reading = { value: string } | { problem: string };

/** Quotes and separators come along from code, JSON and chats. */
const edge = /[\s\p{Cc}"'`“”‘’«»,;]/u;

/** Characters that nobody sees, such as U+200B or a BOM, come along from web pages. */
const visible = (raw: unknown): string =>
  typeof raw === 'string' || typeof raw === 'number'
    ? trimEdges(String(raw).replace(/\p{Cf}/gu, ''), edge)
    : '';

/** A name and a scheme, as they stand before a key in a header or a list of settings. */
const introduced =
  /^((export\s+)?[\w-]{0,30}(authorization|api[\s_-]?key|token)\s*[:=]["'\s]*)?(bearer([\s:=]+|$))*/i;

/** The key of a credential's API Key, without what introduces it; empty when there is none. */
export function bareKey(raw: unknown): string {
  const key = visible(raw).replace(introduced, '');
  return trimEdges(key, edge).replace(/[\s\p{Cc}]/gu, '');
}

/** A longer text is something else that was pasted. */
const maxKeyLength = 4_000;

export function readKey(raw: unknown): Reading {
  const value = bareKey(raw);
  if (!value) return { problem: 'API Key is empty.' };
  if (value.length > maxKeyLength)
    return { problem: `API Key is ${value.length} characters long, which no API key is. Copy it again.` };
  // Other characters cannot travel in a header, or stand for a key that is hidden or was not evaluated.
  if (!/^(?![^]*[*"{}<>[\]])[\x21-\x7e]+$/.test(value))
    return { problem: 'API Key contains a character that no API key has. Copy it again.' };
  return { value };
}

/** Longer ones are no URL, but something else that was pasted. */
const maxUrlLength = 2_000;
/** What AIHubMax has below `/v1`: who pastes such a URL means what comes before it. */
const routes = ['videos', 'tasks', 'files', 'models', 'account', 'chat', 'images'];

/** The path without empty segments and without what the node adds itself; empty or with a leading slash. */
function rootPath(pathname: string): string {
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const at = segments.lastIndexOf('v1');
  if (at >= 0 && routes.includes(segments[at + 1] ?? '')) segments.length = at;
  while (segments.at(-1)?.toLowerCase() === 'v1') segments.pop();
  return segments.map((segment) => `/${segment}`).join('');
}

const quote = (text: string) =>
  /\bsk-/i.test(text) ? 'looks like an API key' : `is "${shortened(text, 80)}"`;

/** A name that was typed without a scheme must look like a host: a word alone is a slip. */
const isHost = ({ hostname, port }: URL) => /[.:]/.test(hostname) || hostname === 'localhost' || port !== '';

/** The URL of what was typed, with the scheme that it says; `https` where it says none. */
function parse(text: string): URL | null {
  // One slash, or none of the colon, is a slip of the finger.
  const typed = text.replace(/^(https?:?\/+)*(https?):?\/+/i, '$2://');
  const isBare = !/^[a-z][a-z\d+.-]*:\/\//i.test(typed);
  const url = parseUrl(isBare ? `https://${typed.replace(/^\/+/, '')}` : typed);
  return url && (!isBare || isHost(url)) ? url : null;
}

/** The root of the API: no slash at the end, no `/v1`. An empty field means the usual one. */
export function readBaseUrl(raw: unknown): Reading {
  const text = visible(raw);
  if (!text) return { value: usualBaseUrl };
  const usual = `The usual one is ${usualBaseUrl}.`;
  const url = text.length > maxUrlLength ? null : parse(text);
  if (!url) return { problem: `Base URL ${quote(text)}, but must be a URL. ${usual}` };
  if (!['https:', 'http:'].includes(url.protocol))
    return { problem: `Base URL ${quote(text)}, but must start with https://. ${usual}` };
  if (url.username || url.password)
    return { problem: `Base URL contains a user name or a password, which it must not. ${usual}` };
  return { value: url.origin + rootPath(url.pathname) };
}

/** A shorter key is part of too many other words, such as task IDs. */
const minKeyLength = 8;
/** Deeper JSON is none of the API's, and would end the recursion. */
const maxDepth = 50;

/** How a key can be written in a text: as it was typed, as it is sent, and both as a URL and JSON spell them. */
function spellings(apiKey: string): string[] {
  const typed = apiKey.trim().replace(/^Bearer(\s+|$)/i, '');
  return [bareKey(apiKey), typed]
    .filter((key) => key.length >= minKeyLength && key.length <= maxKeyLength)
    .flatMap((key) => [
      key,
      // Half a surrogate pair would be refused.
      encodeURIComponent(Buffer.from(key).toString()),
      JSON.stringify(key).slice(1, -1),
      key.replaceAll('/', '\\/'),
    ]);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

function without(part: unknown, pattern: RegExp, depth: number): unknown {
  if (typeof part === 'string') return part.replace(pattern, '[API key]');
  if (part === null || typeof part !== 'object') return part;
  if (depth === maxDepth) return null;
  if (Array.isArray(part)) return part.map((element) => without(element, pattern, depth + 1));
  let isChanged = false;
  const entries = Object.entries(part).map(([name, value]: [string, unknown]) => {
    const entry = [name.replace(pattern, '[API key]'), without(value, pattern, depth + 1)] as const;
    isChanged ||= entry[0] !== name || entry[1] !== value;
    return entry;
  });
  // To build an object of thousands of names takes longer than to look through it.
  return isChanged ? Object.fromEntries(entries) : part;
}

/** The same value with every occurrence of the keys replaced, however they are spelled. */
export function redact<Whole>(whole: Whole, ...apiKeys: string[]): Whole {
  const longestFirst = [...new Set(apiKeys.flatMap(spellings))].sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return whole;
  return without(whole, new RegExp(longestFirst.map(escaped).join('|'), 'gi'), 0) as Whole;
}
