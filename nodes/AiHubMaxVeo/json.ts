/** Reading data of which nothing is certain: whatever is missing or odd becomes the empty value of its kind. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is object => value !== null && typeof value === 'object';

/** The value as a record; an empty one when it is none. */
export const recordOf = (value: unknown): Json => (isObject(value) ? (value as Json) : {});

/** The value as text without spaces around it; empty when it is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A number, also when it is written as text; null when it is neither. */
export function numberOf(value: unknown): number | null {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
}

/** Without the rounding errors of sums of decimal fractions. */
export const roundSum = (sum: number): number => Math.round(sum * 1e6) / 1e6;

/** A number or a text as text; empty when it is neither. */
export const wordOf = (value: unknown): string =>
  typeof value === 'number' && Number.isFinite(value) ? String(value) : textOf(value);

/** Without the characters of `edge` around it. In one walk: a pattern for both ends can take quadratic time. */
export function trimEdges(text: string, edge: RegExp): string {
  let [start, end] = [0, text.length];
  while (start < end && edge.test(text.charAt(start))) start++;
  while (end > start && edge.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** The beginning of a text that is longer than `max` characters. */
export const shortened = (text: string, max: number): string =>
  text.length > max ? `${text.slice(0, max)}…` : text;

/** What `parse` gives; `otherwise` where it throws. */
function attempt<Value, Other>(parse: () => Value, otherwise: Other): Value | Other {
  try {
    return parse();
  } catch {
    return otherwise;
  }
}

/** Null where a text is no URL. Not by URL.canParse: once it is optimised, Node 20 answers false for URLs with letters such as ü. */
export const parseUrl = (text: string, base?: string) => attempt(() => new URL(text, base), null);

/** What a text is as JSON; the text itself where it is none. */
export const parseJson = (text: string): unknown => attempt(() => JSON.parse(text) as unknown, text);

/** Of what a stranger sends no more is looked at, or a reply of a megabyte would hold n8n's thread. */
const maxParts = 3_000;
const maxDepth = 6;
const maxJsonText = 20_000;

/** What stands in a text as JSON, also behind some words; undefined when there is none. */
export function jsonIn(text: string): object | undefined {
  const start = text.search(/[{[]\s*["{[]/);
  if (start < 0 || text.length > maxJsonText) return undefined;
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return attempt(() => Object(JSON.parse(text.slice(start, end + 1))) as object, undefined);
}

/**
 * Every value inside another, what is nearest first, with the keys that lead to it; those of lists are left out. JSON that is
 * written as a text is opened. Keys that `skips` accepts are left out.
 */
export function partsOf(root: unknown, skips: (key: string) => boolean = () => false) {
  const parts: { keys: string[]; value: unknown }[] = [{ keys: [], value: root }];
  for (let at = 0; at < parts.length; at++) {
    const { keys = [], value } = parts[at] ?? {};
    const inner = typeof value === 'string' ? jsonIn(value) : value;
    if (!isObject(inner) || keys.length >= maxDepth) continue;
    const left = maxParts - parts.length;
    if (Array.isArray(inner))
      parts.push(...inner.slice(0, left).map((one: unknown) => ({ keys, value: one })));
    else
      for (const name of Object.keys(inner).slice(0, left))
        if (!skips(name)) parts.push({ keys: [...keys, name], value: recordOf(inner)[name] });
  }
  return parts;
}

/** The value of a key, made where there is none yet. */
export function getOrAdd<Key, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
