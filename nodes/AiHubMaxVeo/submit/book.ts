/** The book of orders: what was already paid for, and what is under way, in this execution and among test runs. */
import type { Memory } from '../memory';
import { throwIfStopped, unlessStopped } from '../time';
import { BookEntry } from './entry';
import type { Shelves } from './entry';
import type { Order } from './order';
import { fingerprintOf } from './shelf';
import type { Print } from './shelf';

export interface BookTools extends Shelves {
  /** Fingerprint of what is written in the node, before its expressions are evaluated. */
  written: string;
  /** Account, workflow and node. */
  owner: object;
}

/** Orders under way within an execution, by their key: an agent that asks twice at the same time for the same gets one task. */
const underWay = new WeakMap<Memory, Map<string, Promise<unknown>>>();

export class Book {
  readonly #tools: BookTools;
  readonly #orders: Map<string, Promise<unknown>>;
  readonly #prints = new WeakMap<Order, Promise<Print | null>>();

  constructor(tools: BookTools) {
    this.#tools = tools;
    this.#orders = underWay.get(tools.memory) ?? new Map<string, Promise<unknown>>();
    underWay.set(tools.memory, this.#orders);
  }

  /** Call for all orders of a run before the first is submitted: what they may need is kept until the run ends. */
  async isKnown(order: Order): Promise<boolean> {
    const print = await this.#printOf(order);
    const isTested = print !== null && this.#tools.tests?.knows(print) === true;
    return (isTested && order.reusesTests) || this.#entryOf(order, null).former !== null;
  }

  /** Does `work` once nobody else has the same order under way. Throws `cancelled` at Stop, and what `work` throws. */
  async open<Result>(order: Order, work: (entry: BookEntry) => Promise<Result>): Promise<Result> {
    const { stop } = this.#tools;
    const print = await this.#printOf(order);
    const { key } = this.#entryOf(order, print);
    for (let other = this.#orders.get(key); other; other = this.#orders.get(key)) {
      await unlessStopped(other, stop, undefined);
      throwIfStopped(stop);
    }
    const entry = this.#entryOf(order, print);
    const working = work(entry).finally(() => {
      entry.close();
      this.#orders.delete(key);
    });
    this.#orders.set(key, Promise.allSettled([working]));
    return await working;
  }

  /** Rule 2: an item is the same order while its place and either its request or what is written in the node are unchanged. */
  #entryOf({ index, request, files, reusesTests }: Order, print: Print | null): BookEntry {
    const { wireModel, values, additional } = request;
    const fingerprint = fingerprintOf({ wireModel, values, additional, files: files.identities });
    const written = fingerprintOf({ written: this.#tools.written, files: files.contents });
    return new BookEntry(this.#tools, { index, fingerprint, written, print, reusesTests });
  }

  /** What stays the same in every execution; null where that does not matter, or where the order's files cannot be read. */
  async #printOf(order: Order): Promise<Print | null> {
    const { tests, owner } = this.#tools;
    if (!tests) return null;
    const { wireModel, values, additional } = order.request;
    const print =
      this.#prints.get(order) ??
      order.files.prints().then(
        ({ same, versions }) => ({
          text: fingerprintOf({ ...owner, wireModel, values, additional, same }),
          versions,
        }),
        () => null,
      );
    this.#prints.set(order, print);
    return await print;
  }
}
