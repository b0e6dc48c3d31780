/** The road of the items through one call of the node: all are read and checked before the first is sent, then worked on. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openingFailure } from '../api/send';
import { ownCodes } from '../catalogue/failures';
import { asFailure, failure as failureOf, VideoError, withoutCharge } from '../errors';
import type { Item, Operation, Run } from '../operations/operation';
import { recordOf, textOf } from '../json';
import { Notes, runHints } from '../output/hints';
import { routeByStatus } from '../output/item';
import { mapConcurrent, RunStop, stoppedError, systemClock, Yielder, type Clock } from '../time';
import { createsVideo, isRouted, isTool, refuseEmptyItem, roadOf } from './call';
import { copyInput } from './copyInput';
import { createRun } from './createRun';
import {
  batchFailure,
  failedItem,
  firstToTell,
  leftBefore,
  toNodeError,
  type ItemFailure,
  type Paid,
} from './failures';

interface Rules {
  /** By the name that the form gives them. */
  operations: Record<string, Operation>;
  /** On Error is one of the settings that let an execution go on. Without it the first failure ends the run. */
  continueOnFail: boolean;
  clock?: Clock;
}

interface Call extends Rules {
  context: IExecuteFunctions;
  clock: Clock;
  yielder: Yielder;
  stop: RunStop;
  notes: Notes;
}

/** Items whose files are looked into at the same time. */
const concurrentChecks = 10;

export async function execute(context: IExecuteFunctions, rules: Rules): Promise<INodeExecutionData[][]> {
  const { operations, clock = systemClock() } = rules;
  // An agent is told nothing of what its tool throws: it would create again.
  const continueOnFail = rules.continueOnFail || isTool(context);
  const stop = new RunStop(context.getExecutionCancelSignal?.());
  const tools = { clock, yielder: new Yielder(clock), stop, notes: new Notes() };
  try {
    const items = await runItems({ context, operations, continueOnFail, ...tools });
    return isRouted(context) ? routeByStatus(items) : [items];
  } finally {
    stop.release();
  }
}

async function runItems(call: Call): Promise<INodeExecutionData[]> {
  const { context, notes, stop } = call;
  // With Retry On Fail n8n calls a node once more after Stop.
  throwIfStopped(context, () => leftBefore(context).paid);
  const items = readItems(context);
  let run: Run;
  try {
    refuseEmptyItem(context);
    const note = (sentence: string) => notes.add(sentence);
    run = await createRun(context, { ...call, stop: stop.signal, note });
  } catch (thrown) {
    const failure = openingFailure(thrown);
    const { paid, ofItem } = leftBefore(context);
    if (call.continueOnFail) return items.map(({ index }) => failedItem(context, ofItem(failure, index)));
    const { charged } = ofItem(failure, 0);
    throw toNodeError(context, { failure, index: 0, charged, concernsRun: true }, paid);
  }
  try {
    const done = await processItems(call, run, items);
    await run.till.finish();
    return done;
  } finally {
    await run.till.close(() => context.getExecutionCancelSignal?.()?.aborted !== true);
  }
}

/** Checks all items, then finishes them. Throws n8n's error for the first failure that ends the run. */
async function processItems(call: Call, run: Run, items: Item[]): Promise<INodeExecutionData[]> {
  const { context, notes, continueOnFail, yielder, stop } = call;
  const { till, files } = run;
  const checks = { yielder, stop: stop.signal, concurrency: concurrentChecks };
  const checked = await mapConcurrent(items, checks, async (item) => await checkItem(call, run, item));
  throwIfStopped(context, () => paidBy(run));
  const unopened = files.probe.unopened.size;
  if (unopened > 0) notes.add(unopenedNote(unopened));
  const refused = continueOnFail ? null : batchFailure(checked.filter((one) => 'failure' in one));
  if (refused)
    throw toNodeError(context, { ...refused, charged: chargedFor(context, till, refused) }, paidBy(run));
  const { done, failures } = await finishItems(call, till, checked);
  const isRepeatFree = roadOf(context, 0) === 'executeStep';
  const { reused, forgotten } = till;
  const sums = { spent: till.budget.spent, reused, forgotten, failures, isRepeatFree };
  context.addExecutionHints?.(...runHints(done, sums, notes.sentences()));
  const paid = paidBy(run, failures, done);
  throwIfStopped(context, () => paid);
  const ending = firstToTell(failures);
  if (ending && !continueOnFail) throw toNodeError(context, ending, paid);
  return done;
}

/** Nothing for an item that creates no video. */
const chargedFor = (context: IExecuteFunctions, till: Run['till'], { failure, index }: ItemFailure) =>
  createsVideo(context, index) ? till.budget.charged(index, failure) : undefined;

const unopenedNote = (count: number): string =>
  count === 1
    ? '1 image URL was not opened before sending, because its host was slow.'
    : `${count} image URLs were not opened before sending, because their hosts were slow.`;

/** What a run has paid for, and can still be had: what failed for good, or is gone, is created again by a Retry, and charged. */
function paidBy({ till, client }: Run, failures: ItemFailure[] = [], done: INodeExecutionData[] = []): Paid {
  const lost = new Set<unknown>(till.replacedTasks);
  for (const { failure } of failures)
    if (failure.isFinal || failure.code === ownCodes.taskNotFound) lost.add(failure.taskId);
  for (const { json } of done)
    if (recordOf(json.failure).category !== 'completed_without_video' && json.isFailed) lost.add(json.taskId);
  const { createsOnTheirWay: onTheirWay } = client;
  const taskIds = [...till.paidTasks].filter((id) => !lost.has(id));
  const lostIds = [...till.paidTasks].filter((id) => lost.has(id));
  return { taskIds, lostIds, unknown: till.unknownSubmissions - onTheirWay, onTheirWay };
}

/** A create that is on its way at Stop is not cut off: see Client. */
function throwIfStopped(context: IExecuteFunctions, paidSoFar: () => Paid): void {
  if (context.getExecutionCancelSignal?.()?.aborted !== true) return;
  const { failure } = stoppedError();
  const paid = paidSoFar();
  const message = paid.onTheirWay ? 'The execution was canceled' : failure.message;
  throw toNodeError(context, { failure: { ...failure, message }, index: 0, concernsRun: true }, paid);
}

const readItems = (context: IExecuteFunctions): Item[] =>
  context.getInputData().map(({ json, binary }, index) => ({
    index,
    json,
    binary,
    read: (name) => context.getNodeParameter(name, index, null),
  }));

/** What is left to be done for an item that is as it must be. `work` gives its output item, and throws VideoError. */
interface Job {
  index: number;
  concurrency: number;
  work(): Promise<INodeExecutionData>;
}

/** Nothing has been sent for an item by then that costs anything. */
async function checkItem({ operations, yielder }: Call, run: Run, item: Item): Promise<Job | ItemFailure> {
  const { index } = item;
  try {
    const name = textOf(item.read('operation'));
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      const allowed = Object.keys(operations).join(', ');
      const message = `Operation is "${name}", but must be one of: ${allowed}.`;
      return { failure: failureOf({ category: 'invalid_request', message }), index };
    }
    const { concurrency, includesInput, work } = await operation(run, item);
    const own = includesInput && { input: await copyInput(item.json, yielder) };
    const workOn = async () => {
      const { json, ...files } = await work();
      return { json: { ...json, ...own }, ...files, pairedItem: { item: index } };
    };
    return { index, concurrency, work: workOn };
  } catch (thrown) {
    return { failure: withoutCharge(thrown).failure, index };
  }
}

/** All output items, and what failed in the order in which it did; without `continueOnFail` until the first failure. */
async function finishItems(
  { context, continueOnFail, yielder, stop }: Call,
  till: Run['till'],
  jobs: (Job | ItemFailure)[],
): Promise<{ done: INodeExecutionData[]; failures: ItemFailure[] }> {
  const failures: ItemFailure[] = [];
  // One setting of the whole run: the first item that can be tried says it.
  const concurrency = jobs.flatMap((job) => ('work' in job ? job.concurrency : []))[0] ?? 1;
  const done = await mapConcurrent(jobs, { concurrency, yielder, stop: stop.signal }, async (job) => {
    try {
      if ('work' in job) return await job.work();
      throw new VideoError(job.failure);
    } catch (thrown) {
      const { index } = job;
      const failure = asFailure(thrown);
      const failed = { failure, index, charged: chargedFor(context, till, { failure, index }) };
      failures.push(failed);
      // Nothing more is submitted, and no wait goes on.
      if (!continueOnFail) stop.abort();
      return failedItem(context, failed);
    }
  });
  return { done, failures };
}
