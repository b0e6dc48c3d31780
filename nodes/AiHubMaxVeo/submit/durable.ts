/**
 * The shelf that outlives the process: orders in n8n's own database, which gives a node no map, but a set. A set of (order,
 * position, digit) is a map. What several processes lose between them is found out by length and checksum.
 */
import { createHash } from 'crypto';
import { unlessLate } from '../time';
import type { Clock } from '../time';
import { digitsOf, maxDigits, radix, textOfDigits } from './digits';
import { nodeSetOf } from './nodeSet';
import type { NodeSet, SetHelpers } from './nodeSet';
import type { DurableShelf, KeptOrder, Print, ReadPrint } from './shelf';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * How long a database may be silent: longer where somebody pays again without its answer. One that answers, if slowly, is waited
 * for: many items take many calls.
 */
const maxSilentSeconds = { add: 2, remove: 2, probe: 10 };
const maxSeconds = 30;

/**
 * Equal orders of a day are numbered in a ring: longer than what the set holds, so that nothing is left of an order when its
 * number comes again.
 */
const ring = 130;
const numberLength = 3;

const checksumLength = 4;
const maxLength = maxDigits + checksumLength;

const range = (length: number): number[] => Array.from({ length }, (_none, at) => at);

/** Sorted as text, the last comes last. */
const placeOf = (text: string, day: number, nth: number): string =>
  `${text}:${day}:${String(nth).padStart(numberLength, '0')}`;

const placesOf = ({ text }: Print, day: number): string[] =>
  range(ring).map((nth) => placeOf(text, day, nth));

/** In digits, too. */
function checksumOf(place: string, taskId: string): string {
  const hash = createHash('sha256').update(`${place} ${taskId}`).digest();
  return hash.readUInt32BE().toString(radix).padStart(checksumLength, '0').slice(-checksumLength);
}

/** An entry for each file behind a URL. */
const versionsOf = (place: string, { versions }: Print): string[] =>
  versions.map((version, at) => `${place}:v${at}:${version ?? ''}`);

/** Older versions of n8n have none. */
const hasSet = (helpers: Partial<SetHelpers>): helpers is SetHelpers =>
  helpers.checkProcessedAndRecord !== undefined && helpers.removeProcessed !== undefined;

interface DurableTools {
  helpers: Partial<SetHelpers>;
  clock: Clock;
  /** Ends the asking; what is to be written down is written. */
  stop: AbortSignal;
  /** The node with its workflow. */
  node: string;
  /** Only a run that may have a lost one before it asks what is kept. */
  isRead: boolean;
  /** Writes into n8n's log. */
  debug(line: string): void;
}

/** For one run of the node. Nothing that it promises is ever rejected. */
export class DurableOrders implements DurableShelf {
  readonly isRead: boolean;
  readonly #tools: DurableTools;
  readonly #set: NodeSet;
  readonly #held = new Set<string>();
  #isOff = false;

  constructor(tools: DurableTools) {
    this.#tools = tools;
    this.isRead = tools.isRead;
    this.#set = nodeSetOf(tools.clock, tools.node);
    if (!hasSet(tools.helpers)) this.#turnOff('this n8n has no set for a node');
  }

  get isOn(): boolean {
    return !this.#isOff && !this.#tools.stop.aborted;
  }

  async find(readPrint: ReadPrint): Promise<KeptOrder[]> {
    const print = this.#isOff ? null : await readPrint();
    if (!print) return [];
    const today = Math.floor(this.#tools.clock.now() / dayMs);
    const places = await this.#ask(
      'probe',
      [today - 1, today].flatMap((day) => placesOf(print, day)),
    );
    const orders = await Promise.all(places.sort().map(async (place) => await this.#orderAt(place, print)));
    // What is known by halves is not known.
    return this.isOn ? orders.flatMap((order) => order ?? []).reverse() : [];
  }

  /** Null for one of other files. */
  async #orderAt(place: string, print: Print): Promise<KeptOrder | null> {
    const lengths = range(maxLength).map((length) => `${place}:n${length + 1}`);
    const versions = versionsOf(place, print);
    const unknownVersions = versionsOf(place, { ...print, versions: print.versions.map(() => null) });
    const marks = [`${place}:done`, `${place}:asked`];
    const known = new Set(await this.#ask('probe', [...marks, ...lengths, ...versions, ...unknownVersions]));
    const [length, ...others] = lengths.filter((entry) => known.has(entry));
    const isAccepted = length !== undefined && others.length === 0;
    const isSame = versions.every(
      (version, at) =>
        print.versions[at] === null || known.has(version) || known.has(unknownVersions[at] ?? ''),
    );
    if (isAccepted && !isSame) return null;
    const day = Number(place.split(':').at(-2));
    return {
      place,
      isDone: known.has(`${place}:done`),
      isAsked: known.has(`${place}:asked`),
      isUnderWay: this.#set.underWay.has(place),
      untilMs: Math.min((day + 1) * dayMs, this.#tools.clock.now()),
      taskId: isAccepted ? async () => await this.#read(place, lengths.indexOf(length) + 1) : null,
    };
  }

  async #read(place: string, length: number): Promise<string | null> {
    const found = await Promise.all(range(length).map(async (at) => await this.#digitAt(place, at)));
    const text = found.join('');
    const taskId = textOfDigits(text.slice(0, -checksumLength));
    return text.length === length && text.endsWith(checksumOf(place, taskId)) ? taskId : null;
  }

  /** Empty where there is none, or more than one. */
  async #digitAt(place: string, at: number): Promise<string> {
    const candidates = range(radix).map((digit) => `${place}:${at}:${digit.toString(radix)}`);
    const [found, ...others] = await this.#ask('probe', candidates);
    return others.length > 0 ? '' : (found?.slice(-1) ?? '');
  }

  async sent(readPrint: ReadPrint): Promise<string | undefined> {
    const print = this.#isOff ? null : await readPrint();
    if (!print) return undefined;
    const places = placesOf(print, Math.floor(this.#tools.clock.now() / dayMs));
    for (let tries = 0; tries < ring && !this.#isOff; tries++) {
      const place = places[this.#set.nextNumber(places[0] ?? '', ring)] ?? '';
      this.hold(place);
      const isTaken = (await this.#ask('add', [place])).length > 0;
      if (!isTaken && !this.#isOff) return place;
      this.#release(place);
    }
    return undefined;
  }

  async accepted(place: string, taskId: string, readPrint: ReadPrint): Promise<void> {
    const print = await readPrint();
    const digits = digitsOf(taskId);
    if (!print || digits === null) return;
    const text = digits + checksumOf(place, taskId);
    const entries = [...text].map((digit, at) => `${place}:${at}:${digit}`);
    await this.#ask('add', [...versionsOf(place, print), ...entries, `${place}:n${text.length}`]);
  }

  async refused(place: string): Promise<void> {
    this.#release(place);
    await this.#ask('remove', [place]);
  }

  async mark(places: string[], mark: 'done' | 'asked'): Promise<void> {
    // Of more orders than these nothing else is left, and the marks would push out the rest.
    if (places.length > 0)
      await this.#ask(
        'add',
        places.slice(-ring).map((place) => `${place}:${mark}`),
      );
  }

  hold(place: string): boolean {
    if (this.#set.underWay.has(place)) return this.#held.has(place);
    this.#held.add(place);
    this.#set.underWay.add(place);
    return true;
  }

  #release(place: string): void {
    this.#held.delete(place);
    this.#set.underWay.delete(place);
  }

  close(): void {
    for (const place of this.#held) this.#release(place);
  }

  /** Which of the values were there. Once it fails this run goes on without it. */
  async #ask(kind: keyof typeof maxSilentSeconds, values: string[]): Promise<string[]> {
    const { helpers, stop } = this.#tools;
    if (this.#isOff || !hasSet(helpers)) return [];
    try {
      const known = await this.#answer(kind, this.#set.ask({ kind, values, helpers }));
      if (known) return values.filter((value) => known.has(value));
      if (kind !== 'probe' || !stop.aborted) this.#turnOff('no answer in time');
    } catch (thrown) {
      this.#turnOff(String(thrown));
    }
    return [];
  }

  /** Null where it comes too late, or after Stop. Seconds are counted rather than measured: n8n's thread may be held meanwhile. */
  async #answer<Answer>(
    kind: keyof typeof maxSilentSeconds,
    asking: Promise<Answer>,
  ): Promise<Answer | null> {
    const { clock, stop } = this.#tools;
    let silentSeconds = 0;
    for (let seconds = 0; seconds < maxSeconds && silentSeconds < maxSilentSeconds[kind]; seconds++) {
      const { answers } = this.#set;
      const answer = await unlessLate(asking, clock.now() + 1_000, { clock, stop: undefined });
      if (answer !== null || (kind === 'probe' && stop.aborted)) return answer;
      silentSeconds = this.#set.answers === answers ? silentSeconds + 1 : 0;
    }
    return null;
  }

  #turnOff(reason: string): void {
    if (this.#isOff) return;
    this.#isOff = true;
    const line = `Orders are not kept in n8n's database: ${reason}`;
    void Promise.resolve(line)
      .then(this.#tools.debug)
      .catch(() => undefined);
  }
}
