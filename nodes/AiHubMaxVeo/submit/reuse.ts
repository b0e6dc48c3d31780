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
interface TestRunTask {
  /** Of the order: its place in the workflow, its request and the contents of its files. */
  fingerprint: string;
  /** What tells the contents behind its URLs; null where nobody knows. */
  versions: (string | null)[];
  /** The aspect ratio that was measured for it and sent. */
  ratio?: string;
  taskId: string;
  /** What was sent for its files. */
  urls: FileUrls;
  createdAtMs: number;
  /** The executions that created it and that last used it again. */
  usedIn: string[];
}

/** What the test runs of an account have created; the oldest make room. */
export const testOrders = new PerAccount((): TestRunTask[] => []);

/** Which run of which node, and in which execution. */
interface Place {
  workflow: string;
  node: string;
  runIndex: number;
  execution: string;
}

/** The test runs before this one, for one run of the node. */
export class Reuse {
  readonly #tasks: TestRunTask[];
  readonly #place: Place;
  readonly #clock: Clock;
  readonly #prints = new WeakMap<Order, Promise<Pick<TestRunTask, 'fingerprint' | 'versions'> | null>>();

  constructor(tasks: TestRunTask[], place: Place, clock: Clock) {
    this.#tasks = tasks;
    this.#place = place;
    this.#clock = clock;
  }

  /** The youngest task of an earlier test run that an order may use; each is used once per execution. */
  async take(order: Order): Promise<Readonly<TestRunTask> | undefined> {
    const found = (await this.#usableFor(order)).pop();
    if (found) found.usedIn = [found.usedIn[0] ?? '', this.#place.execution];
    return found;
  }

  async isKnown(order: Order): Promise<boolean> {
    return (await this.#usableFor(order)).length > 0;
  }

  async remember(order: Order, task: Pick<TestRunTask, 'taskId' | 'urls' | 'ratio'>): Promise<void> {
    const print = await this.#printOf(order);
    if (print === null) return;
    const { execution } = this.#place;
    this.#tasks.push({ ...print, ...task, createdAtMs: this.#clock.now(), usedIn: [execution] });
    if (this.#tasks.length > maxOrders) this.#tasks.shift();
  }

  forget(taskId: string): void {
    const at = this.#tasks.findIndex((task) => task.taskId === taskId);
    if (at >= 0) this.#tasks.splice(at, 1);
  }

  async #usableFor(order: Order): Promise<TestRunTask[]> {
    const print = await this.#printOf(order);
    const sinceMs = this.#clock.now() - lifetimeMs;
    const isSame = (one: string | null, other: string | null | undefined) => !one || !other || one === other;
    return this.#tasks.filter(
      ({ fingerprint, versions, createdAtMs, usedIn }) =>
        fingerprint === print?.fingerprint &&
        versions.every((version, nth) => isSame(version, print.versions[nth])) &&
        createdAtMs >= sinceMs &&
        !usedIn.includes(this.#place.execution),
    );
  }

  /** What stays the same in every execution. Reads the order's files once; null where they cannot be read. */
  async #printOf(order: Order) {
    const { request, files, index } = order;
    const { workflow, node, runIndex } = this.#place;
    const { wireModel, values, additional } = request;
    const common = { workflow, node, runIndex, index, wireModel, values, additional };
    const print =
      this.#prints.get(order) ??
      files.prints().then(
        ({ same, versions }) => ({ fingerprint: fingerprintOf({ ...common, hashes: same }), versions }),
        () => null,
      );
    this.#prints.set(order, print);
    return await print;
  }
}
