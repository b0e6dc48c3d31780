/**
 * The shelf of test runs: what one of them has begun is found again by the next, as long as nothing about it has changed. Kept
 * by this n8n process alone, without prompts and keys; bounded by age and size, and given back when it is old.
 */
import type { Clock } from '../time';
import { isSameContent } from './shelf';
import type { Print, Sent, Shelf, ShelvedOrder } from './shelf';

/** As long as links work. */
const lifetimeMs = 24 * 60 * 60 * 1000;

/** Of all orders in the process, as estimated. */
const maxBytes = 8_000_000;
/** What an order takes besides its texts. */
const orderBytes = 500;

/** An order remembers the executions that used it last; an equal item of an older one is improbable. */
const maxExecutions = 20;

class TestOrder implements ShelvedOrder {
  taskId?: string;
  sent: Sent = { urls: {} };
  underWay: Promise<boolean> | null;
  videoDueMs?: number;
  /** When its unknown outcome was told, counted as runs are. */
  reportedAt = Infinity;
  bytes = 0;
  #settle: (hasOutcome: boolean) => void = () => undefined;

  constructor(
    readonly shelf: TestRuns,
    readonly print: Print,
    readonly isReplacement: boolean,
    readonly begunAtMs: number,
    /** Executions, the one that began it first. */
    readonly usedIn: string[],
  ) {
    this.underWay = new Promise((resolve) => (this.#settle = resolve));
  }

  giveBack(execution: string): void {
    const at = this.usedIn.lastIndexOf(execution);
    if (at >= 0) this.usedIn.splice(at, 1);
  }

  submitting(sent: Sent): void {
    if (this.underWay) this.sent = sent;
  }

  accepted(taskId: string): void {
    if (!this.underWay) return;
    this.taskId = taskId;
    this.unknown();
  }

  unknown(): void {
    if (!this.underWay) return;
    this.#end(true);
    this.shelf.fit(this);
  }

  reported(): void {
    this.reportedAt = this.shelf.count();
  }

  drop(): void {
    this.#end(false);
    this.shelf.remove(this);
  }

  #end(hasOutcome: boolean): void {
    this.underWay = null;
    this.#settle(hasOutcome);
  }
}

/** All that is remembered on one timeline, which is one n8n process. */
class Remembered {
  /** Least recently used first. */
  readonly byText = new Map<string, TestOrder[]>();
  /** Oldest first. */
  readonly all = new Set<TestOrder>();
  /** What runs keep that have not ended. */
  readonly kept = new Set<Set<TestOrder>>();
  bytes = 0;
  /** Runs and reports, one after the other. */
  count = 0;

  isKept(order: TestOrder): boolean {
    return [...this.kept].some((orders) => orders.has(order));
  }

  add(order: TestOrder): void {
    const { text } = order.print;
    const same = this.byText.get(text) ?? [];
    same.push(order);
    this.byText.set(text, same);
    this.all.add(order);
  }

  remove(order: TestOrder): void {
    if (!this.all.delete(order)) return;
    this.bytes -= order.bytes;
    const { text } = order.print;
    const others = (this.byText.get(text) ?? []).filter((other) => other !== order);
    if (others.length > 0) this.byText.set(text, others);
    else this.byText.delete(text);
  }

  dropOld(nowMs: number): void {
    for (const order of this.all) {
      if (nowMs - order.begunAtMs <= lifetimeMs) return;
      if (!order.underWay) this.remove(order);
    }
  }
}

const processes = new WeakMap<object, Remembered>();

function rememberedOn(clock: Clock): Remembered {
  const timeline = clock.timeline ?? clock;
  const remembered = processes.get(timeline) ?? new Remembered();
  processes.set(timeline, remembered);
  return remembered;
}

/** Call in every run, whatever it does: memory is not held for a person who has stopped testing. */
export const dropOldTestRuns = (clock: Clock): void => rememberedOn(clock).dropOld(clock.now());

/** The test runs before this one, for one run of the node. */
export class TestRuns implements Shelf {
  forgotten = 0;
  readonly #clock: Clock;
  readonly #execution: string;
  readonly #all: Remembered;
  readonly #kept = new Set<TestOrder>();
  readonly #openedAt: number;

  constructor(clock: Clock, execution: string) {
    this.#clock = clock;
    this.#execution = execution;
    this.#all = rememberedOn(clock);
    this.#all.kept.add(this.#kept);
    this.#openedAt = this.count();
  }

  count(): number {
    return ++this.#all.count;
  }

  knows(print: Print): boolean {
    const same = this.#same(print);
    for (const order of same) this.#kept.add(order);
    return same.length > 0;
  }

  /** Of the execution that used them last, in the order of its items: equal items keep their videos. */
  take(print: Print): ShelvedOrder | null {
    const same = this.#same(print);
    const last = same.at(-1)?.usedIn.at(-1);
    const order = same.find(({ usedIn }) => usedIn.at(-1) === last);
    if (!order) return null;
    const { usedIn, print: known } = order;
    usedIn.push(this.#execution);
    if (usedIn.length > maxExecutions) usedIn.shift();
    known.versions = known.versions.map((version, at) => version ?? print.versions[at] ?? null);
    const others = this.#all.byText.get(known.text) ?? [];
    this.#all.byText.set(known.text, [...others.filter((other) => other !== order), order]);
    this.#kept.add(order);
    return order;
  }

  begin(print: Print, isReplacement: boolean): ShelvedOrder {
    const own = { ...print, versions: [...print.versions] };
    const order = new TestOrder(this, own, isReplacement, this.#clock.now(), [this.#execution]);
    this.#all.add(order);
    this.#kept.add(order);
    return order;
  }

  /** Orders that are not kept make room for a new one, oldest first; where there is none it is not remembered itself. */
  fit(order: TestOrder): void {
    const { print, taskId, sent } = order;
    order.bytes = orderBytes + JSON.stringify([print, taskId, sent]).length;
    this.#all.bytes += order.bytes;
    for (const other of this.#all.all) {
      if (this.#all.bytes <= maxBytes) return;
      if (other !== order && !other.underWay && !this.#all.isKept(other)) other.drop();
    }
    if (this.#all.bytes <= maxBytes) return;
    this.forgotten += 1;
    order.drop();
  }

  remove(order: TestOrder): void {
    this.#kept.delete(order);
    this.#all.remove(order);
  }

  close(): void {
    this.#all.kept.delete(this.#kept);
    this.#kept.clear();
  }

  #same(print: Print): TestOrder[] {
    const sinceMs = this.#clock.now() - lifetimeMs;
    return (this.#all.byText.get(print.text) ?? []).filter(
      (order) =>
        order.begunAtMs >= sinceMs &&
        order.reportedAt > this.#openedAt &&
        !order.usedIn.includes(this.#execution) &&
        isSameContent(order.print, print),
    );
  }
}
