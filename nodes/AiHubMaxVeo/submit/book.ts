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
  readonly #prints = new WeakMap<Order['files'], Promise<Print | null>>();
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
    const { tests, durable } = this.#tools;
    const entry = this.#entryOf(order);
    if (entry.former || !(tests || durable.isRead)) return entry.former;
    if (!tests) {
      await recallLost(this.#tools, entry);
      return this.#entryOf(order).former;
    }
    const print = await entry.readPrint();
    if (!print || !order.reusesTests) return null;
    const wanted = (this.#counts.get(print.text) ?? 0) + 1;
    this.#counts.set(print.text, wanted);
    if (durable.isOn && tests.count(print, wanted) < wanted) await recallTested(this.#tools, order, entry);
    return tests.count(print, 1) > 0 ? {} : null;
  }

  /** Does `work` once nobody else has the same order under way. Throws `cancelled` at Stop, and what `work` throws. */
  async open<Result>(order: Order, work: (entry: BookEntry) => Promise<Result>): Promise<Result> {
    const { stop } = this.#tools;
    const { key } = this.#entryOf(order);
    for (let other = this.#orders.get(key); other; other = this.#orders.get(key)) {
      await unlessStopped(other, stop, undefined);
      throwIfStopped(stop);
    }
    const entry = this.#entryOf(order);
    const working = work(entry).finally(() => {
      entry.close();
      this.#orders.delete(key);
    });
    this.#orders.set(key, Promise.allSettled([working]));
    return await working;
  }

  /** Rule 2: an item is the same order while its place and either its request or what is written in the node are unchanged. */
  #entryOf(order: Order): BookEntry {
    const { index, request, files, reusesTests } = order;
    const { wireModel, values, additional } = request;
    const fingerprint = fingerprintOf({ wireModel, values, additional, files: files.identities });
    const written = fingerprintOf({ written: this.#tools.written, files: files.contents });
    const readPrint = async () => await this.#printOf(order);
    return new BookEntry(this.#tools, { index, fingerprint, written, readPrint, reusesTests });
  }

  /** What stays the same in every execution; null where the order's files cannot be read. */
  async #printOf({ request, files }: Order): Promise<Print | null> {
    const { wireModel, values, additional } = request;
    const text = (same: string[]) =>
      fingerprintOf({ ...this.#tools.owner, wireModel, values, additional, same });
    const print =
      this.#prints.get(files) ??
      files.prints().then(
        ({ same, versions }) => ({ text: text(same), versions }),
        () => null,
      );
    this.#prints.set(files, print);
    return await print;
  }
}
