/** The road of the items through one call of the node: all are read and checked before the first is sent, then worked on. */
import { deepCopy } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openingFailure } from '../api/service';
import { asFailure, failure as failureOf, VideoError } from '../errors';
import type { Item, Operation, Plan, Run } from '../operations/operation';
import { Notes, runHints } from '../output/hints';
import { routeByStatus } from '../output/route';
import type { Till } from '../submit/till';
import { RunStop, stoppedError, systemClock } from '../time';
import type { Clock } from '../time';
import { Yielder } from '../yielder';
import { isRouted, isTool, refuseEmptyItem } from './call';
import { createRun } from './createRun';
import { batchFailure, failedItem, toNodeError } from './failures';
import type { ItemFailure } from './failures';
import { mapConcurrent } from './mapConcurrent';

interface Rules {
  /** By the name that the form gives them. */
  operations: Record<string, Operation>;
  /** On Error is one of the settings that let an execution go on. Without it the first failure ends the run. */
  continueOnFail: boolean;
  clock?: Clock;
}

/** Items whose files are looked into at the same time. */
const concurrentChecks = 10;

export async function execute(context: IExecuteFunctions, rules: Rules): Promise<INodeExecutionData[][]> {
  const stop = new RunStop(context.getExecutionCancelSignal?.());
  // An agent is told nothing of what its tool throws: it would create again.
  const continueOnFail = rules.continueOnFail || isTool(context);
  try {
    const items = await runItems(context, { ...rules, continueOnFail }, stop);
    return isRouted(context) ? routeByStatus(items) : [items];
  } finally {
    stop.release();
  }
}

async function runItems(
  context: IExecuteFunctions,
  { operations, continueOnFail, clock = systemClock() }: Rules,
  stop: RunStop,
): Promise<INodeExecutionData[]> {
  // With Retry On Fail n8n calls a node once more after Stop.
  throwIfStopped(context);
  const items = readItems(context);
  const notes = new Notes();
  const tools = { clock, yielder: new Yielder(clock), stop: stop.signal };
  let run: Run;
  try {
    refuseEmptyItem(context);
    run = await createRun(context, { ...tools, note: (sentence) => notes.add(sentence) });
  } catch (thrown) {
    const failure = openingFailure(thrown);
    if (!continueOnFail) throw toNodeError(context.getNode(), { failure, index: 0 });
    return items.map(({ index }) => failedItem({ failure, index }));
  }
  const { till } = run;
  try {
    const checked = await mapConcurrent(
      items,
      { ...tools, concurrency: concurrentChecks },
      async (item) => await checkItem(run, operations, item),
    );
    throwIfStopped(context, till);
    const refused = continueOnFail ? null : batchFailure(checked.filter((one) => 'failure' in one));
    if (refused) throw toNodeError(context.getNode(), refused, till);
    const { done, ending } = await finishItems(checked, { ...tools, stop, continueOnFail });
    context.addExecutionHints?.(
      ...runHints(
        done,
        { spent: till.budget.spent, reused: till.reused, forgotten: till.forgotten },
        notes.sentences(),
      ),
    );
    throwIfStopped(context, till);
    if (ending) throw toNodeError(context.getNode(), ending, till);
    await till.finish();
    return done;
  } finally {
    await till.close(context.getExecutionCancelSignal?.()?.aborted !== true);
  }
}

function throwIfStopped(context: IExecuteFunctions, till?: Till): void {
  if (context.getExecutionCancelSignal?.()?.aborted !== true) return;
  throw toNodeError(context.getNode(), { failure: stoppedError().failure, index: 0 }, till);
}

const readItems = (context: IExecuteFunctions): Item[] =>
  context.getInputData().map(({ json, binary }, index) => ({
    index,
    json,
    binary,
    read: (name) => context.getNodeParameter(name, index, null),
  }));

/** An item that has been read and checked. */
type CheckedItem = (Item & { plan: Plan }) | ItemFailure;

/** Nothing has been sent for an item by then that costs anything. */
async function checkItem(run: Run, operations: Rules['operations'], item: Item): Promise<CheckedItem> {
  const { index } = item;
  try {
    const name = String(item.read('operation'));
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation) return { ...item, plan: await operation(run, item) };
    const allowed = Object.keys(operations).join(', ');
    const message = `Operation is "${name}", but must be one of: ${allowed}.`;
    return { failure: failureOf({ category: 'invalid_request', message }), index };
  } catch (thrown) {
    return { failure: asFailure(thrown), index };
  }
}

/** All output items; without `continueOnFail` until the first failure, which is `ending`. */
async function finishItems(
  items: CheckedItem[],
  { yielder, stop, continueOnFail }: { yielder: Yielder; stop: RunStop; continueOnFail: boolean },
): Promise<{ done: INodeExecutionData[]; ending?: ItemFailure }> {
  const endings: ItemFailure[] = [];
  // One setting of the whole run: the first item that can be tried says it.
  const concurrency = items.flatMap((one) => ('plan' in one ? one.plan.concurrency : []))[0] ?? 1;
  const done = await mapConcurrent(items, { concurrency, yielder, stop: stop.signal }, async (item) => {
    try {
      return await finishItem(item);
    } catch (thrown) {
      const failed = { failure: asFailure(thrown), index: item.index };
      if (!continueOnFail) {
        endings.push(failed);
        // Nothing more is submitted, and no wait goes on.
        stop.abort();
      }
      return failedItem(failed);
    }
  });
  return { done, ending: endings[0] };
}

/** The output item of one that was checked. Throws VideoError. */
async function finishItem(item: CheckedItem): Promise<INodeExecutionData> {
  if ('failure' in item) throw new VideoError(item.failure);
  const { plan, index } = item;
  const { json, ...files } = await plan.work();
  const input = plan.includesInput && { input: deepCopy(item.json) };
  return { json: { ...json, ...input }, ...files, pairedItem: { item: index } };
}
