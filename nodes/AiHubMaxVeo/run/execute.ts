/** The node's whole work: all items, as many at once as the user allows, until all are done or one ends the run. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openingFailure } from '../api/service';
import { Yielder } from '../yielder';
import { asFailure } from '../errors';
import type { Failure } from '../errors';
import type { Operation, Run } from '../operations/operation';
import { runHints } from '../output/hints';
import { Notes } from '../output/notes';
import { routeByStatus } from '../output/route';
import { RunStop, stoppedError, systemClock } from '../time';
import type { Clock } from '../time';
import { isTool } from './caller';
import { createRun } from './createRun';
import { failedItem, finish, itemsOf, prepare } from './items';
import type { Prepared } from './items';
import { mapConcurrent } from './mapConcurrent';
import { toNodeError } from './nodeError';
import { isRouted, refuseEmptyItem } from './routing';
import { firstWrong } from './wrongItems';

/** Items whose files are looked into at the same time. */
const concurrentReadings = 10;

/** One setting of the whole run: the first item that can be tried says it. */
const concurrencyOf = (prepared: Prepared[]): number =>
  prepared.flatMap((one) => ('plan' in one ? one.plan.concurrency : []))[0] ?? 1;

/** What one call of the node is made of. */
interface Rules {
  /** By the name that the form gives them. */
  operations: Record<string, Operation>;
  /** On Error is one of the settings that let an execution go on. */
  continueOnFail: boolean;
  clock: Clock;
}

/** One call of the node. */
class Execution {
  readonly #context: IExecuteFunctions;
  readonly #rules: Rules;
  readonly #yielder: Yielder;
  readonly #halt: RunStop;
  /** Without it the first failure ends the run. An agent is told nothing of what its tool throws: it would create again. */
  readonly #continueOnFail: boolean;
  readonly #notes = new Notes();
  #run: Run | null = null;
  /** The first failure that ended the run, and its item. */
  #ending: { failure: Failure; index: number } | null = null;

  constructor(context: IExecuteFunctions, rules: Rules, halt: RunStop) {
    this.#context = context;
    this.#rules = rules;
    this.#yielder = new Yielder(rules.clock);
    this.#halt = halt;
    this.#continueOnFail = rules.continueOnFail || isTool(context);
  }

  /** All items are read and checked before the first is sent. */
  async items(): Promise<INodeExecutionData[]> {
    // With Retry On Fail n8n calls a node once more after Stop.
    this.#refuseAfterStop();
    const items = itemsOf(this.#context);
    const failure = await this.#open();
    if (failure && !this.#continueOnFail) throw this.#errorOf({ failure, index: 0 });
    if (failure || !this.#run) return failure ? items.map(({ index }) => failedItem(failure, index)) : [];
    const run = this.#run;
    const read = await this.#map(
      items,
      concurrentReadings,
      async (item) => await prepare(run, this.#rules.operations, item),
    );
    this.#refuseAfterStop();
    const wrong = this.#continueOnFail ? null : firstWrong(read);
    if (wrong) throw this.#errorOf(wrong);
    return await this.#finishAll(read, run);
  }

  /** Why the run could not be opened; null when it could. */
  async #open(): Promise<Failure | null> {
    const tools = {
      clock: this.#rules.clock,
      yielder: this.#yielder,
      stop: this.#halt.signal,
      note: (sentence: string) => this.#notes.add(sentence),
    };
    try {
      refuseEmptyItem(this.#context);
      this.#run = await createRun(this.#context, tools);
      return null;
    } catch (thrown) {
      return openingFailure(thrown);
    }
  }

  /** Call when all is done. */
  release(): void {
    this.#halt.release();
    this.#run?.till.close();
  }

  async #finishAll(prepared: Prepared[], { till }: Run): Promise<INodeExecutionData[]> {
    const done = await this.#map(prepared, concurrencyOf(prepared), async (one) => {
      try {
        return await finish(one);
      } catch (thrown) {
        const { index } = one.item;
        if (!this.#continueOnFail) this.#end(asFailure(thrown), index);
        return failedItem(asFailure(thrown), index);
      }
    });
    const { budget, reused, forgotten } = till;
    const hints = runHints(done, { spent: budget.spent, reused, forgotten }, this.#notes.sentences());
    this.#context.addExecutionHints?.(...hints);
    this.#refuseAfterStop();
    if (this.#ending) throw this.#errorOf(this.#ending);
    return done;
  }

  /** Nothing more is submitted, and no wait goes on. */
  #end(failure: Failure, index: number): void {
    this.#ending ??= { failure, index };
    this.#halt.abort();
  }

  async #map<Job, Result>(jobs: Job[], concurrency: number, work: (job: Job) => Promise<Result>) {
    const limits = { concurrency, stop: this.#halt.signal, yielder: this.#yielder };
    return await mapConcurrent(jobs, limits, work);
  }

  #refuseAfterStop(): void {
    if (this.#context.getExecutionCancelSignal?.()?.aborted !== true) return;
    throw this.#errorOf({ failure: stoppedError().failure, index: 0 });
  }

  #errorOf({ failure, index }: { failure: Failure; index: number }) {
    const till = this.#run?.till;
    return toNodeError(this.#context.getNode(), failure, {
      itemIndex: index,
      paidTasks: [...(till?.paidTasks ?? [])],
      unknownSubmissions: till?.unknownSubmissions,
    });
  }
}

export async function execute(
  context: IExecuteFunctions,
  rules: Omit<Rules, 'clock'> & { clock?: Clock },
): Promise<INodeExecutionData[][]> {
  const halt = new RunStop(context.getExecutionCancelSignal?.());
  const execution = new Execution(context, { clock: systemClock(), ...rules }, halt);
  try {
    const items = await execution.items();
    return isRouted(context) ? routeByStatus(items) : [items];
  } finally {
    execution.release();
  }
}
