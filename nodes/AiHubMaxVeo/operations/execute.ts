/** The node's whole work: all items, as many at once as the user allows, until all are done or one ends the run. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asFailure, toNodeError } from '../errors';
import type { Failure } from '../errors';
import { createHalt, stopped, systemClock } from '../time';
import type { Clock } from '../time';
import { inOrder } from './inOrder';
import { failedItem, itemsOf, prepare, walk } from './items';
import type { Prepared } from './items';
import { isTool } from './repeat';
import { routeByStatus } from './route';
import { openRun } from './run';
import type { Run } from './run';

/** Items whose files are looked into at the same time. */
const readingsAtOnce = 10;

/** Why the whole run ends. */
interface Ending {
  failure: Failure;
  index: number;
}

const byStop = (): Ending => ({ failure: stopped().failure, index: 0 });

/** What is wrong with the first item that cannot even be tried. */
function firstWrong(prepared: Prepared[]): Ending | null {
  for (const one of prepared) if ('failure' in one) return { failure: one.failure, index: one.item.index };
  return null;
}

const atOnceOf = (prepared: Prepared[]): number =>
  prepared.reduce((most, one) => ('plan' in one ? Math.max(most, one.plan.atOnce) : most), 1);

/** Without `keepsGoing` the first failure ends the run: nothing more is submitted, no wait goes on. */
async function walkAll(prepared: Prepared[], halt: AbortController, keepsGoing: boolean) {
  let ending: Ending | null = null;
  const limits = { atOnce: atOnceOf(prepared), halt: halt.signal };
  const items = await inOrder(prepared, limits, async (one) => {
    try {
      return await walk(one);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!keepsGoing) ending ??= { failure, index: one.item.index };
      if (!keepsGoing) halt.abort();
      return failedItem(failure, one.item.index);
    }
  });
  return { items, ending };
}

/** What the user should know besides the items; what a batch costs is seen without adding up. */
function tell(context: IExecuteFunctions, { hints, paidTasks, budget }: Run): void {
  const credits = budget.reserved();
  if (paidTasks.size > 1 && credits > 0)
    hints.add(`${credits} credits were reserved for ${paidTasks.size} videos.`);
  for (const message of hints) context.addExecutionHints?.({ message, type: 'info', location: 'outputPane' });
}

const isRouted = (context: IExecuteFunctions): boolean =>
  context.getNodeParameter('operation', 0) === 'getStatus' &&
  context.getNodeParameter('routeByStatus', 0, false) === true;

/** All items are read and checked before the first is sent. */
export async function execute(
  context: IExecuteFunctions,
  clock: Clock = systemClock,
): Promise<INodeExecutionData[][]> {
  const failed = ({ failure, index }: Ending, paidTasks?: Set<string>) =>
    toNodeError(context.getNode(), failure, { itemIndex: index, paidTasks: [...(paidTasks ?? [])] });
  const halt = createHalt(context.getExecutionCancelSignal?.());
  const isStopped = () => context.getExecutionCancelSignal?.()?.aborted === true;
  // With Retry On Fail n8n calls a node once more after Stop.
  if (isStopped()) throw failed(byStop());
  const run = await openRun(context, clock, halt.signal);
  // An agent is told nothing of what its tool throws: it must not order again for want of an answer.
  const keepsGoing = context.continueOnFail() || isTool(context);
  const reading = { atOnce: readingsAtOnce, halt: halt.signal };
  const prepared = await inOrder(itemsOf(context), reading, async (item) => await prepare(run, item));
  if (isStopped()) throw failed(byStop(), run.paidTasks);
  const wrong = keepsGoing ? null : firstWrong(prepared);
  if (wrong) throw failed(wrong, run.paidTasks);
  const { items, ending } = await walkAll(prepared, halt, keepsGoing);
  tell(context, run);
  if (isStopped()) throw failed(byStop(), run.paidTasks);
  if (ending) throw failed(ending, run.paidTasks);
  return isRouted(context) ? routeByStatus(items) : [items];
}
