/** Where a reply can hold the links of its videos. The current place is `results[].url` (api-contract.md 3.3). */
import { isObject, recordOf, textOf } from '../json';
import type { Json } from '../json';

/** The keys under which a link or something that holds one can stand, in the order of trust. */
const linkKeys = ['url', 'video_url', 'videoUrl', 'video', 'urls', 'videos', 'uri', 'download_url'];

/** The places of a task's reply, in the order of trust: the first that has a link counts. */
const places = ['results', 'result', 'output', 'outputs', 'video_url', 'video', 'videos', 'url', 'data'];

/** Links are absolute, or a path of the API itself, and a few steps below; anything deeper is something else. */
function linksIn(value: unknown, depth = 0): string[] {
  const text = textOf(value);
  if (text) return /^(https?:\/\/|\/)/i.test(text) ? [text] : [];
  if (!isObject(value) || depth === 4) return [];
  const parts = Array.isArray(value) ? value.slice(0, 100) : linkKeys.map((key) => recordOf(value)[key]);
  return parts.flatMap((part) => linksIn(part, depth + 1)).slice(0, 100);
}

/** The links of a task's videos, each once; empty while there are none. */
export function videoUrlsOf(body: Json): string[] {
  const links = places.map((place) => linksIn(body[place])).find((found) => found.length > 0);
  return [...new Set(links)];
}
