/** A failure that ends the whole run -> n8n's error, with what else the run has paid for. */
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import { guidance, sentence } from '../errors';
import type { Failure } from '../errors';

/** Where a failure happened, and what else of the run goes on. */
interface Circumstance {
  itemIndex: number;
  /** Tasks that the same run has paid for. */
  paidTasks?: string[];
  /** Creates of the same run whose outcome nobody knows. */
  unknownSubmissions?: number;
}

/**
 * Characters that the task IDs of a run may take: in the text that people read, and in the data for programs. n8n keeps
 * an error with the execution and shows it whole, and a run can have 10,000 tasks.
 */
const maxListed = 1_500;
const maxKept = 15_000;

/** Every ID is written with a separator, as JSON at most three characters. */
function fitting(taskIds: string[], maxCharacters: number): string[] {
  let left = maxCharacters;
  const end = taskIds.findIndex((id) => (left -= id.length + 3) < 0);
  return end === -1 ? taskIds : taskIds.slice(0, end);
}

/** Before the IDs, which nobody reads: what to do, now and the next time. */
function alsoPaid({ length }: string[]): string {
  if (length === 0) return '';
  const [tasks, them] = length === 1 ? ['other task', 'it'] : ['other tasks', 'them'];
  return ` This run has already paid for ${length} ${tasks}. To get ${them}: Executions → Retry on this execution, which does not charge for ${them} again. To keep finished items next time: Settings → On Error → Continue.`;
}

const alsoUnknown = (count: number) =>
  count > 0
    ? ` It is unknown whether AIHubMax accepted ${count} other ${count === 1 ? 'request' : 'requests'} of this run: check your usage there.`
    : '';

function listed(taskIds: string[]): string {
  if (taskIds.length === 0) return '';
  const shown = fitting(taskIds, maxListed);
  const more = taskIds.length - shown.length;
  return ` Task IDs: ${shown.join(', ')}${more > 0 ? ` and ${more} more (n8n's log has all of them)` : ''}.`;
}

/** For error workflows: the tasks besides the one that failed, and how many they are where not all fit. */
function keptTasks(taskIds: string[]): { paidTasks?: string[]; paidTaskCount?: number } {
  if (taskIds.length === 0) return {};
  const paidTasks = fitting(taskIds, maxKept);
  return paidTasks.length === taskIds.length ? { paidTasks } : { paidTasks, paidTaskCount: taskIds.length };
}

function errorOf(node: INode, known: Failure, texts: { description: string; itemIndex: number }) {
  const { httpStatus } = known;
  const options = { message: sentence(known), ...texts };
  const error =
    httpStatus === undefined
      ? new NodeOperationError(node, options.message, options)
      : new NodeApiError(node, {}, { ...options, httpCode: String(httpStatus) });
  // n8n swaps a message that mentions a network code for a text of its own, which would lose the task ID.
  error.message = options.message;
  return error;
}

/** n8n's error for a failure: message = the API's sentence with the task ID, description = category and advice. */
export function toNodeError(
  node: INode,
  known: Failure,
  circumstance: Circumstance,
): NodeApiError | NodeOperationError {
  const { itemIndex, paidTasks = [], unknownSubmissions = 0 } = circumstance;
  const { category, code, retryable, advice, taskId, requestId } = known;
  const others = paidTasks.filter((id) => id !== taskId);
  const unknown = category === 'submission_unknown' ? unknownSubmissions - 1 : unknownSubmissions;
  const description = guidance(known) + alsoPaid(others) + alsoUnknown(unknown) + listed(others);
  const error = errorOf(node, known, { description, itemIndex });
  const facts = { itemIndex, category, code, retryable, advice };
  Object.assign(error.context, facts, taskId && { taskId }, keptTasks(others), requestId && { requestId });
  return error;
}
