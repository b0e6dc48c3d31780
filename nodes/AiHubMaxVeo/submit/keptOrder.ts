/**
 * An order as entries of a set: a set of (order, position, digit) is a map. What several processes lose between them is found
 * out by length and checksum.
 */
import { createHash } from 'crypto';
import type { Asker } from './nodeSet';
import type { Print } from './print';

/** A task ID is kept as digits: an entry for each, so that few digits are many orders. */
const radix = 36;

/** What the vendor's IDs begin with (docs/api-contract.md) counts as one character. */
const usualStart = 'task-unified-';
const startMark = '!';

const hex = '0123456789abcdef-';
const small = `${hex}ghijklmnopqrstuvwxyz_`;
/** The first that has all characters of an ID is taken. */
const alphabets = [hex, `${small}${startMark}`, `${small}${startMark}ABCDEFGHIJKLMNOPQRSTUVWXYZ.:~`];
const keepable = /^[\w.:~-]{1,64}$/;

/** Of 64 characters of the last alphabet. */
const maxDigits = 76;

/** Null for an ID with other characters, or a longer one. The first digits are not zero, so that none is lost. */
function digitsOf(taskId: string): string | null {
  if (!keepable.test(taskId)) return null;
  const text = taskId.startsWith(usualStart) ? startMark + taskId.slice(usualStart.length) : taskId;
  const which = alphabets.findIndex((letters) => [...text].every((letter) => letters.includes(letter)));
  const letters = alphabets[which] ?? '';
  let number = 1n;
  for (const letter of text) number = number * BigInt(letters.length) + BigInt(letters.indexOf(letter));
  return (number * BigInt(alphabets.length) + BigInt(which)).toString(radix);
}

/** The ID again; any text where the digits are those of none. */
function textOfDigits(digits: string): string {
  let number = 0n;
  for (const digit of digits) number = number * BigInt(radix) + BigInt(parseInt(digit, radix));
  const letters = alphabets[Number(number % BigInt(alphabets.length))] ?? '';
  let text = '';
  for (number /= BigInt(alphabets.length); number > 1n; number /= BigInt(letters.length))
    text = letters.charAt(Number(number % BigInt(letters.length))) + text;
  return text.replace(startMark, usualStart);
}

export const dayMs = 24 * 60 * 60 * 1000;

const numberLength = 3;

const checksumLength = 4;
const maxLength = maxDigits + checksumLength;

export const range = (length: number): number[] => Array.from({ length }, (_none, at) => at);

/** A day in UTC, as its number since the epoch. */
export const dayOf = (ms: number): number => Math.floor(ms / dayMs);

/** Of today and yesterday, and of tomorrow, since the clock of another machine may be ahead, or this one was set back. */
export const daysAround = (ms: number): number[] => [-1, 0, 1].map((later) => dayOf(ms) + later);

/** Where orders of a day are kept: numbered, and so sorted as text the last comes last. */
export const placesOf = ({ text }: Print, day: number, count: number): string[] =>
  range(count).map((nth) => `${text}:${day}:${String(nth).padStart(numberLength, '0')}`);

export const dayIn = (place: string): number => Number(place.split(':').at(-2));

/** In digits, too. */
function checksumOf(place: string, taskId: string): string {
  const hash = createHash('sha256').update(`${place} ${taskId}`).digest();
  return hash.readUInt32BE().toString(radix).padStart(checksumLength, '0').slice(-checksumLength);
}

/** An entry for each file behind a URL. */
const versionsOf = (place: string, { versions }: Print): string[] =>
  versions.map((version, at) => `${place}:v${at}:${version ?? ''}`);

/** What says that an order was accepted; none for an ID that cannot be kept. */
export function acceptedEntries(place: string, print: Print, taskId: string): string[] {
  const digits = digitsOf(taskId);
  if (digits === null) return [];
  const text = digits + checksumOf(place, taskId);
  const entries = [...text].map((digit, at) => `${place}:${at}:${digit}`);
  return [...versionsOf(place, print), ...entries, `${place}:n${text.length}`];
}

/** Empty where there is none, or more than one. */
async function digitAt(asker: Asker, place: string, at: number): Promise<string> {
  const candidates = range(radix).map((digit) => `${place}:${at}:${digit.toString(radix)}`);
  const [found, ...others] = await asker.ask('probe', candidates);
  return others.length > 0 ? '' : (found?.slice(-1) ?? '');
}

async function readId(asker: Asker, place: string, length: number): Promise<string | null> {
  const found = await Promise.all(range(length).map(async (at) => await digitAt(asker, place, at)));
  const text = found.join('');
  const taskId = textOfDigits(text.slice(0, -checksumLength));
  return text.length === length && text.endsWith(checksumOf(place, taskId)) ? taskId : null;
}

/** What is known of the order at a place. `more`: entries of one's own that are asked about as well, of which `known` says which are there. */
export async function readKept(
  asker: Asker,
  place: string,
  { print, more }: { print: Print; more: string[] },
) {
  const lengths = range(maxLength).map((length) => `${place}:n${length + 1}`);
  const versions = versionsOf(place, print);
  const unknownVersions = versionsOf(place, { ...print, versions: print.versions.map(() => null) });
  const asked = [...more, ...lengths, ...versions, ...unknownVersions];
  const known = new Set(await asker.ask('probe', asked));
  const [length, ...others] = lengths.filter((entry) => known.has(entry));
  const isAccepted = length !== undefined && others.length === 0;
  const hasFiles = versions.every(
    (version, at) =>
      print.versions[at] === null || known.has(version) || known.has(unknownVersions[at] ?? ''),
  );
  return {
    known,
    isMuddled: others.length > 0,
    /** It is of other files behind the same URLs. */
    isOfOthers: isAccepted && !hasFiles,
    taskId: isAccepted ? async () => await readId(asker, place, lengths.indexOf(length) + 1) : null,
  };
}
