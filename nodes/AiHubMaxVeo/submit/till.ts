/** The till: nothing else sends a create. The rules beside the lines are the billing rules of docs/interface.md. */
import type { Task } from '../api/task';
import { ownCodes } from '../catalogue/failures';
import { asFailure, concernsWholeRun, VideoError, withoutCharge, type Failure } from '../errors';
import { askedBy, hasEntry, paidIn, replacedIn, unknownIn } from '../memory';
import { buildBody, priceClassOf, withRatio } from '../request/body';
import { pause } from '../time';
import { Book } from './book';
import { Budget, inTurn } from './budget';
import type { BookEntry } from './entry';
import { paidTask, repeatNote } from './resume';
import type { Order, Submission, TillTools } from './order';

/** How often an order looks for the task of another process that has taken its key, and how much longer it waits each time. */
const maxKeyTries = 8;
const keyTryMs = 2_000;

/** Null where another process has taken the key of an order that is to look for its task. Throws what else was thrown. */
function lostKey(thrown: unknown, tries: number): null {
  const { code } = asFailure(thrown);
  if (code === ownCodes.orderKeyTaken && tries < maxKeyTries) return null;
  throw thrown;
}

export class Till {
  /** Every task that this run created or resumed: when an item ends the run, the others' must not be lost. */
  readonly paidTasks: Set<string>;
  readonly budget: Budget;
  /** How many tasks of earlier test runs this one uses again. */
  reused = 0;
  readonly #book: Book;
  readonly #finished: string[] = [];
  /** The refusal that concerns the whole run, such as that of the key: from then on nothing more is submitted. */
  #refusal: Failure | null = null;

  constructor(private readonly tools: TillTools) {
    this.#book = new Book(tools);
    this.budget = new Budget(tools.memory, tools.nodeRun, tools.prices);
    this.paidTasks = new Set(paidIn(tools.memory, tools.nodeRun));
  }

  /** How many creates of this execution nobody knows the outcome of. */
  get unknownSubmissions(): number {
    return unknownIn(this.tools.memory, this.tools.nodeRun);
  }

  /** Tasks of earlier tries that failed, or are gone, and that this run was to create again. */
  get replacedTasks(): string[] {
    return replacedIn(this.tools.memory, this.tools.nodeRun);
  }

  /** Whether an earlier try has left something for an item. */
  hasEntry(index: number): boolean {
    return hasEntry(this.tools.memory, this.tools.nodeRun, index);
  }

  /** How many tasks of this run later test runs will not find, since they were too many. */
  get forgotten(): number {
    return this.tools.tests?.forgotten ?? 0;
  }

  /** Whether something is known of an order. Call for all orders of a run before the first is submitted. Throws VideoError: see Book. */
  async isKnown(order: Order): Promise<boolean> {
    const known = await this.#book.known(order);
    if (known?.taskId) this.paidTasks.add(known.taskId);
    return known !== null || this.hasEntry(order.index);
  }

  /** Call when the run has ended well, so that n8n has its items: of another one all can be gone on with. */
  async finish(): Promise<void> {
    await this.tools.durable.mark(this.#finished, 'done');
  }

  /** Call when the run has ended. `isTold`: the user gets to read what it gives, or its error; so until Stop. */
  async close(isTold: () => boolean): Promise<void> {
    const { tests, durable, memory } = this.tools;
    tests?.close();
    durable.close();
    const { asked, orders } = askedBy(memory);
    if (!isTold()) return;
    await durable.mark([...asked], 'asked');
    if (!isTold()) return void durable.mark([...asked], 'asked', 'remove');
    for (const order of orders) order.reported();
    orders.clear();
  }

  /** Gives an order its one task: picks up what an earlier try has paid for, or creates it now. Throws VideoError. */
  async submit(order: Order): Promise<Submission> {
    return await this.#book.open(order, async (entry) => await this.#resumeOrCreate(order, entry));
  }

  async #resumeOrCreate(order: Order, entry: BookEntry, tries = 1): Promise<Submission> {
    const paysAgain = order.recreatesFailed ? ('always' as const) : ('onRetry' as const);
    const charged = (failure: Task['failure']) => this.budget.charged(order.index, failure);
    const known = { entry, paysAgain, finished: this.#finished, charged };
    // Rule 2: what was paid for is used, and what is unknown is reported, before anything is sent.
    const paid = await paidTask(this.tools, order, entry);
    if (paid) {
      if (paid.isReused) this.reused += 1;
      this.paidTasks.add(paid.taskId);
      // n8n's database does not know the ratio.
      const request =
        paid.sent.ratio === undefined
          ? await order.sized().catch(() => order.request)
          : withRatio(order.request, paid.sent.ratio);
      const body = buildBody(request, paid.sent.urls);
      const priceClass = priceClassOf(request);
      const { isTool, charged: sent } = this.tools.nodeRun;
      // Of what a try of this very call has sent an agent is told nothing.
      const note = isTool && !order.key && !sent.has(order.index) ? repeatNote : undefined;
      return { ...known, taskId: paid.taskId, body, priceClass, resumed: true, note };
    }
    // Rule 4: under a limit one order after the other, each only if it fits.
    const create = async () => await this.#create(order, entry).catch((thrown) => lostKey(thrown, tries));
    const created = await inTurn(this.tools.memory, order, create);
    if (created) return { ...created, ...known, taskId: created.task.id, resumed: false };
    // Another process was quicker: its task is that of the key.
    await pause(keyTryMs * tries, this.tools.clock, this.tools.stop);
    return await this.#resumeOrCreate(order, entry, tries + 1);
  }

  async #create(
    order: Order,
    entry: BookEntry,
  ): Promise<{ task: Task; body: ReturnType<typeof buildBody>; priceClass: string }> {
    const { files, patienceMs, refusal } = order;
    // A task of this run that is replaced has failed.
    this.budget.charged(order.index, { isFinal: true });
    if (refusal) throw refusal;
    this.#throwRefusal();
    const request = await order.sized();
    const priceClass = priceClassOf(request);
    this.budget.check(order, priceClass);
    try {
      // Uploads and links come first: they are free, and may already be refused for what concerns every item.
      const urls = await files.urls(patienceMs).catch((thrown: unknown) => {
        throw withoutCharge(thrown);
      });
      const body = buildBody(request, urls);
      const { aspectRatio } = request.values;
      const isMeasured = aspectRatio !== order.request.values.aspectRatio;
      await entry.submitting({ urls, ...(isMeasured && { ratio: String(aspectRatio) }) });
      const task = await this.#send(order, entry, body);
      const credits = await this.#priceOf(order, task);
      this.budget.spent.tasks += 1;
      this.budget.count(priceClass, credits);
      this.tools.prices.note(priceClass, credits);
      return { task, body, priceClass };
    } catch (thrown) {
      throw this.#recordFailure(asFailure(thrown), order.index, priceClass);
    }
  }

  /** Rule 1: the create is sent once; api/retry.ts knows the refusals after which it was certainly not accepted. */
  async #send(order: Order, entry: BookEntry, body: ReturnType<typeof buildBody>): Promise<Task> {
    const { index, files, retryOnRateLimit, patienceMs } = order;
    const { client, logCreated, observe } = this.tools;
    // Rule 3: after a 401 or 402 no further item is submitted, also none that waited for its turn.
    const mayGo = () => {
      this.#throwRefusal();
      entry.sending();
    };
    const accepted = ({ id }: Task) => {
      entry.accepted(id);
      this.budget.accepted(index);
      logCreated(id, index);
      this.paidTasks.add(id);
    };
    const notAccepted = (isRefused: boolean) => entry.notAccepted(isRefused);
    const rules = { retryOnRateLimit, patienceMs, mayGo, accepted, notAccepted };
    const task = await client.submit(body, rules).catch((thrown: unknown) => {
      const error = withoutCharge(entry.failed(thrown));
      files.forget(error.failure, body);
      throw error;
    });
    return observe(task);
  }

  /** What was not answered may have been accepted all the same. */
  #recordFailure(failure: Failure, index: number, priceClass: string): VideoError {
    if (failure.category === 'submission_unknown') this.budget.countUnknown(index, priceClass);
    if (concernsWholeRun(failure)) this.#refusal ??= failure;
    return new VideoError(failure);
  }

  #throwRefusal(): void {
    if (!this.#refusal) return;
    const message = `Not sent, since AIHubMax refused an earlier item of this run: ${this.#refusal.message}`;
    throw new VideoError({ ...this.#refusal, message, isApiWord: undefined });
  }

  /** What a task reserved. Where the create does not say so a check may; it is made only where a limit depends on it. */
  async #priceOf({ maxCredits }: Order, { id, creditsReserved }: Task): Promise<number | null> {
    if (creditsReserved !== null || maxCredits === 0) return creditsReserved;
    const check = await this.tools.client.check(id);
    return 'task' in check ? this.tools.observe(check.task).creditsReserved : null;
  }
}
