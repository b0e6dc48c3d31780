/** Where a reply can hold the links of its videos. The current place is `results[].url` (api-contract.md 3.3). */
import { isObject, recordOf, textOf } from '../json';
import type { Json } from '../json';

/** The keys under which a link or something that holds one can stand, in the order of trust. */
const linkKeys = ['url', 'video_url', 'videoUrl', 'video', 'urls', 'videos', 'uri', 'download_url'];

/** A link is absolute, or a path of the API itself. */
const isLink = (text: string): boolean => /^(https?:\/\/|\/)/i.test(text);

/** Links are a few steps below; anything deeper is something else. */
const maxDepth = 4;

function linksIn(value: unknown, depth = 0): string[] {
  const text = textOf(value);
  if (text) return isLink(text) ? [text] : [];
  if (!isObject(value) || depth === maxDepth) return [];
  if (Array.isArray(value)) return value.slice(0, 100).flatMap((part) => linksIn(part, depth + 1));
  const record = recordOf(value);
  return linkKeys.flatMap((key) => linksIn(record[key], depth + 1)).slice(0, 100);
}

/** The places of a task's reply, in the order of trust: the first that has a link counts. */
const places: Array<(body: Json) => unknown> = [
  ({ results }) => results,
  ({ result }) => result,
  ({ output }) => output,
  ({ outputs }) => outputs,
  ({ video_url: url }) => url,
  ({ video }) => video,
  ({ videos }) => videos,
  ({ url }) => url,
  ({ data }) => data,
];

/** The links of a task's videos, each once; empty while there are none. */
export function videoUrlsOf(body: Json): string[] {
  for (const place of places) {
    const links = linksIn(place(body));
    if (links.length > 0) return [...new Set(links)];
  }
  return [];
}
