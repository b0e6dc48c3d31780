/** Orders that outlive the process: in n8n's own database, which gives a node no map, but a set. */
import type { Asker } from './nodeSet';
import { acceptedEntries, dayIn, dayMs, dayOf, daysAround, placesOf, readKept } from './keptOrder';
import type { Print, ReadPrint } from './print';

/** Once an order is sent; its answer brings it to 3,500. Enough for about 120 orders; each call reads and writes all of them. */
const maxEntries = 3_450;

/**
 * Equal orders of a day are numbered in a ring: longer than what the set holds, so that nothing is left of an order when its
 * number comes again.
 */
const ring = 130;

/** Says of a day that orders with a key are kept: no other order may push them out. */
export const keyedDay = (day: number): string => `keys:${day}`;

/** For so many orders, and so long, the answer is not asked for again: they cannot push out what other processes keep meanwhile. */
const ordersOfAnswer = 50;
const answerMs = 10_000;

/** An order as n8n's database has it. */
export interface KeptOrder {
  /** What everything about it is kept under. */
  place: string;
  /** Its run has ended well. */
  isDone: boolean;
  /** The user was told that nobody knows what became of it. */
  isAsked: boolean;
  /** A run of this process is at work on it. */
  isUnderWay: boolean;
  /** When it was sent at the latest, in ms since the epoch. */
  untilMs: number;
  /** Null where it was only sent, as far as can be read. Gives null where the ID cannot be read for certain. */
  taskId: (() => Promise<string | null>) | null;
}

/** For one run of the node. It may miss an order, never gives a wrong ID, and none of its promises is ever rejected. */
export class DurableOrders {
  readonly #held = new Set<string>();
  /** Of places that were not answered for in time: the place where it turns out to be another's. */
  readonly #late = new Map<string, Promise<string[]>>();
  #keysAsked: { orders: number; atMs: number; answer: Promise<boolean> } | null = null;

  /** `isRead`: only a run that may have a lost one before it asks what is kept. */
  constructor(
    private readonly asker: Asker,
    readonly isRead: boolean,
  ) {}

  /** Whether it has answered so far, and is asked: not after Stop. */
  get isOn(): boolean {
    return this.asker.isOn;
  }

  get #today(): number {
    return dayOf(this.asker.clock.now());
  }

  /** Orders of today and yesterday (UTC), or of a clock that is ahead, the last first. */
  async find(readPrint: ReadPrint): Promise<KeptOrder[]> {
    const print = this.isOn ? await readPrint() : null;
    if (!print) return [];
    const places = await this.asker.ask(
      'probe',
      daysAround(this.asker.clock.now()).flatMap((day) => placesOf(print, day, ring)),
    );
    const orders = await Promise.all(places.sort().map(async (place) => await this.#orderAt(place, print)));
    // What is known by halves is not known.
    return this.isOn ? orders.flatMap((order) => order ?? []).reverse() : [];
  }

  /** Null for one of other files, and where it was taken back meanwhile. */
  async #orderAt(place: string, print: Print): Promise<KeptOrder | null> {
    const [done, asked] = [`${place}:done`, `${place}:asked`];
    const more = [place, done, asked];
    const { known, isOfOthers, isMuddled, taskId } = await readKept(this.asker, place, { print, more });
    if (isOfOthers || !known.has(place)) return null;
    return {
      place,
      isDone: known.has(done),
      // What another process asks for at this moment is there as well: nobody was told for that.
      isAsked: known.has(asked) && !isMuddled,
      isUnderWay: this.asker.set.underWay.has(place),
      untilMs: Math.min((dayIn(place) + 1) * dayMs, this.asker.clock.now()),
      taskId,
    };
  }

  /** Call right before a create is sent. Gives its place, after Stop too, or nobody could take it back; undefined where there is none. */
  async sent(readPrint: ReadPrint): Promise<string | undefined> {
    const print = this.isOn ? await readPrint() : null;
    if (!print || (await this.#hasKeys())) return undefined;
    const places = placesOf(print, this.#today, ring);
    for (let tries = 0; tries < ring && this.isOn; tries++) {
      const place = places[this.asker.set.nextNumber(places[0] ?? '', ring)] ?? '';
      this.hold(place);
      const late = (others: Promise<string[]>) => void this.#late.set(place, others);
      const isTaken = (await this.asker.ask('add', [place], { maxEntries, late })).length > 0;
      if (!isTaken) return place;
      this.#release(place);
    }
    return undefined;
  }

  /** The node keeps orders with a key: what is dropped for others might be one of them. Not asked for every order of a batch. */
  async #hasKeys(): Promise<boolean> {
    const { clock, set } = this.asker;
    if (set.keyedDay >= this.#today - 1) return true;
    let asked = this.#keysAsked;
    if (!asked || asked.orders >= ordersOfAnswer || clock.now() - asked.atMs > answerMs) {
      const days = daysAround(clock.now()).map(keyedDay);
      const known = this.asker.ask('probe', days, { maxSilentSeconds: 2 });
      asked = { orders: 0, atMs: clock.now(), answer: known.then(({ length }) => length > 0) };
      this.#keysAsked = asked;
    }
    asked.orders += 1;
    return await asked.answer;
  }

  async accepted(place: string, taskId: string, readPrint: ReadPrint): Promise<void> {
    const print = await readPrint();
    if (print && (await this.#isOwn(place)))
      await this.asker.ask('add', acceptedEntries(place, print, taskId));
  }

  /** It was certainly not accepted. Held until it is taken back, also beyond the run: nobody is to be asked about it. */
  async refused(place: string): Promise<void> {
    this.#held.delete(place);
    if (await this.#isOwn(place)) await this.asker.ask('remove', [place]);
    this.#release(place);
  }

  /** Waits for a database that is late. */
  async #isOwn(place: string): Promise<boolean> {
    return !(await this.#late.get(place))?.length;
  }

  async mark(places: string[], mark: 'done' | 'asked', kind: 'add' | 'remove' = 'add'): Promise<void> {
    // The run waits for it.
    if (this.asker.reason && kind === 'add') return;
    // Of more orders than these nothing else is left.
    const marks = places.slice(-ring).map((place) => `${place}:${mark}`);
    await this.asker.ask(kind, marks);
  }

  /** This run is at work on it. False where another run of this process is. */
  hold(place: string): boolean {
    const { underWay } = this.asker.set;
    if (underWay.has(place)) return this.#held.has(place);
    this.#held.add(place);
    underWay.add(place);
    return true;
  }

  #release(place: string): void {
    this.#held.delete(place);
    this.asker.set.underWay.delete(place);
  }

  /** Call when the run has ended. */
  close(): void {
    for (const place of this.#held) this.#release(place);
  }
}
