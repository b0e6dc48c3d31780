/**
 * An order as entries of a set: a set of (order, position, character) is a map. What several processes lose between them is found
 * out by length and checksum.
 */
import { createHash } from 'crypto';
import type { Asker } from './asker';
import type { Print } from './shelf';

export const dayMs = 24 * 60 * 60 * 1000;

const numberLength = 2;

/** What IDs are made of, the usual characters first. An ID with others, or a longer one, is not kept. */
const alphabets = ['abcdefghijklmnopqrstuvwxyz0123456789-_', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ.:~'];
const keepable = /^[\w.:~-]{1,64}$/;
const checksumLength = 5;
const maxLength = 64 + checksumLength;

export const range = (length: number): number[] => Array.from({ length }, (_none, at) => at);

/** A day in UTC, as its number since the epoch. */
export const dayOf = (ms: number): number => Math.floor(ms / dayMs);

/** Where orders of a day are kept: numbered, and so sorted as text the last comes last. */
export const placesOf = ({ text }: Print, day: number, count: number): string[] =>
  range(count).map((nth) => `${text}:${day}:${String(nth).padStart(numberLength, '0')}`);

export const dayIn = (place: string): number => Number(place.split(':').at(-2));

const checksumOf = (place: string, taskId: string): string =>
  createHash('sha256').update(`${place} ${taskId}`).digest('hex').slice(0, checksumLength);

/** An entry for each file behind a URL. */
const versionsOf = (place: string, { versions }: Print): string[] =>
  versions.map((version, at) => `${place}:v${at}:${version ?? ''}`);

/** What says that an order was accepted; none for an ID that cannot be kept. */
export function acceptedEntries(place: string, print: Print, taskId: string): string[] {
  if (!keepable.test(taskId)) return [];
  const text = taskId + checksumOf(place, taskId);
  const characters = [...text].map((character, at) => `${place}:${at}:${character}`);
  return [...versionsOf(place, print), ...characters, `${place}:n${text.length}`];
}

/** Empty where there is none, or more than one. */
async function characterAt(asker: Asker, place: string, at: number): Promise<string> {
  for (const alphabet of alphabets) {
    const found = await asker.ask(
      'probe',
      [...alphabet].map((character) => `${place}:${at}:${character}`),
    );
    if (found.length > 0) return found.length === 1 ? (found[0] ?? '').slice(-1) : '';
  }
  return '';
}

async function readId(asker: Asker, place: string, length: number): Promise<string | null> {
  const characters = await Promise.all(range(length).map(async (at) => await characterAt(asker, place, at)));
  const text = characters.join('');
  const taskId = text.slice(0, -checksumLength);
  const isWhole = text.length === length && text.endsWith(checksumOf(place, taskId));
  return isWhole && taskId !== '' ? taskId : null;
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
    /** It is of other files behind the same URLs. */
    isOfOthers: isAccepted && !hasFiles,
    taskId: isAccepted ? async () => await readId(asker, place, lengths.indexOf(length) + 1) : null,
  };
}
