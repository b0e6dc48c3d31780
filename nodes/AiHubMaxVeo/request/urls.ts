/** URLs as people paste them and as other nodes give them -> a list of URLs, each without what is not its own. */
import { isObject, recordOf } from '../json';

/** Marks that come along with a URL from a chat, a sheet or a page: spaces, commas and what nobody sees. */
const edge = /[\s,;`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

const opening = `"'<([“‘«`;
const closing = `"'>)]”’»`;

/** The three longest URLs and their marks; a text beyond that is no list of them. */
const longestText = 100_000;

/** More entries than this are not read: no field takes nearly as many. */
const mostEntries = 100;

/** Lists that lie within lists deeper than this are nobody's attachments. */
const deepest = 3;

/** Without marks around it, in one walk from either end; pairs of quotes or brackets as well. Nothing inside is touched. */
function bare(text: string): string {
  let [start, end] = [0, text.length];
  for (;;) {
    while (start < end && edge.test(text.charAt(start))) start += 1;
    while (end > start && edge.test(text.charAt(end - 1))) end -= 1;
    const kind = opening.indexOf(text.charAt(start));
    if (kind === -1 || end - start < 2 || text.charAt(end - 1) !== closing.charAt(kind)) break;
    start += 1;
    end -= 1;
  }
  return text.slice(start, end);
}

/** Commas are part of many a URL: only one before the next URL parts them, whatever mark that begins with. */
const separator = /[\r\n]+|,(?=[\s"'<([“‘«`\u200b-\u200f\u2060\ufeff]{0,20}https?:\/\/)/i;

/** A list that was turned into text on its way is one again. */
function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Brackets around a whole list come off first: the first and the last URL would each keep one. */
const withoutBrackets = (text: string): string =>
  text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;

function urlsInText(text: string, depth: number): unknown[] {
  if (text.length > longestText) return [text];
  const value = parsed(text);
  if (isObject(value)) return urlsIn(value, depth + 1);
  return withoutBrackets(text.trim())
    .split(separator)
    .map(bare)
    .filter((part) => part !== '');
}

/** An attachment, as Airtable, Notion and others give it, means its URL. */
function urlOf(part: object): unknown {
  const { url, file, external } = recordOf(part);
  return [url, recordOf(file).url, recordOf(external).url].find((one) => typeof one === 'string') ?? part;
}

/** Every URL in a text, a list, an attachment or a list of such; what is none of them stays as it is. */
export function urlsIn(raw: unknown, depth = 0): unknown[] {
  if (raw === undefined || raw === null) return [];
  if (typeof raw === 'string') return urlsInText(raw, depth);
  if (Array.isArray(raw) && raw.length > mostEntries) return raw;
  if (Array.isArray(raw)) return depth > deepest ? raw : raw.flatMap((part) => urlsIn(part, depth + 1));
  if (!isObject(raw)) return [raw];
  const url = urlOf(raw);
  return typeof url === 'string' ? [bare(url)] : [url];
}
