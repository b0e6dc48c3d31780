/** The till: nothing else sends a create. The rules beside the lines are the billing rules of docs/interface.md. */
import type { Task } from '../api/task';
import { asFailure, VideoError } from '../errors';
import type { Memory } from '../memory';
import { buildBody } from '../request/build';
import type { RequestBody } from '../request/build';
import { priceClassOf } from '../request/priceClass';
import { Budget } from './budget';
import { fingerprintOf, hasEntry, openPage, paidIn, unknownIn } from './ledger';
import type { Page } from './ledger';
import type { Order, Submission, TillTools } from './order';
import { placesOf } from './places';
import { Refusal } from './refusal';
import { Reserve } from './reserve';
import { paidTask } from './resume';

/** Orders under way, by their page: an agent that asks twice at the same time for the same gets one task. */
const underWay = new WeakMap<Memory, Map<string, Promise<Submission>>>();

function ordersOf(memory: Memory): Map<string, Promise<Submission>> {
  const orders = underWay.get(memory) ?? new Map<string, Promise<Submission>>();
  underWay.set(memory, orders);
  return orders;
}

export class Till {
  /** Every task that this run created or resumed: when an item ends the run, the others' must not be lost. */
  readonly paidTasks: Set<string>;
  readonly budget: Budget;
  readonly #tools: TillTools;
  readonly #refusal = new Refusal();
  /** How many tasks of earlier test runs this one uses again. */
  reused = 0;

  constructor(tools: TillTools) {
    this.#tools = tools;
    this.budget = new Budget(tools.memory, tools.pass, new Reserve(tools.client));
    this.paidTasks = new Set(paidIn(tools.memory, tools.pass));
  }

  /** How many creates of this execution nobody knows the outcome of. */
  get unknownSubmissions(): number {
    return unknownIn(this.#tools.memory, this.#tools.pass);
  }

  /** Whether an earlier try has left something for an item. */
  knows(index: number): boolean {
    return hasEntry(this.#tools.memory, this.#tools.pass, index);
  }

  /** Gives an order its one task: picks up what an earlier try has paid for, or creates it now. Throws VideoError. */
  async submit(order: Order): Promise<Submission> {
    const page = this.#pageOf(order);
    const orders = ordersOf(this.#tools.memory);
    const same = orders.get(page.key);
    if (same) return { ...(await same), resumed: true };
    const submission = this.#resumeOrCreate(order, page).finally(() => orders.delete(page.key));
    orders.set(page.key, submission);
    return await submission;
  }

  /** Rule 2: an item is the same order while its place and either its request or what is written in the node are unchanged. */
  #pageOf({ request, files, index }: Order): Page {
    const { memory, pass, written } = this.#tools;
    const { wireModel, values, additional } = request;
    return openPage(memory, pass, {
      index,
      fingerprint: fingerprintOf({ wireModel, values, additional, files: files.identities }),
      written: fingerprintOf({ written, files: files.contents }),
    });
  }

  async #resumeOrCreate(order: Order, page: Page): Promise<Submission> {
    const { request, files, recreatesFailed, patienceMs } = order;
    const paysAgain = recreatesFailed ? 'always' : 'onRetry';
    // Rule 2: what was paid for is used, and what is unknown is reported, before anything is sent.
    const paid = await paidTask(this.#tools, order, page);
    if (paid) {
      if (paid.isReused) this.reused += 1;
      this.paidTasks.add(paid.taskId);
      return { page, paysAgain, taskId: paid.taskId, body: buildBody(request, paid.urls), resumed: true };
    }
    // Rule 4: under Max Videos an item needs a place.
    return await placesOf(this.budget.spent).take(order.maxVideos, async () => {
      this.#refusal.throwAgain();
      // Uploads and links come first: they are free, and may already be refused for what concerns every item.
      const urls = await this.#refusal.noting(files.urls(patienceMs));
      const body = buildBody(request, urls);
      const task = await this.#pay(order, page, body);
      await this.#tools.reuse?.remember(order, task.id, urls);
      return { page, paysAgain, taskId: task.id, task, body, resumed: false };
    });
  }

  async #pay(order: Order, page: Page, body: RequestBody): Promise<Task> {
    const { maxCredits, keepCredits } = order;
    const wish = { maxCredits, keepCredits, priceClass: priceClassOf(order.request) };
    // Rule 4: under Max Credits one order after the other, each only if it fits.
    const paid = this.budget.spend(wish, async () => {
      this.#refusal.throwAgain();
      const task = await this.#refusal.noting(this.#create(order, page, body));
      const credits = await this.#priceOf(order, task);
      this.#tools.prices.note(wish.priceClass, credits);
      return { task, credits };
    });
    const { task } = await paid.catch((thrown: unknown) => {
      const failure = asFailure(thrown);
      order.files.forget(failure, body);
      throw new VideoError(failure);
    });
    return task;
  }

  /** Rule 1: the create is sent once; api/retry.ts knows the refusals after which it was certainly not accepted. */
  async #create(
    { index, retryOnRateLimit, patienceMs }: Order,
    page: Page,
    body: RequestBody,
  ): Promise<Task> {
    const { client, logCreated, note } = this.#tools;
    // Rule 3: after a 401 or 402 no further item is submitted, also none that waited for its turn.
    const mayGo = () => this.#refusal.throwAgain();
    const accepted = ({ id }: Task) => {
      page.accepted(id);
      logCreated(id, index);
      this.paidTasks.add(id);
    };
    page.submitting();
    try {
      return note(await client.submit(body, { retryOnRateLimit, patienceMs, mayGo, accepted }));
    } catch (thrown) {
      throw page.failed(thrown);
    }
  }

  /** What a task reserved. Where the create does not say so a check may; it is made only where a limit depends on it. */
  async #priceOf({ maxCredits, keepCredits }: Order, { id, creditsReserved }: Task): Promise<number | null> {
    if (creditsReserved !== null || (maxCredits === 0 && keepCredits === 0)) return creditsReserved;
    const check = await this.#tools.client.check(id);
    return 'task' in check ? this.#tools.note(check.task).creditsReserved : null;
  }
}
