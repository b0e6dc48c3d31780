/** The book of orders: what was already paid for, and what is under way, in this execution and among test runs. */
import type { Memory } from '../memory';
import { throwIfStopped, unlessStopped } from '../time';
import { BookEntry } from './entry';
import type { Shelves } from './entry';
import type { Order } from './order';
import { recallLost, recallTested } from './recall';
import type { RecallTools } from './recall';
import { fingerprintOf } from './shelf';
import type { Print } from './shelf';

export interface BookTools extends Shelves, RecallTools {
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
  /** How many equal orders this run has, by the text of their print. */
  readonly #counts = new Map<string, number>();

  constructor(tools: BookTools) {
    this.#tools = tools;
    this.#orders = underWay.get(tools.memory) ?? new Map<string, Promise<unknown>>();
    underWay.set(tools.memory, this.#orders);
  }

  /**
   * Call for all orders of a run before the first is submitted: what they may need is kept until the run ends. Gives what is
   * known; null = nothing. Throws `submission_unknown` where an execution that n8n has lost may have sent it.
   */
  async known(order: Order): Promise<{ taskId?: string } | null> {
    const print = await this.#printOf(order);
    const entry = this.#entryOf(order, print);
    if (entry.former || !print) return entry.former;
    const { tests, durable } = this.#tools;
    if (!tests) {
      await recallLost(this.#tools, entry, print);
      return this.#entryOf(order, print).former;
    }
    const wanted = (this.#counts.get(print.text) ?? 0) + 1;
    this.#counts.set(print.text, wanted);
    if (!order.reusesTests) return null;
    if (durable.isOn && tests.count(print, wanted) < wanted) await recallTested(this.#tools, order, print);
    return tests.count(print, 1) > 0 ? {} : null;
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
  #entryOf(order: Order, print: Print | null): BookEntry {
    const { index, request, files, reusesTests } = order;
    const { wireModel, values, additional } = request;
    const fingerprint = fingerprintOf({ wireModel, values, additional, files: files.identities });
    const written = fingerprintOf({ written: this.#tools.written, files: files.contents });
    const readPrint = async () => await this.#readPrint(order);
    return new BookEntry(this.#tools, { index, fingerprint, written, print, readPrint, reusesTests });
  }

  /** Null where it does not matter before the order is sent. */
  async #printOf(order: Order): Promise<Print | null> {
    const { tests, durable } = this.#tools;
    return tests || durable.isRead ? await this.#readPrint(order) : null;
  }

  /** What stays the same in every execution; null where the order's files cannot be read. */
  async #readPrint(order: Order): Promise<Print | null> {
    const { owner } = this.#tools;
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
