/** The till: nothing else sends a create. The rules beside the lines are the billing rules of docs/interface.md. */
import type { Prices } from '../api/account';
import type { Task } from '../api/task';
import { asFailure, concernsWholeRun, isTaskUnknown, VideoError, withTaskIdIn } from '../errors';
import type { Failure } from '../errors';
import type { Memory, NodeRun } from '../memory';
import { buildBody, priceClassOf, withRatio } from '../request/body';
import type { RequestBody } from '../request/body';
import { Budget, inTurn } from './budget';
import { fingerprintOf, hasEntry, OrderRecord, paidIn, unknownIn } from './ledger';
import type { Order } from './order';
import { paidTask } from './resume';
import type { ResumeTools } from './resume';

/** An order with its task. */
export interface Submission {
  taskId: string;
  /** As the create just gave it; absent for one that was resumed. */
  task?: Task;
  /** The body that was sent for it, as far as its files' URLs are remembered. */
  body: RequestBody;
  priceClass: string;
  /** What creates a failed task again, and so is charged again: see Failure. */
  paysAgain: Failure['paysAgain'];
  record: OrderRecord;
  /** The task was started by an earlier try of this node. */
  resumed: boolean;
}

interface TillTools extends ResumeTools {
  memory: Memory;
  nodeRun: NodeRun;
  /** Fingerprint of what is written in the node, before its expressions are evaluated. */
  written: string;
  /** What tasks reserved, for later runs of this process. */
  prices: Prices;
  /** Writes into n8n's log that a task was created for an item. */
  logCreated(taskId: string, index: number): void;
}

/** Orders under way, by their record's key: an agent that asks twice at the same time for the same gets one task. */
const underWay = new WeakMap<Memory, Map<string, Promise<Submission>>>();

export class Till {
  /** Every task that this run created or resumed: when an item ends the run, the others' must not be lost. */
  readonly paidTasks: Set<string>;
  readonly budget: Budget;
  /** How many tasks of earlier test runs this one uses again. */
  reused = 0;
  readonly #tools: TillTools;
  /** The refusal that concerns the whole run, such as that of the key: from then on nothing more is submitted. */
  #refusal: Failure | null = null;

  constructor(tools: TillTools) {
    this.#tools = tools;
    this.budget = new Budget(tools.memory, tools.nodeRun);
    this.paidTasks = new Set(paidIn(tools.memory, tools.nodeRun));
  }

  /** How many creates of this execution nobody knows the outcome of. */
  get unknownSubmissions(): number {
    return unknownIn(this.#tools.memory, this.#tools.nodeRun);
  }

  /** Whether an earlier try has left something for an item. */
  hasEntry(index: number): boolean {
    return hasEntry(this.#tools.memory, this.#tools.nodeRun, index);
  }

  /** Whether something is known of an order, by an earlier try or test run. */
  async isKnown(order: Order): Promise<boolean> {
    if (this.hasEntry(order.index) || this.#recordOf(order).entry !== null) return true;
    return order.reusesTests && ((await this.#tools.reuse?.isKnown(order)) ?? false);
  }

  /** Gives an order its one task: picks up what an earlier try has paid for, or creates it now. Throws VideoError. */
  async submit(order: Order): Promise<Submission> {
    const { memory } = this.#tools;
    const record = this.#recordOf(order);
    const orders = underWay.get(memory) ?? new Map<string, Promise<Submission>>();
    underWay.set(memory, orders);
    const same = orders.get(record.key);
    if (same) return { ...(await same), resumed: true };
    const submission = this.#resumeOrCreate(order, record).finally(() => orders.delete(record.key));
    orders.set(record.key, submission);
    return await submission;
  }

  /** Rule 2: an item is the same order while its place and either its request or what is written in the node are unchanged. */
  #recordOf({ request, files, index }: Order): OrderRecord {
    const { memory, nodeRun, written } = this.#tools;
    const { wireModel, values, additional } = request;
    return new OrderRecord(memory, nodeRun, {
      index,
      fingerprint: fingerprintOf({ wireModel, values, additional, files: files.identities }),
      written: fingerprintOf({ written, files: files.contents }),
    });
  }

  async #resumeOrCreate(order: Order, record: OrderRecord): Promise<Submission> {
    const paysAgain = order.recreatesFailed ? 'always' : 'onRetry';
    // Rule 2: what was paid for is used, and what is unknown is reported, before anything is sent.
    const paid = await paidTask(this.#tools, order, record);
    if (paid) {
      if (paid.isReused) this.reused += 1;
      const { taskId, urls, ratio } = paid;
      this.paidTasks.add(taskId);
      const request = withRatio(order.request, ratio);
      const priceClass = priceClassOf(request);
      return { record, paysAgain, taskId, body: buildBody(request, urls), priceClass, resumed: true };
    }
    // Rule 4: under a limit one order after the other, each only if it fits.
    const create = async () => await this.#create(order, record);
    const created = await inTurn(this.#tools.memory, order, create);
    return { ...created, record, paysAgain, taskId: created.task.id, resumed: false };
  }

  async #create(
    order: Order,
    record: OrderRecord,
  ): Promise<Pick<Submission, 'body' | 'priceClass'> & { task: Task }> {
    const { files, patienceMs, refusal } = order;
    if (refusal) throw refusal;
    this.#throwRefusal();
    const request = await order.sized();
    const priceClass = priceClassOf(request);
    this.budget.check(order, priceClass);
    try {
      // Uploads and links come first: they are free, and may already be refused for what concerns every item.
      const urls = await files.urls(patienceMs);
      const body = buildBody(request, urls);
      const { aspectRatio } = request.values;
      const ratio = aspectRatio === order.request.values.aspectRatio ? undefined : String(aspectRatio);
      const task = await this.#send(order, record, { body, ratio });
      const credits = await this.#priceOf(order, task);
      this.budget.spent.tasks += 1;
      this.budget.count(priceClass, credits);
      this.#tools.prices.note(priceClass, credits);
      await this.#tools.reuse?.remember(order, { taskId: task.id, urls, ratio });
      return { task, body, priceClass };
    } catch (thrown) {
      throw this.#recordFailure(asFailure(thrown), priceClass);
    }
  }

  /** Rule 1: the create is sent once; api/retry.ts knows the refusals after which it was certainly not accepted. */
  async #send(
    order: Order,
    record: OrderRecord,
    { body, ratio }: { body: RequestBody; ratio?: string },
  ): Promise<Task> {
    const { index, files, retryOnRateLimit, patienceMs } = order;
    const { client, logCreated, observe } = this.#tools;
    // Rule 3: after a 401 or 402 no further item is submitted, also none that waited for its turn.
    const mayGo = () => this.#throwRefusal();
    mayGo();
    const accepted = ({ id }: Task) => {
      record.accepted(id);
      logCreated(id, index);
      this.paidTasks.add(id);
    };
    record.submitting(ratio);
    const rules = { retryOnRateLimit, patienceMs, mayGo, accepted };
    const task = await client.submit(body, rules).catch((thrown: unknown) => {
      const error = record.failed(thrown);
      files.forget(error.failure, body);
      throw error;
    });
    return observe(task);
  }

  /** What was not answered may have been accepted all the same. */
  #recordFailure(failure: Failure, priceClass: string): VideoError {
    if (failure.category === 'submission_unknown') this.budget.count(priceClass, null);
    if (concernsWholeRun(failure)) this.#refusal ??= failure;
    return new VideoError(failure);
  }

  #throwRefusal(): void {
    if (!this.#refusal) return;
    const message = `Not sent, since AIHubMax refused an earlier item of this run: ${this.#refusal.message}`;
    throw new VideoError({ ...this.#refusal, message });
  }

  /** What a task reserved. Where the create does not say so a check may; it is made only where a limit depends on it. */
  async #priceOf({ maxCredits }: Order, { id, creditsReserved }: Task): Promise<number | null> {
    if (creditsReserved !== null || maxCredits === 0) return creditsReserved;
    const check = await this.#tools.client.check(id);
    return 'task' in check ? this.#tools.observe(check.task).creditsReserved : null;
  }
}

const goneAdvice =
  'AIHubMax no longer knows this task: it may have been deleted there, or belong to another API key. When you select Retry on this execution and it is still unknown then, a new video is created and charged.';

/** Runs what follows once an order has a task: an error names the task, and a task that is gone does not block Retry forever. */
export async function withSubmission<Result>(
  { record, paysAgain, taskId }: Submission,
  work: () => Promise<Result>,
): Promise<Result> {
  return await work().catch((thrown: unknown) => {
    const error = withTaskIdIn(thrown, taskId);
    if (!isTaskUnknown(error)) throw error;
    record.gone();
    throw new VideoError({ ...error.failure, advice: goneAdvice, paysAgain });
  });
}
