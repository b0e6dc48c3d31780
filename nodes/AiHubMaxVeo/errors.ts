/** The one failure that travels through this package, and its translation to n8n's errors. */
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import { categories } from './catalogue/failures';
import type { CategoryName } from './catalogue/failures';

export interface Failure {
  category: CategoryName;
  /** The vendor's code, or our category where it gave none. */
  code: string;
  /** The vendor's own sentence where there is one. */
  message: string;
  retryable: boolean;
  advice: string;
  taskId?: string;
  httpStatus?: number;
  /** The service says in its own words that it knows no such task, and nobody has seen it before. */
  isUnknownTask?: boolean;
  /** What the vendor's support asks for. */
  requestId?: string;
  /** The task of an order failed for good: what makes the node order it anew, which costs again. */
  anew?: 'byHand' | 'always';
}

/** The code of the one failure that is nobody's fault: the user pressed Stop, or the execution's time was up. */
export const stoppedCode = 'stopped';

/** What a failure is made of; the rest follows from its category. */
export type FailureFacts = Pick<Failure, 'category' | 'message'> & Partial<Failure>;

export function failure(facts: FailureFacts): Failure {
  const { retryable, advice } = categories[facts.category];
  return { code: facts.category, retryable, advice, ...facts };
}

/** Thrown between the rooms; never leaves the node. */
export class VideoError extends Error {
  readonly failure: Failure;

  constructor(facts: FailureFacts) {
    super(facts.message);
    this.name = 'VideoError';
    this.failure = failure(facts);
  }
}

/** What JavaScript itself throws: nobody's values are wrong then, but a program. */
const isDefect = (thrown: unknown): boolean =>
  [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => thrown instanceof kind);

const defectAdvice =
  'This is a defect of the node or of n8n, not of your values: please report it with this message.';

/** Anything that was thrown, as a failure. What is not ours is n8n's own refusal or a defect, and keeps its sentence. */
export function asFailure(thrown: unknown, taskId?: string): Failure {
  if (thrown instanceof VideoError) return { ...thrown.failure, taskId: thrown.failure.taskId ?? taskId };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (isDefect(thrown)) return failure({ category: 'service', message, taskId, advice: defectAdvice });
  return failure({ category: taskId ? 'service' : 'invalid_request', message, taskId });
}

/** The sentence of a failure, always with the task ID once there is one. */
export function sentence({ code, message, taskId }: Failure): string {
  const named = taskId && !message.includes(taskId) ? `${message} (task ${taskId})` : message;
  // n8n takes an error with this spelling for a press of Stop: no error workflow, and no Retry button.
  return code === stoppedCode ? named : named.replaceAll('canceled', 'cancelled');
}

/** Whether the service itself says so: a page or a wrong address would come with advice of its own. */
export const saysUnknown = ({ httpStatus, advice }: FailureFacts): boolean => httpStatus === 404 && !advice;

/** The same failure, where there is no task of this item to be picked up; its sentence still names the one it is about. */
export function notToPickUp(thrown: unknown): VideoError {
  const known = asFailure(thrown);
  return new VideoError({ ...known, message: sentence(known), taskId: undefined });
}

const pickUp = (taskId: string) =>
  ` Get Status with task ID ${taskId} picks this task up; creating it again costs again.`;

/** A person who presses Retry wants another try, and must know before that it is paid for. */
const anewBy = {
  byHand: ' Retry On Fail will not send it again. Retrying this execution by hand will, and costs again.',
  always: ' Retry On Fail and retrying this execution by hand will send it again, and it costs again.',
} as const;

/** `<category>: <advice>`; after a task exists it says how to get it back and what a second one costs. */
export function guidance({ category, advice, taskId, anew, isUnknownTask }: Failure): string {
  const way = taskId && !isUnknownTask ? pickUp(taskId) : '';
  const who = category === 'submission_unknown' ? 'byHand' : anew;
  return `${category}: ${advice}${way}${who ? anewBy[who] : ''}`;
}

/** Where a failure happened, and what else of the run goes on. */
export interface Circumstance {
  itemIndex: number;
  /** Tasks that the same run has paid for. */
  paidTasks?: string[];
  /** Creates of the same run whose outcome nobody knows. */
  unknownSubmissions?: number;
}

const alsoPaid = (taskIds: string[]) =>
  taskIds.length > 0
    ? ` This run has also paid for these tasks, which Retry and Get Status pick up: ${taskIds.join(', ')}.`
    : '';

const alsoUnknown = (count: number) =>
  count > 0
    ? ` It is not known whether AIHubMax accepted ${count} of the requests of this run: look at your usage there.`
    : '';

/** n8n's error for a failure: message = the API's sentence with the task ID, description = category and advice. */
export function toNodeError(
  node: INode,
  known: Failure,
  circumstance: Circumstance,
): NodeApiError | NodeOperationError {
  const { itemIndex, paidTasks = [], unknownSubmissions = 0 } = circumstance;
  const { category, code, retryable, taskId, httpStatus, requestId } = known;
  const others = paidTasks.filter((id) => id !== taskId);
  const unknown = category === 'submission_unknown' ? unknownSubmissions - 1 : unknownSubmissions;
  const description = guidance(known) + alsoPaid(others) + alsoUnknown(unknown);
  const options = { message: sentence(known), description, itemIndex };
  const error =
    httpStatus === undefined
      ? new NodeOperationError(node, options.message, options)
      : new NodeApiError(node, {}, { ...options, httpCode: String(httpStatus) });
  // n8n swaps a message that mentions a network code for a text of its own, which would lose the task ID.
  error.message = options.message;
  const tasks = { ...(taskId && { taskId }), ...(others.length > 0 && { paidTasks: others }) };
  Object.assign(error.context, {
    itemIndex,
    category,
    code,
    retryable,
    ...tasks,
    ...(requestId && { requestId }),
  });
  return error;
}
