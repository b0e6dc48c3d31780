/** Some services repeat the key in their error texts and headers; ours must not pass it on. */
import { bareKey, maxKeyLength } from '../credential';

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
