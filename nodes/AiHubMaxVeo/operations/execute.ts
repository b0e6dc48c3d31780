/** The node's whole work: all items, as many at once as the user allows, until all are done or one ends the run. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asFailure, toNodeError } from '../errors';
import type { Failure } from '../errors';
import { createHalt, stopped, systemClock } from '../time';
import type { Clock } from '../time';
import { inOrder } from './inOrder';
import { failedItem, itemsOf, prepare, walk } from './items';
import type { Prepared } from './items';
import { routeByStatus } from './route';
import { openRun } from './run';
import type { Run } from './run';

const isRouted = (context: IExecuteFunctions): boolean =>
  context.getNodeParameter('operation', 0) === 'getStatus' &&
  context.getNodeParameter('routeByStatus', 0, false) === true;

/** Items whose files are looked into at the same time. */
const readingsAtOnce = 10;

/** What a batch costs is seen at once, without adding up its items. */
function hintCosts({ hints, paidTasks, budget }: Run): void {
  const credits = budget.reserved();
  if (paidTasks.size > 1 && credits > 0)
    hints.add(`${credits} credits were reserved for ${paidTasks.size} videos.`);
}

interface Ending {
  failure: Failure;
  index: number;
}

/** What is wrong with the first item that cannot even be tried. */
function firstWrong(prepared: Prepared[]): Ending | null {
  for (const one of prepared) if ('failure' in one) return { failure: one.failure, index: one.item.index };
  return null;
}

const atOnceOf = (prepared: Prepared[]): number =>
  prepared.reduce((most, one) => ('plan' in one ? Math.max(most, one.plan.atOnce) : most), 1);

/** Without Continue On Fail the first failure ends the run: nothing more is submitted, and the tasks paid for are named. */
export async function execute(
  context: IExecuteFunctions,
  clock: Clock = systemClock,
): Promise<INodeExecutionData[][]> {
  const node = context.getNode();
  const halt = createHalt(context.getExecutionCancelSignal?.());
  // With Retry On Fail n8n calls a node once more after Stop.
  if (halt.signal.aborted) throw toNodeError(node, stopped().failure, { itemIndex: 0 });
  const run = await openRun(context, clock, halt.signal);
  const keepsGoing = context.continueOnFail();
  // All are read and checked before the first is sent.
  const reading = { atOnce: readingsAtOnce, halt: halt.signal };
  const prepared = await inOrder(itemsOf(context), reading, async (item) => await prepare(run, item));
  if (halt.signal.aborted) throw toNodeError(node, stopped().failure, { itemIndex: 0 });
  let ending = keepsGoing ? null : firstWrong(prepared);
  if (ending) throw toNodeError(node, ending.failure, { itemIndex: ending.index });

  const working = { atOnce: atOnceOf(prepared), halt: halt.signal };
  const items = await inOrder(prepared, working, async (one) => {
    try {
      return await walk(one);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!keepsGoing) ending ??= { failure, index: one.item.index };
      if (!keepsGoing) halt.abort();
      return failedItem(failure, one.item.index);
    }
  });
  if (halt.signal.aborted) ending ??= { failure: stopped().failure, index: 0 };
  hintCosts(run);
  for (const message of run.hints)
    context.addExecutionHints?.({ message, type: 'info', location: 'outputPane' });
  if (!ending) return isRouted(context) ? routeByStatus(items) : [items];
  throw toNodeError(node, ending.failure, { itemIndex: ending.index, paidTasks: [...run.paidTasks] });
}
