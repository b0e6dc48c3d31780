/** The node's whole work: all items, as many at once as the user allows, until all are done or one ends the run. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asFailure } from '../errors';
import type { Failure } from '../errors';
import { unknownIn } from '../submit/ledger';
import { createHalt, stopped, systemClock } from '../time';
import type { Clock, Halt } from '../time';
import { runHints } from '../output/hints';
import { mapConcurrent } from './mapConcurrent';
import { failedItem, itemsOf, prepare, walk } from './items';
import type { Prepared } from './items';
import { toNodeError } from './nodeError';
import { openingFailure } from '../api/opening';
import { isTool } from './caller';
import type { Operations } from '../operations/operation';
import { isRouted, refuseEmptyItem, routeByStatus } from '../output/route';
import { openRun } from './createRun';
import { firstWrong } from './wrongItems';
import type { Run } from './createRun';

/** Items whose files are looked into at the same time. */
const concurrentReadings = 10;

/** Jobs not started because the run was stopped have no result. */
const isThere = <Result>(result: Result | undefined): result is Result => result !== undefined;

/** Why the whole run ends. */
interface Ending {
  failure: Failure;
  index: number;
}

const byStop = (): Ending => ({ failure: stopped().failure, index: 0 });

/** One setting of the whole run: the first item that can be tried says it. */
const concurrencyOf = (prepared: Prepared[]): number =>
  prepared.flatMap((one) => ('plan' in one ? one.plan.atOnce : []))[0] ?? 1;

/** Without `keepsGoing` the first failure ends the run: nothing more is submitted, no wait goes on. */
async function walkAll(
  prepared: Prepared[],
  { clock, halt }: { clock: Clock; halt: Halt },
  keepsGoing: boolean,
): Promise<{ items: INodeExecutionData[]; ending: Ending | undefined }> {
  const endings: Ending[] = [];
  const limits = { concurrency: concurrencyOf(prepared), halt: halt.signal, clock };
  const items = await mapConcurrent(prepared, limits, async (one) => {
    try {
      return await walk(one);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!keepsGoing) {
        endings.push({ failure, index: one.item.index });
        halt.abort();
      }
      return failedItem(failure, one.item.index);
    }
  });
  return { items: items.filter(isThere), ending: endings[0] };
}

/** Everything that must be there before the first item is looked at. Throws anything; see openingFailure. */
async function open(context: IExecuteFunctions, clock: Clock, halt: Halt): Promise<Run> {
  refuseEmptyItem(context);
  return await openRun(context, clock, halt.signal);
}

/** All items are read and checked before the first is sent. */
async function runAll(
  context: IExecuteFunctions,
  operations: Operations,
  { clock, halt }: { clock: Clock; halt: Halt },
): Promise<INodeExecutionData[]> {
  const failed = ({ failure, index }: Ending, run?: Run) => {
    const unknownSubmissions = run && unknownIn(run.memory, run.pass);
    const circumstance = { itemIndex: index, paidTasks: [...(run?.paidTasks ?? [])], unknownSubmissions };
    return toNodeError(context.getNode(), failure, circumstance);
  };
  const isStopped = () => context.getExecutionCancelSignal?.()?.aborted === true;
  // With Retry On Fail n8n calls a node once more after Stop.
  if (isStopped()) throw failed(byStop());
  // An agent is told nothing of what its tool throws: it must not order again for want of an answer.
  const keepsGoing = context.continueOnFail() || isTool(context);
  const items = itemsOf(context);
  const opened = await open(context, clock, halt).catch((thrown) => ({ failure: openingFailure(thrown) }));
  if ('failure' in opened) {
    if (keepsGoing) return items.map(({ index }) => failedItem(opened.failure, index));
    throw failed({ ...opened, index: 0 });
  }
  const run = opened;
  const reading = { concurrency: concurrentReadings, halt: halt.signal, clock };
  const read = await mapConcurrent(items, reading, async (item) => await prepare(run, operations, item));
  if (isStopped()) throw failed(byStop(), run);
  const prepared = read.filter(isThere);
  const wrong = keepsGoing ? null : firstWrong(prepared);
  if (wrong) throw failed(wrong, run);
  const { items: done, ending } = await walkAll(prepared, { clock, halt }, keepsGoing);
  context.addExecutionHints?.(...runHints(done, run.budget.spent, run.hints.sentences()));
  if (isStopped()) throw failed(byStop(), run);
  if (ending) throw failed(ending, run);
  return done;
}

export async function execute(
  context: IExecuteFunctions,
  operations: Operations,
  clock: Clock = systemClock(),
): Promise<INodeExecutionData[][]> {
  const halt = createHalt(context.getExecutionCancelSignal?.());
  try {
    const items = await runAll(context, operations, { clock, halt });
    return isRouted(context) ? routeByStatus(items) : [items];
  } finally {
    halt.release();
  }
}
