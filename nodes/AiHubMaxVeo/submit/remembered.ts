/** Orders by what they are known by, the oldest of them making room: without a clock, and without what an order does. */
import type { Print } from './print';

/** As long as links work. */
export const lifetimeMs = 24 * 60 * 60 * 1000;

/** Of all orders of the process, as estimated. */
const maxBytes = 8_000_000;

interface RememberedOrder {
  readonly print: Print;
  /** The executions that used it, the last one last. */
  readonly usedIn: string[];
  readonly underWay: object | null;
  readonly bytes: number;
}

/** All that one n8n process remembers of test runs: bounded by age and size. */
export class Remembered<Order extends RememberedOrder> {
  /** By the text of their print, then by the execution that used them last: the latest last, each in the order of its items. */
  readonly orders = new Map<string, Map<string, Set<Order>>>();
  /** Oldest first, and when each was begun, in ms since the epoch. */
  readonly begunAtMs = new Map<Order, number>();
  /** Texts of the prints that runs keep which have not ended. */
  readonly kept = new Set<Set<string>>();
  bytes = 0;
  /** Of runs and reports, to tell which came first. */
  count = 0;

  add(order: Order, nowMs: number): void {
    this.begunAtMs.set(order, nowMs);
    this.#put(order);
  }

  /** `change`: of the executions that used it. */
  move(order: Order, change: () => unknown): void {
    this.#take(order);
    change();
    if (this.begunAtMs.has(order)) this.#put(order);
  }

  remove(order: Order): void {
    if (!this.begunAtMs.delete(order)) return;
    this.bytes -= order.bytes;
    this.#take(order);
  }

  #put(order: Order): void {
    const { text } = order.print;
    const execution = order.usedIn.at(-1) ?? '';
    const groups = this.orders.get(text) ?? new Map<string, Set<Order>>();
    const group = groups.get(execution) ?? new Set();
    groups.delete(execution);
    this.orders.set(text, groups.set(execution, group.add(order)));
  }

  #take(order: Order): void {
    const { text } = order.print;
    const execution = order.usedIn.at(-1) ?? '';
    const groups = this.orders.get(text);
    const group = groups?.get(execution);
    group?.delete(order);
    if (group?.size === 0) groups?.delete(execution);
    if (groups?.size === 0) this.orders.delete(text);
  }

  removeOld(nowMs: number): void {
    for (const [order, begunAtMs] of this.begunAtMs) {
      if (nowMs - begunAtMs <= lifetimeMs) return;
      if (!order.underWay) this.remove(order);
    }
  }

  /** Makes room by those that no run keeps, oldest first. False where there is none. */
  makeRoom(): boolean {
    const kept = [...this.kept];
    for (const order of this.begunAtMs.keys()) {
      if (this.bytes <= maxBytes) return true;
      if (!order.underWay && !kept.some((texts) => texts.has(order.print.text))) this.remove(order);
    }
    return this.bytes <= maxBytes;
  }
}
