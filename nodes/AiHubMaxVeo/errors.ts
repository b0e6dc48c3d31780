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
}

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

/** Anything that was thrown, as a failure. What is not ours is a defect or n8n's own refusal, and keeps its sentence. */
export function asFailure(thrown: unknown, taskId?: string): Failure {
  if (thrown instanceof VideoError) return { taskId, ...thrown.failure };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return failure({ category: taskId ? 'service' : 'invalid_request', message, taskId });
}

/** The sentence of a failure, always with the task ID once there is one. */
export function sentence({ message, taskId }: Failure): string {
  return taskId && !message.includes(taskId) ? `${message} (task ${taskId})` : message;
}

/** `<category>: <advice>`; after a task exists it says how to get it back and what a second one costs. */
export function guidance({ category, advice, taskId }: Failure): string {
  const way = taskId ? ` Get Status with task ID ${taskId} picks this task up; creating it again costs again.` : '';
  return `${category}: ${advice}${way}`;
}

/** n8n's error for a failure: message = the API's sentence with the task ID, description = category and advice. */
export function toNodeError(node: INode, known: Failure, itemIndex: number): NodeApiError | NodeOperationError {
  const options = { message: sentence(known), description: guidance(known), itemIndex };
  const error =
    known.httpStatus === undefined
      ? new NodeOperationError(node, options.message, options)
      : new NodeApiError(node, {}, { ...options, httpCode: String(known.httpStatus) });
  // n8n swaps a message that mentions a network code for a text of its own, which would lose the task ID.
  error.message = options.message;
  const { category, code, retryable, taskId } = known;
  Object.assign(error.context, { itemIndex, category, code, retryable, ...(taskId && { taskId }) });
  return error;
}
