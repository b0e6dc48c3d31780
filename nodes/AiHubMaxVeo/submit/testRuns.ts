/**
 * The orders of test runs: what one of them has begun is found again by the next, as long as nothing about it has changed. Kept
 * by this n8n process alone, without prompts and keys; bounded by age and size, and given back when it is old.
 */
import { getOrAdd } from '../json';
import type { Clock } from '../time';
import { lifetimeMs, Remembered } from './remembered';
import { isSameContent, type Print } from './print';
import type { Sent } from '../request/body';

/** What an order takes besides its texts, as estimated. */
const orderBytes = 500;

/** How long an agent that asks for the same gets the same: a client repeats a call within minutes, a person may want another. */
export const toolRepeatMs = 10 * 60 * 1000;

/** How many of the executions that used an order last are told apart. */
const maxExecutions = 20;

/** Begun, then submitted, then accepted or of unknown outcome; or dropped. */
export class TestOrder {
  /** Absent while it is under way, and where nobody knows whether it was accepted. */
  taskId?: string;
  /** Of KeptOrder. */
  place?: string;
  sent: Readonly<Sent> = { urls: {} };
  /** Null once its outcome is known, or known to be unknown. Gives whether there is one: else whoever waits goes on by himself. */
  underWay: Promise<boolean> | null;
  /** Until when the video of a completed task is waited for, in ms since the epoch. */
  videoDueMs?: number;
  /** Estimated, once its outcome is known. */
  bytes = 0;
  /** When its unknown outcome was told: see Remembered.count. */
  reportedAt = Infinity;
  readonly usedIn: string[];
  #settle: (hasOutcome: boolean) => void = () => undefined;

  constructor(
    readonly run: TestRuns,
    readonly print: Print,
    /** It took the place of a task that stayed without a video. */
    readonly isReplacement: boolean,
  ) {
    this.usedIn = [run.execution];
    this.underWay = new Promise((resolve) => (this.#settle = resolve));
  }

  /** It was taken, and not used: another try of the same execution may take it. */
  giveBack(execution: string): void {
    const at = this.usedIn.lastIndexOf(execution);
    this.run.remembered.move(this, () => at >= 0 && this.usedIn.splice(at, 1));
  }

  submitting(sent: Sent): void {
    if (this.underWay) this.sent = sent;
  }

  accepted(taskId: string): void {
    if (this.underWay) this.taskId = taskId;
    this.unknown();
  }

  unknown(): void {
    if (!this.underWay) return;
    this.#end(true);
    this.bytes = orderBytes + JSON.stringify([this.print, this.taskId, this.sent]).length;
    this.run.fit(this);
  }

  /** Its unknown outcome was told: runs that begin from now on create again. */
  reported(): void {
    this.reportedAt = this.run.remembered.count++;
  }

  drop(): void {
    this.#end(false);
    this.run.remembered.remove(this);
  }

  #end(hasOutcome: boolean): void {
    this.underWay = null;
    this.#settle(hasOutcome);
  }
}

const processes = new WeakMap<object, Remembered<TestOrder>>();

const rememberedOn = (clock: Clock): Remembered<TestOrder> =>
  getOrAdd(processes, clock.timeline ?? clock, () => new Remembered());

/** Call in every run, whatever it does: nothing is held for a person who has stopped testing. */
export const dropOldTestRuns = (clock: Clock): void => rememberedOn(clock).removeOld(clock.now());

/** The test runs before this one, or the calls of the same tool, for one run of the node. */
export class TestRuns {
  /** How many orders of this run did not fit. */
  forgotten = 0;
  readonly remembered: Remembered<TestOrder>;
  readonly execution: string;
  /** How old an order may be that is taken. */
  readonly maxAgeMs: number;
  readonly #clock: Clock;
  readonly #kept = new Set<string>();
  readonly #openedAt: number;

  constructor(clock: Clock, execution: string, maxAgeMs = lifetimeMs) {
    this.#clock = clock;
    this.maxAgeMs = maxAgeMs;
    this.execution = execution;
    this.remembered = rememberedOn(clock);
    this.remembered.kept.add(this.#kept);
    this.#openedAt = this.remembered.count++;
  }

  /** How many orders of earlier executions can be taken, counted up to `max`. All that are the same are kept until the run ends. */
  count(print: Print, max: number): number {
    this.#kept.add(print.text);
    const found = this.#findAll(print);
    let count = 0;
    while (count < max && !found.next().done) count += 1;
    return count;
  }

  /** Whether it has the order of this place, in use or not. */
  has({ text }: Print, place: string): boolean {
    const groups = [...(this.remembered.orders.get(text)?.values() ?? [])];
    return groups.some((group) => [...group].some((order) => order.place === place));
  }

  /** Puts an order here that only n8n's database knew. */
  restore(
    print: Print,
    { begunAtMs, sent, ...known }: Pick<TestOrder, 'place' | 'taskId' | 'sent'> & { begunAtMs: number },
  ): void {
    const order = this.begin(print, false, begunAtMs);
    Object.assign(order, known);
    order.submitting(sent);
    order.giveBack(this.execution);
    order.unknown();
  }

  /** Each order is taken once per execution. Taken and begun without a wait in between, so that two cannot begin the same. */
  take(print: Print): TestOrder | null {
    const [order] = this.#findAll(print);
    if (!order) return null;
    const { usedIn, print: known } = order;
    this.remembered.move(order, () => usedIn.push(this.execution) > maxExecutions && usedIn.shift());
    known.versions = known.versions.map((version, at) => version ?? print.versions[at] ?? null);
    return order;
  }

  begin(print: Print, isReplacement: boolean, begunAtMs = this.#clock.now()): TestOrder {
    const order = new TestOrder(this, { ...print }, isReplacement);
    this.#kept.add(print.text);
    this.remembered.add(order, begunAtMs);
    return order;
  }

  /** An order for which there is no room is not remembered. */
  fit(order: TestOrder): void {
    this.remembered.bytes += order.bytes;
    if (this.remembered.makeRoom()) return;
    this.forgotten += 1;
    this.remembered.remove(order);
  }

  /** Call when the run has ended. */
  close(): void {
    this.remembered.kept.delete(this.#kept);
    this.#kept.clear();
  }

  /** Of the execution that used its equals last the first: equal items keep their videos. */
  *#findAll(print: Print): Generator<TestOrder> {
    const sinceMs = this.#clock.now() - this.maxAgeMs;
    const isFree = (order: TestOrder) =>
      (this.remembered.begunAtMs.get(order) ?? 0) >= sinceMs &&
      order.reportedAt > this.#openedAt &&
      !order.usedIn.includes(this.execution) &&
      isSameContent(order.print, print);
    const groups = [...(this.remembered.orders.get(print.text) ?? [])].reverse();
    for (const [execution, group] of groups) {
      if (execution === this.execution) continue;
      for (const order of group) if (isFree(order)) yield order;
    }
  }
}
