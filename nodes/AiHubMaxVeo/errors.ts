/** The one failure that travels through this package, and what the user is told of it. */
import { categories, ownCodes } from './catalogue/failures';
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
  /** What the vendor's support asks for. */
  requestId?: string;
  /** The task has failed for good: nothing is left of it to pick up. */
  isFinal?: boolean;
  /** For a failed task that this node created: what creates it again, which is charged again. */
  paysAgain?: 'onRetry' | 'always';
}

/** What a failure is made of; the rest follows from its category. */
export type FailureFacts = Pick<Failure, 'category' | 'message'> & Partial<Failure>;

/** Characters of a message: a proxy's page, or a value that is a whole file, can be of any length. */
const maxMessage = 1000;

export function failure(facts: FailureFacts): Failure {
  const { retryable, advice } = categories[facts.category];
  const { message } = facts;
  const shortened = message.length > maxMessage ? `${message.slice(0, maxMessage - 1)}…` : message;
  return { code: facts.category, retryable, advice, ...facts, message: shortened };
}

/** Thrown between the rooms; never leaves the node. */
export class VideoError extends Error {
  readonly failure: Failure;

  constructor(facts: FailureFacts) {
    const known = failure(facts);
    super(known.message);
    this.name = 'VideoError';
    this.failure = known;
  }
}

/** JavaScript's own error types mean a bug, not bad input. */
export const isDefect = (thrown: unknown): boolean =>
  [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => thrown instanceof kind);

const defectAdvice =
  'This looks like a bug in the node or in n8n, not a problem with your input. Please report it with this message.';

/** Anything that was thrown, as a failure. What is not ours is n8n's own refusal or a defect, and keeps its sentence. */
export function asFailure(thrown: unknown, taskId?: string): Failure {
  if (thrown instanceof VideoError) return { ...thrown.failure, taskId: thrown.failure.taskId ?? taskId };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (isDefect(thrown)) return failure({ category: 'service', message, taskId, advice: defectAdvice });
  return failure({ category: taskId ? 'service' : 'invalid_request', message, taskId });
}

/** What was thrown, with the ID of the task that it is about. */
export const withTaskIdIn = (thrown: unknown, taskId: string) => new VideoError(asFailure(thrown, taskId));

export const isKeyRefused = ({ httpStatus }: Failure): boolean => httpStatus === 401;

/** A refusal of the key, or for lack of credits; that a key may not use one model says nothing about the others. */
export const concernsWholeRun = (known: Failure): boolean =>
  isKeyRefused(known) || known.category === 'insufficient_credits';

/** An outage that passes by itself says nothing about a task: the network, an HTTP status of a server's own trouble, or 429. */
export const isTemporary = ({ category, httpStatus = 500 }: Failure): boolean =>
  category === 'rate_limited' ||
  (category === 'service' && (httpStatus < 400 || httpStatus >= 500 || [408, 425, 429].includes(httpStatus)));

/** Whether AIHubMax says that it knows no such task. */
export const isTaskUnknown = (thrown: unknown): boolean => asFailure(thrown).code === ownCodes.taskNotFound;

const taskUnknownAdvice =
  'No task of this ID belongs to this API key: check the ID, and that it was created with the same key.';

/** The same failure, where there is no task of this item to be picked up; its sentence still names the one it is about. */
export function aboutOtherTask(thrown: unknown): VideoError {
  const known = asFailure(thrown);
  const advice = isTaskUnknown(thrown) ? taskUnknownAdvice : known.advice;
  return new VideoError({ ...known, advice, message: sentence(known), taskId: undefined });
}

/** The sentence of a failure, always with the task ID once there is one. */
export function sentence({ category, code, message, taskId }: Failure): string {
  // Of a create whose outcome nobody knows that is said first, whatever the answer was.
  const isUnsaid =
    category === 'submission_unknown' &&
    code !== ownCodes.lostSubmission &&
    !/unknown whether/i.test(message);
  const text = isUnsaid ? `It is unknown whether AIHubMax accepted this request: ${message}` : message;
  const named = taskId && !text.includes(taskId) ? `${text} (task ${taskId})` : text;
  // n8n takes an error with this spelling for a press of Stop: no error workflow, and no Retry button.
  return code === ownCodes.stopped ? named : named.replaceAll('canceled', 'cancelled');
}

/** Whoever tries again must know before that it is charged, and what counts as another try. */
const chargedAgain = {
  onRetry: ', also when you select Retry on this execution',
  always: ', also by Retry On Fail and when you select Retry on this execution',
} as const;

/** What to do with the task of a failure, as far as there is one. */
function nextStep({ category, code, taskId, isFinal, paysAgain }: Failure): string {
  if (code === ownCodes.testUnknown || code === ownCodes.lostSubmission) return '';
  if (category === 'submission_unknown')
    return " Retry On Fail won't resend it. Retrying this execution manually will, and you will be charged again.";
  if (!taskId || code === ownCodes.taskNotFound) return '';
  if (isFinal)
    return ` Task ${taskId} failed for good: a new try is charged again${paysAgain ? chargedAgain[paysAgain] : ''}.`;
  const pickUp = ` Use Get Status with task ID ${taskId} to get the result. Creating it again will be charged again.`;
  const createsAgain =
    ' With Recreate Failed Tasks on, Retry On Fail and Retry on this execution create it again.';
  return pickUp + (paysAgain === 'always' ? createsAgain : '');
}

/** `<category>: <advice>`, and once there is a task how to get it back, or what another try means. */
export const guidance = (known: Failure): string => `${known.category}: ${known.advice}${nextStep(known)}`;
