/** What becomes of failures: an item each, or n8n's error that ends the whole run and says what else the run has paid for. */
import {
  NodeApiError,
  NodeOperationError,
  type IExecuteFunctions,
  type INodeExecutionData,
} from 'n8n-workflow';
import { ownCodes } from '../catalogue/failures';
import { guidance, isQuestion, nothingCharged, sentence, type Failure, type Road } from '../errors';
import { chargedOf, paidIn, replacedIn, taskOfItem, unknownIn, type Charged } from '../memory';
import { listItems } from '../output/hints';
import { toFailureJson } from '../output/item';
import { createsVideo, isTool, memoryOf, nodeRunOf, roadOf } from './call';

/** What went wrong, and with which item. */
export interface ItemFailure {
  failure: Failure;
  index: number;
  /** Of an item that creates. */
  charged?: Charged;
  /** It is about the whole run: `index` is n8n's alone. */
  concernsRun?: true;
}

/**
 * n8n routes an item to the error output by its own `error`, whatever its JSON holds; by its keys only where these are `error` and
 * `message` alone. Of an item that still has `error` afterwards it drops all JSON but that error's message. It copies what it
 * routes, with what is enumerable: so `error` is there, and is not. An item that nothing led to is not copied.
 */
function leadToErrorOutput(context: IExecuteFunctions, item: INodeExecutionData, itemIndex: number): void {
  if (context.getNode().onError !== 'continueErrorOutput') return;
  const { error, message } = item.json;
  if (context.getExecuteData?.().source === null) item.json = { error, message };
  else
    Object.defineProperty(item, 'error', {
      value: new NodeOperationError(context.getNode(), String(error), { itemIndex }),
    });
}

/** What was free is this try alone, where an earlier one has cost something, or may have. */
const asTold = ({ failure, charged = 'no' }: ItemFailure): Failure =>
  charged === 'no'
    ? failure
    : { ...failure, advice: failure.advice.replace(/nothing was charged/i, '$& by this try') };

/** The item of a failure. An agent reads one sentence of what went wrong: what is said twice costs it words. */
export function failedItem(context: IExecuteFunctions, known: ItemFailure): INodeExecutionData {
  const { index, charged } = known;
  const failure = asTold(known);
  const json = {
    error: sentence(failure),
    message: guidance(failure, roadOf(context, index)),
    ...(charged && { charged }),
    ...(!isTool(context) && { failure: toFailureJson(failure, charged) }),
  };
  const item = { json, pairedItem: { item: index } };
  leadToErrorOutput(context, item, index);
  return item;
}

/** The one that ends a run. A question comes before all others: what nobody has read must not count as asked. */
export const firstToTell = (failures: ItemFailure[]): ItemFailure | undefined =>
  failures.find(({ failure }) => isQuestion(failure)) ?? failures[0];

/** The failure of a batch: that of one item in full, with the numbers of all others; null when there is none. */
export function batchFailure(failures: ItemFailure[]): ItemFailure | null {
  const first = firstToTell(failures);
  const others = failures.filter((one) => one !== first);
  if (!first || others.length === 0) return first ?? null;
  const { failure } = first;
  const end = /[.!?…。]$/.test(failure.message) ? '' : '.';
  const also = `Also wrong: ${listItems(others.map(({ index }) => index))}.`;
  // What was asked about, see submit/recall.ts.
  const tasks = firstThatFit(
    others.flatMap((other) => other.failure.taskId ?? []),
    maxInText,
  );
  const theirs = tasks.length > 0 ? ` Their tasks: ${tasks.join(', ')}.` : '';
  const message = `${failure.message}${end} ${also}`;
  return { ...first, failure: { ...failure, message, advice: failure.advice + theirs } };
}

/** What a run has created besides, as far as it can still be had. */
export interface Paid {
  taskIds: string[];
  /** Tasks that failed for good, or are gone: named, but not offered. */
  lostIds: string[];
  /** How many creates nobody knows the outcome of. */
  unknown: number;
  /** How many were sent and are not answered yet. */
  onTheirWay: number;
}

/** What earlier tries of this node have left, for one that ends before it has been opened: n8n has it all the same. */
export function leftBefore(context: IExecuteFunctions) {
  const memory = memoryOf(context);
  const nodeRun = nodeRunOf(context);
  const lost = new Set(replacedIn(memory, nodeRun));
  const taskIds = [...new Set(paidIn(memory, nodeRun))].filter((id) => !lost.has(id));
  const paid: Paid = { taskIds, lostIds: [...lost], unknown: unknownIn(memory, nodeRun), onTheirWay: 0 };
  /** With the item's own task, and what was charged for it. */
  const ofItem = (failure: Failure, index: number): ItemFailure => {
    if (!createsVideo(context, index)) return { failure, index };
    const charged = chargedOf(nodeRun.charged, index);
    return { failure: { ...failure, taskId: taskOfItem(memory, nodeRun, index) }, index, charged };
  };
  return { paid, ofItem };
}

/** Characters that the IDs of a run's tasks may take, in text and in data: n8n shows an error whole, and a run can have 10,000. */
const maxInText = 1_500;
const maxInData = 15_000;

/** Every ID is written with a separator, as JSON at most three characters. */
function firstThatFit(taskIds: string[], maxCharacters: number): string[] {
  let left = maxCharacters;
  const end = taskIds.findIndex((id) => (left -= id.length + 3) < 0);
  return end === -1 ? taskIds : taskIds.slice(0, end);
}

/** How to get the other tasks: the first that is said, since it is what the user does next. */
function howToGet(count: number, other: string, road: Road): string {
  if (count === 0) return '';
  const [tasks, it, fails] =
    count === 1 ? ['task of this run is', 'it', 'it fails'] : ['tasks of this run are', 'them', 'they fail'];
  const ways: Record<Road, string> = {
    retry: `Executions → Retry on this execution, which does not charge for ${it} again unless ${fails}`,
    executeStep: `Execute step, which does not charge for ${it} again unless ${fails} or an item changes`,
    none: `Get Status with ${count === 1 ? 'its task ID' : 'their task IDs'}`,
  };
  return `${count} ${other}${tasks} paid for. To get ${it}: ${ways[road]}. `;
}

/** With how many more there are where not all fit. */
function listIds(taskIds: string[]): string {
  const listed = firstThatFit(taskIds, maxInText);
  const more = taskIds.length - listed.length;
  return `${listed.join(', ')}${more > 0 ? ` and ${more} more (n8n's log has all of them)` : ''}`;
}

/** What else the run may have paid for, and what to do the next time. The IDs come last: nobody reads them. */
function describeOthers({ taskIds, lostIds, unknown, onTheirWay }: Paid, isStopped: boolean): string {
  const requests = unknown === 1 ? 'request' : 'requests';
  const isListed = taskIds.length > 0;
  const parts = [
    onTheirWay === 1 && " 1 create is on its way: its task will be in n8n's log.",
    onTheirWay > 1 && ` ${onTheirWay} creates are on their way: their tasks will be in n8n's log.`,
    unknown > 0 &&
      ` It is unknown whether AIHubMax accepted ${unknown} other ${requests} of this run: check your usage there.`,
    isListed && !isStopped && ' To keep finished items next time: Settings → On Error → Continue.',
    isListed && ` Task IDs: ${listIds(taskIds)}.`,
    lostIds.length > 0 && ` Failed, or gone: ${listIds(lostIds)}.`,
  ];
  return parts.filter(Boolean).join('');
}

/** For error workflows; with the number of the tasks where not all fit. */
function contextOf({ failure, index: itemIndex, charged }: ItemFailure, others: string[]): object {
  const { category, code, retryable, advice, taskId, part, requestId } = failure;
  const paidTasks = firstThatFit(others, maxInData);
  return {
    itemIndex,
    category,
    code,
    retryable,
    advice,
    ...(charged && { charged }),
    ...(taskId && { taskId }),
    ...(part && { part }),
    ...(others.length > 0 && { paidTasks }),
    ...(paidTasks.length < others.length && { paidTaskCount: others.length }),
    ...(requestId && { requestId }),
  };
}

/** Whether it is one of the creates that this execution counts as unknown; an earlier execution's is not. */
const isCountedUnknown = (known: Failure): boolean =>
  known.category === 'submission_unknown' && (!isQuestion(known) || known.code === ownCodes.testUnknown);

/** n8n's error for a failure that ends the run: message = item and the API's sentence with the task ID; description = what to do. */
export function toNodeError(context: IExecuteFunctions, known: ItemFailure, paid: Paid) {
  const { index: itemIndex, concernsRun } = known;
  const failure = asTold(known);
  const { code, taskId, httpStatus } = failure;
  const others = paid.taskIds.filter((id) => id !== taskId);
  const lostIds = paid.lostIds.filter((id) => id !== taskId);
  const unknown = paid.unknown - (isCountedUnknown(failure) ? 1 : 0);
  const isStopped = code === ownCodes.stopped;
  // n8n has no Retry for an execution that was stopped.
  const asked = roadOf(context, itemIndex);
  const road = isStopped && asked === 'retry' ? 'none' : asked;
  const { length: itemCount } = context.getInputData();
  const item = itemCount > 1 && !concernsRun ? `Item ${itemIndex + 1} of ${itemCount}: ` : '';
  const message = item + sentence(failure);
  const own = guidance(failure, road, howToGet(others.length, concernsRun ? '' : 'other ', road));
  // Beside what others cost it must be clear whose nothing it is.
  const ownOfMany = own.replace(nothingCharged, 'Nothing was charged for this item.');
  const description =
    (others.length > 0 ? ownOfMany : own) +
    describeOthers({ ...paid, taskIds: others, lostIds, unknown }, isStopped);
  const told = { message, description, itemIndex };
  const error =
    httpStatus === undefined
      ? new NodeOperationError(context.getNode(), message, told)
      : new NodeApiError(context.getNode(), {}, { ...told, httpCode: String(httpStatus) });
  // n8n swaps a message that mentions a network code for a text of its own, which would lose the task ID.
  error.message = message;
  Object.assign(error.context, contextOf({ ...known, failure }, others));
  return error;
}
