/** The book of orders: what was already paid for, and what is under way, in this execution and among test runs. */
import { getOrAdd } from '../json';
import type { Memory } from '../memory';
import { throwIfStopped, unlessStopped } from '../time';
import { BookEntry } from './entry';
import type { Order, TillTools } from './order';
import { keyOfItem, keysFull, maxKeys } from './keyRefusals';
import { recallLost, recallTested } from './recall';
import { keyedTask } from './resume';
import { fingerprintOf, isSameContent, withoutMoments, type Print } from './print';

/** Orders under way within an execution, by their key: an agent that asks twice at the same time for the same gets one task. */
const underWay = new WeakMap<Memory, Map<string, Promise<unknown>>>();

export class Book {
  readonly #orders: Map<string, Promise<unknown>>;
  readonly #prints = new WeakMap<Order['files'], Promise<Print | null>>();
  /** How many equal orders this run has, by the text of their print. */
  readonly #counts = new Map<string, number>();
  /** The item of each key in this run that was read first, by the text of their print. */
  readonly #keys = new Map<string, { index: number; print: Print }>();

  constructor(private readonly tools: TillTools) {
    this.#orders = getOrAdd(underWay, tools.memory, () => new Map());
  }

  /**
   * Call for all orders of a run before the first is submitted: what they may need is kept until the run ends. Gives what is
   * known; null = nothing. Throws `submission_unknown` where an execution that n8n has lost may have sent it.
   */
  async known(order: Order): Promise<{ taskId?: string } | null> {
    const { tests, durable } = this.tools;
    const entry = this.#entryOf(order);
    if (entry.former) return entry.former;
    if (order.key) return await this.#knownByKey(order, entry);
    if (!(tests || durable.isRead)) return null;
    if (!tests) {
      await recallLost(this.tools, entry);
      return this.#entryOf(order).former;
    }
    const print = await entry.readPrint();
    if (!print || !this.#reuses(order.reusesTests)) return null;
    const wanted = (this.#counts.get(print.text) ?? 0) + 1;
    this.#counts.set(print.text, wanted);
    if (durable.isOn && tests.count(print, wanted) < wanted) await recallTested(this.tools, order, entry);
    return tests.count(print, 1) > 0 ? {} : null;
  }

  /** Throws VideoError where the key refuses the order. */
  async #knownByKey(order: Order, entry: BookEntry): Promise<object | null> {
    const print = await entry.readPrint();
    if (print) this.#compareItems(order, print);
    if (print && this.tools.keyedOrders.has(print.text)) return {};
    return await keyedTask(this.tools, order, { entry, isAhead: true });
  }

  #compareItems({ index, key }: Order, print: Print): void {
    // Whose files are read first: items are looked at side by side.
    const first = this.#keys.get(print.text);
    if (first) {
      const isSame =
        first.print.keyed?.timeless === print.keyed?.timeless && isSameContent(first.print, print);
      if (!isSame) throw keyOfItem(key, first.index);
      return;
    }
    this.#keys.set(print.text, { index, print });
    if (this.#keys.size > maxKeys) throw keysFull(key);
  }

  /** Does `work` once nobody else has the same order under way. Throws `cancelled` at Stop, and what `work` throws. */
  async open<Result>(order: Order, work: (entry: BookEntry) => Promise<Result>): Promise<Result> {
    const { stop, keyedOrders } = this.tools;
    const print = order.key ? await this.#printOf(order) : null;
    const [orders, key] = print ? [keyedOrders, print.text] : [this.#orders, this.#entryOf(order).key];
    for (let other = orders.get(key); other; other = orders.get(key)) {
      await unlessStopped(other, stop, undefined);
      throwIfStopped(stop);
    }
    const entry = this.#entryOf(order);
    const working = work(entry).finally(() => entry.close());
    const ended = Promise.allSettled([working]).then(async () => {
      // Its answer may still be on its way after Stop: whoever has the same key gets its task.
      if (print) await entry.answered;
      orders.delete(key);
    });
    orders.set(key, ended);
    return await working;
  }

  /** An agent has no test runs: what it asks for twice is one order in any case. */
  #reuses(reusesTests: boolean): boolean {
    return reusesTests || this.tools.nodeRun.isTool;
  }

  /** Rule 2: an item is the same order while its place and either its request or what is written in the node are unchanged. */
  #entryOf(order: Order): BookEntry {
    const { index, key, request, files, reusesTests } = order;
    const { wireModel, values, additional } = request;
    const named = key ? { key } : {};
    const fingerprint = fingerprintOf({ wireModel, values, additional, files: files.identities, ...named });
    const written = fingerprintOf({ written: this.tools.written, files: files.contents });
    const readPrint = async () => await this.#printOf(order);
    return new BookEntry(this.tools, {
      index,
      fingerprint,
      written,
      readPrint,
      reusesTests: this.#reuses(reusesTests),
      isKeyed: key !== '',
    });
  }

  /** What stays the same in every execution; null where the order's files cannot be read. */
  async #printOf({ key, request, files }: Order): Promise<Print | null> {
    const { owner, clock } = this.tools;
    const { wireModel, values, additional } = request;
    const read = ({ same, versions }: { same: string[]; versions: Print['versions'] }): Print => {
      const whole = fingerprintOf({ ...owner, wireModel, values, additional, same });
      if (!key) return { text: whole, versions };
      const texts = withoutMoments(JSON.stringify([values, additional]), clock.now());
      const timeless = fingerprintOf({ ...owner, wireModel, texts, same });
      return { text: fingerprintOf({ ...owner, key }), versions, keyed: { key, whole, timeless } };
    };
    return await getOrAdd(this.#prints, files, async () => await files.prints().then(read, () => null));
  }
}
