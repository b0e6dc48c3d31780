/** What becomes of failures: an item each, or n8n's error that ends the whole run and says what else the run has paid for. */
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { guidance, sentence } from '../errors';
import type { Failure } from '../errors';
import type { Till } from '../submit/till';

/** What went wrong, and with which item. */
export interface ItemFailure {
  failure: Failure;
  index: number;
}

/** With "Continue (using error output)" n8n routes an item to its error branch by exactly these keys. */
export const failedItem = ({ failure, index }: ItemFailure): INodeExecutionData => ({
  json: { error: sentence(failure), message: guidance(failure) },
  pairedItem: { item: index },
});

/** More numbers of items than this nobody reads. */
const maxNamed = 10;

const ordinals: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** 5 as 5th. */
const ordinal = (count: number): string =>
  `${count}${ordinals[new Intl.PluralRules('en', { type: 'ordinal' }).select(count)] ?? 'th'}`;

/** The failure of a batch: that of the first item in full, with the number of all others like it; null when there is none. */
export function batchFailure([first, ...others]: ItemFailure[]): ItemFailure | null {
  if (!first || others.length === 0) return first ?? null;
  const { failure, index } = first;
  const have = others.length === 1 ? 'item has a problem' : 'items have problems';
  const named = others.slice(0, maxNamed).map((other) => other.index);
  const list = named.join(', ') + (others.length > maxNamed ? ', …' : '');
  const counting = `n8n counts items from 0: item ${index} is the ${ordinal(index + 1)}.`;
  // What was asked about, see submit/recall.ts.
  const tasks = firstThatFit(
    others.flatMap((other) => other.failure.taskId ?? []),
    maxCharactersInText,
  );
  const theirs = tasks.length > 0 ? ` Their tasks: ${tasks.join(', ')}.` : '';
  const message = `${failure.message} ${others.length} more ${have}: ${list}. ${counting}`;
  return { failure: { ...failure, message, advice: failure.advice + theirs }, index };
}

/**
 * Characters that the task IDs of a run may take: in the text that people read, and in the data for programs. n8n keeps
 * an error with the execution and shows it whole, and a run can have 10,000 tasks.
 */
const maxCharactersInText = 1_500;
const maxCharactersInData = 15_000;

/** Every ID is written with a separator, as JSON at most three characters. */
function firstThatFit(taskIds: string[], maxCharacters: number): string[] {
  let left = maxCharacters;
  const end = taskIds.findIndex((id) => (left -= id.length + 3) < 0);
  return end === -1 ? taskIds : taskIds.slice(0, end);
}

/** What else the run has paid for, or may have. Before the IDs, which nobody reads: what to do, now and the next time. */
function describeOthers(taskIds: string[], unknownSubmissions: number): string {
  const { length: count } = taskIds;
  const [tasks, them] = count === 1 ? ['other task', 'it'] : ['other tasks', 'them'];
  const paid = ` This run has already paid for ${count} ${tasks}. To get ${them}: Executions → Retry on this execution, which does not charge for ${them} again. To keep finished items next time: Settings → On Error → Continue.`;
  const requests = unknownSubmissions === 1 ? 'request' : 'requests';
  const unknown = ` It is unknown whether AIHubMax accepted ${unknownSubmissions} other ${requests} of this run: check your usage there.`;
  const listed = firstThatFit(taskIds, maxCharactersInText);
  const more = count - listed.length;
  const list = ` Task IDs: ${listed.join(', ')}${more > 0 ? ` and ${more} more (n8n's log has all of them)` : ''}.`;
  return (count > 0 ? paid : '') + (unknownSubmissions > 0 ? unknown : '') + (count > 0 ? list : '');
}

/**
 * n8n's error for a failure that ends the run: message = the API's sentence with the task ID, description = category and
 * advice. `paid`: what the run has created besides; nothing when the run could not be opened.
 */
export function toNodeError(
  node: INode,
  { failure, index: itemIndex }: ItemFailure,
  paid: Pick<Till, 'paidTasks' | 'unknownSubmissions'> = { paidTasks: new Set(), unknownSubmissions: 0 },
): NodeApiError | NodeOperationError {
  const { category, code, retryable, advice, taskId, requestId, httpStatus } = failure;
  const others = [...paid.paidTasks].filter((id) => id !== taskId);
  const unknown = paid.unknownSubmissions - (category === 'submission_unknown' ? 1 : 0);
  const message = sentence(failure);
  const description = guidance(failure) + describeOthers(others, unknown);
  const error =
    httpStatus === undefined
      ? new NodeOperationError(node, message, { message, description, itemIndex })
      : new NodeApiError(node, {}, { message, description, itemIndex, httpCode: String(httpStatus) });
  // n8n swaps a message that mentions a network code for a text of its own, which would lose the task ID.
  error.message = message;
  // For error workflows; with the number of the tasks where not all fit.
  const paidTasks = firstThatFit(others, maxCharactersInData);
  Object.assign(
    error.context,
    { itemIndex, category, code, retryable, advice },
    taskId && { taskId },
    others.length > 0 && { paidTasks },
    paidTasks.length < others.length && { paidTaskCount: others.length },
    requestId && { requestId },
  );
  return error;
}
