/**
 * Test runs in the editor do not pay for the same video twice: what one of them created is found again by the next, as long
 * as nothing about it has changed. Kept by this n8n process alone, without prompts.
 */
import { PerAccount } from '../api/account';
import type { FileUrls } from '../request/body';
import type { Clock } from '../time';
import { fingerprintOf } from './ledger';
import type { Order } from './order';

/** As long as links work. */
const lifetimeMs = 24 * 60 * 60 * 1000;

const maxOrders = 500;

/** A task that a test run created. */
interface Made {
  /** Of the order: its place in the workflow, its request and the contents of its files. */
  print: string;
  taskId: string;
  /** What was sent for its files. */
  urls: FileUrls;
  atMs: number;
  /** The executions that created it and that last used it again. */
  usedIn: string[];
}

/** What the test runs of an account have created; the oldest make room. */
export const testOrders = new PerAccount((): Made[] => []);

/** Where an order stands, and in which execution. */
interface Place {
  workflow: string;
  node: string;
  runIndex: number;
  execution: string;
}

/** The test runs before this one, for one pass of the node. */
export class Reuse {
  readonly #made: Made[];
  readonly #place: Place;
  readonly #clock: Clock;
  readonly #prints = new WeakMap<Order, Promise<string | null>>();

  constructor(made: Made[], place: Place, clock: Clock) {
    this.#made = made;
    this.#place = place;
    this.#clock = clock;
  }

  /** The youngest task of an earlier test run that an order may use; each is used once per execution. */
  async take(order: Order): Promise<Readonly<Made> | undefined> {
    const { execution } = this.#place;
    const print = await this.#printOf(order);
    const sinceMs = this.#clock.now() - lifetimeMs;
    const isFree = (made: Made) =>
      made.print === print && made.atMs >= sinceMs && !made.usedIn.includes(execution);
    const found = this.#made.filter(isFree).pop();
    if (found) found.usedIn = [found.usedIn[0] ?? '', execution];
    return found;
  }

  async remember(order: Order, taskId: string, urls: FileUrls): Promise<void> {
    const print = await this.#printOf(order);
    if (print === null) return;
    this.#made.push({ print, taskId, urls, atMs: this.#clock.now(), usedIn: [this.#place.execution] });
    if (this.#made.length > maxOrders) this.#made.shift();
  }

  /** Of a task that cannot be used any more. */
  forget(taskId: string): void {
    const at = this.#made.findIndex((made) => made.taskId === taskId);
    if (at >= 0) this.#made.splice(at, 1);
  }

  /** What stays the same in every execution. Reads the order's files once; null where they cannot be read. */
  async #printOf(order: Order): Promise<string | null> {
    const { request, files, index } = order;
    const { workflow, node, runIndex } = this.#place;
    const { wireModel, values, additional } = request;
    const print =
      this.#prints.get(order) ??
      files.hashes().then(
        (hashes) => fingerprintOf({ workflow, node, runIndex, index, wireModel, values, additional, hashes }),
        () => null,
      );
    this.#prints.set(order, print);
    return await print;
  }
}
