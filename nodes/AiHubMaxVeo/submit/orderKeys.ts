/**
 * Orders with a key. A key is a brake: nothing of the last 24 hours may be forgotten in silence, see slots.ts, and
 * nothing is created without having been written down.
 */
import { staggerMs, wonClaim } from './claim';
import type { Asker } from './nodeSet';
import { keyedDay } from './durable';
import { acceptedEntries, dayIn, dayMs, dayOf, daysAround, placesOf, range, readKept } from './keptOrder';
import { keyMuddled, keysFull, keyTaken, keyUnavailable, keyUnread, keyUsedUp, maxUses } from './keyRefusals';
import type { Print, ReadPrint } from './print';
import { Slots } from './slots';

/** How often an order is looked up that others look up at the same time, and how long after: that is over within a second. */
const maxReadings = 4;
const rereadMs = 500;

/** How long another process may wait for the answer to its create, and how often it is looked for. */
const maxAnswerMs = 125_000;
const answerCheckMs = 5_000;

/** An order as the database has it under its key. */
interface KeyedOrder {
  place: string;
  /** When it was sent, in ms since the epoch; null where that cannot be read. */
  atMs: number | null;
  isSame: boolean;
  /** The user was told that nobody knows what became of it. */
  isAsked: boolean;
  /** It was accepted, and its ID is none that can be kept. */
  isUnnamed: boolean;
  /** What is there cannot all be true: others look it up at this moment, or n8n has died while one did. */
  isMuddled: boolean;
  /** Null where it was only sent, as far as can be read, or is unnamed. */
  taskId: string | null;
}

/** Within 24 hours; of when nothing can be read it may be at any time of these. */
const isLive = ({ atMs }: KeyedOrder, nowMs: number): boolean => atMs === null || atMs + dayMs > nowMs;

/** All entries that can tell when an order was sent: one of each kind is there. */
const timesOf = (place: string) =>
  [24, 60, 60].map((count, kind) => range(count).map((nth) => `${place}:t${kind}:${nth}`));

function entriesOfTime(place: string, ms: number): string[] {
  const seconds = Math.floor((ms % dayMs) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part, kind) => `${place}:t${kind}:${part}`);
}

/** Null where one is missing, or there is more than one. */
function timeOf(place: string, known: ReadonlySet<string>): number | null {
  const parts = timesOf(place).map((times) => times.flatMap((time, nth) => (known.has(time) ? nth : [])));
  if (parts.some(({ length }) => length !== 1)) return null;
  const [hour = 0, minute = 0, second = 0] = parts.flat();
  return dayIn(place) * dayMs + ((hour * 60 + minute) * 60 + second) * 1000;
}

const entriesOfRequest = (place: string, { keyed }: Print): string[] => [
  `${place}:r:${keyed?.whole}`,
  `${place}:c:${keyed?.timeless}`,
];

/** Says of a place that an order is kept there, and is asked only of places that are known: of a new key nobody asks it. */
const sentOf = (place: string): string => `${place}:sent`;

/** For one run of the node. */
export class OrderKeys {
  readonly #slots: Slots;
  #turn: Promise<void> | null = null;
  /** What this run has written of an order: written once more when it is answered, since another process may have overwritten it. */
  readonly #written = new Map<string, string[]>();

  /** `execution`: that of the run. */
  constructor(
    private readonly asker: Asker,
    private readonly execution: string,
  ) {
    this.#slots = new Slots(asker);
  }

  /** Why nothing can be asked; empty as long as it can. After Stop what is there may look as if it were not. */
  get reason(): string {
    return this.asker.reason || (this.asker.isOn ? '' : 'the run was stopped');
  }

  /**
   * The last order of a key within 24 hours; one that another process may have under way is waited for. What cannot be asked is null
   * as well: see reason. Throws VideoError where it cannot be read for certain, and `cancelled` at Stop.
   */
  async find(print: Print): Promise<KeyedOrder | null> {
    const { clock, set } = this.asker;
    // The clock of the other process may be ahead.
    const untilMs = clock.now() + maxAnswerMs;
    await (this.#turn ??= this.asker.pause(staggerMs(this.execution)));
    for (;;) {
      const last = await this.#read(print);
      const isOpen = last?.isSame && !last.taskId && !last.isUnnamed && !last.isAsked;
      const answerMs = isOpen && !set.sentHere.has(last.place) ? (last.atMs ?? 0) + maxAnswerMs : 0;
      if (Math.min(untilMs, answerMs) <= clock.now()) return last;
      await this.asker.pause(answerCheckMs);
    }
  }

  async #read(print: Print): Promise<KeyedOrder | null> {
    for (let readings = 1; ; readings++) {
      const last = await this.#last(print);
      if (!last || this.reason) return null;
      if (!last.isMuddled) return isLive(last, this.asker.clock.now()) ? last : null;
      if (readings === maxReadings) throw keyMuddled(print.keyed?.key ?? '');
      await this.asker.pause(rereadMs * readings);
    }
  }

  /** Without what questions of others have left, which overwrite each other: see sentOf. */
  async #sentAmong(places: string[]): Promise<string[]> {
    const known = new Set(await this.asker.ask('probe', places.map(sentOf)));
    return places.filter((place) => known.has(sentOf(place)));
  }

  /** What a crash has left of a question is no order. */
  async #last(print: Print): Promise<KeyedOrder | null> {
    const all = daysAround(this.asker.clock.now()).flatMap((day) => placesOf(print, day, maxUses));
    const places = await this.#sentAmong(await this.asker.ask('probe', all));
    for (const place of places.sort().reverse()) {
      const [requests, asked, unnamed] = [entriesOfRequest(place, print), `${place}:asked`, `${place}:n0`];
      const times = timesOf(place);
      const more = [...requests, asked, unnamed, ...times.flat()];
      const { known, isOfOthers, isMuddled, taskId } = await readKept(this.asker, place, { print, more });
      if (!times.some((kind) => kind.some((time) => known.has(time)))) continue;
      const id = (await taskId?.()) ?? null;
      const isTwice = times.some((kind) => kind.filter((time) => known.has(time)).length > 1);
      return {
        place,
        atMs: timeOf(place, known),
        isSame: !isOfOthers && requests.some((request) => known.has(request)),
        isAsked: known.has(asked),
        isUnnamed: known.has(unnamed),
        isMuddled: isMuddled || isTwice || (taskId !== null && id === null),
        taskId: id,
      };
    }
    return null;
  }

  /**
   * Call right before a create is sent. `replaced`: where the order is kept whose place it takes. Gives its place. Throws
   * VideoError where it cannot be written down, and where another process was quicker; `cancelled` at Stop.
   */
  async sent(print: Print | null, replaced: string | undefined): Promise<string> {
    if (!print) throw keyUnread();
    const { clock, set } = this.asker;
    const key = print.keyed?.key ?? '';
    // One moment for all that is written: midnight may pass meanwhile, and an order of its day's first second would be taken for old.
    const nowMs = clock.now();
    const { place, follows } = await this.#nextPlace(print, replaced, nowMs);
    const slot = this.reason ? null : await this.#slots.take();
    if (this.reason) throw keyUnavailable(key, this.reason);
    if (!slot) throw keysFull(key);
    const claim = await wonClaim(this.asker, follows, this.execution);
    if (!claim) {
      void this.asker.ask('remove', slot.entries);
      throw this.reason ? keyUnavailable(key, this.reason) : keyTaken(key);
    }
    const today = dayOf(nowMs);
    const own = [place, ...entriesOfRequest(place, print), ...entriesOfTime(place, nowMs)];
    // Nobody asks for it, so nobody's question can look like it.
    const written = `${place}:written`;
    const entries = [...slot.entries, ...own, sentOf(place), written, claim];
    const all = [keyedDay(today), ...entries];
    const known = await this.asker.ask('add', all, { maxEntries: slot.maxEntries });
    if (known.includes(written)) {
      const added = entries.filter((entry) => entry === claim || !known.includes(entry));
      void this.asker.ask('remove', added);
      throw keyTaken(key);
    }
    this.#written.set(place, all);
    if (set.keyedDay < today) set.sentHere.clear();
    set.sentHere.add(place);
    if (this.asker.reason) {
      // A database that is late may still write it.
      void this.refused(place);
      throw keyUnavailable(key, this.asker.reason);
    }
    set.keyedDay = today;
    return place;
  }

  /** `follows`: what it comes after, the same for processes that are about to send at midnight, some before and some after it. */
  async #nextPlace(print: Print, replaced: string | undefined, nowMs: number) {
    const key = print.keyed?.key ?? '';
    const last = await this.#last(print);
    const isHeld = last !== null && isLive(last, nowMs);
    if (isHeld && last.place !== replaced) throw keyTaken(key);
    const today = dayOf(nowMs);
    // The clock was ahead, or has been set back since: what comes after the last must be found as the last.
    const places = placesOf(print, Math.max(today, last ? dayIn(last.place) : today), maxUses);
    const place = places[last ? places.indexOf(last.place) + 1 : 0];
    if (place === undefined) throw keyUsedUp(key);
    return { place, follows: isHeld ? last.place : print.text };
  }

  async accepted(place: string, taskId: string, readPrint: ReadPrint): Promise<void> {
    const print = (await readPrint()) ?? { text: '', versions: [] };
    const named = acceptedEntries(place, print, taskId);
    const accepted = named.length > 0 ? named : [`${place}:n0`];
    await this.asker.ask('add', [...(this.#written.get(place) ?? []), ...accepted]);
  }

  /** It was certainly not accepted. */
  async refused(place: string): Promise<void> {
    const [, ...entries] = this.#written.get(place) ?? [];
    await this.asker.ask('remove', entries);
  }
}
