/** The one failure that travels through this package, and what the user is told of it. */
import { categories, ownCodes, type refusedParts } from './catalogue/failures';

export interface Failure {
  category: keyof typeof categories;
  /** The vendor's code, or our category where it gave none. */
  code: string;
  /** The vendor's own sentence where there is one. */
  message: string;
  retryable: boolean;
  advice: string;
  taskId?: string;
  httpStatus?: number;
  /** AIHubMax itself says this. False: something in between, which knows nothing of a task. Absent: the node's word, or n8n's. */
  isApiWord?: boolean;
  /** What the vendor's support asks for. */
  requestId?: string;
  /** The task has failed for good: nothing is left of it to pick up. */
  isFinal?: boolean;
  /** What became of a failed task's credits, where the reply says so. */
  credits?: 'returned' | 'kept';
  /** What of the request was refused, where the API's own words say so. */
  part?: (typeof refusedParts)[number]['part'];
  /** The user's own limit that kept it from being sent, such as "Max Videos is 2". */
  limit?: string;
  /** For a failed task that this node created: what creates it again, which is charged again. */
  paysAgain?: 'onRetry' | 'always';
}

/** What a failure is made of; the rest follows from its category. */
export type FailureFacts = Pick<Failure, 'category' | 'message'> & Partial<Failure>;

/**
 * A text with the passwords in its URLs masked: of a login before the host, of a bot, and API keys in the query. Everything
 * that the node writes for people goes through here; what is sent to AIHubMax keeps them.
 */
export const maskUrls = (text: string): string =>
  text
    .replace(/(:[\\/]{2,4})([^/?#\\\s"<>]*|[^/?#\\\s"<>:@]*:[^/?#\\\n"<>]*)@/gi, '$1***@')
    .replace(/(\/bot\d+(?::|%3a))[\w-]+/gi, '$1***')
    .replace(
      /([?&#](?:(?:access|auth|oauth|private|refresh|session|id)[_-]?token|[\w-]{0,20}(?:secret|passw(?:or)?d|pwd)|(?:[\w-]{0,20}[_-])?(?:api|access|subscription)?[_-]?key)=)[^&#\s"<>\\]+/gi,
      '$1***',
    );

/** The same data with every text in it masked. */
export function withoutSecrets<Data>(data: Data): Data {
  const text = JSON.stringify(data) ?? '';
  const masked = maskUrls(text);
  return masked === text ? data : (JSON.parse(masked) as Data);
}

/** Characters of a message: a proxy's page, or a value that is a whole file, can be of any length. */
const maxMessage = 1000;

export function failure(facts: FailureFacts): Failure {
  const { retryable, advice } = categories[facts.category];
  const message = maskUrls(facts.message);
  const shortened = message.length > maxMessage ? `${message.slice(0, maxMessage - 1)}…` : message;
  // Control characters, and signs that turn text around, can make a text look like another.
  const plain = shortened.replace(/[^\P{Cc}\n\t]|\p{Bidi_Control}|\p{Cs}/gu, ' ');
  return { code: facts.category, retryable, advice, ...facts, message: plain };
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

/** Anything that was thrown, as a failure. What is not ours is n8n's own refusal or a defect, and keeps its sentence. */
export function asFailure(thrown: unknown, taskId?: string): Failure {
  if (thrown instanceof VideoError) return { ...thrown.failure, taskId: thrown.failure.taskId ?? taskId };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (!isDefect(thrown))
    return failure({ category: taskId ? 'service' : 'invalid_request', message, taskId });
  const advice =
    'This looks like a bug in the node or in n8n, not a problem with your input. Please report it with this message.';
  return failure({ category: 'service', message, taskId, advice });
}

/** What was thrown, with the ID of the task that it is about. */
export const withTaskIdIn = (thrown: unknown, taskId: string) => new VideoError(asFailure(thrown, taskId));

/** The first question after a refusal. */
export const nothingCharged = 'Nothing was charged.';

/** What was thrown while certainly no task was created: the user is told that it was free. */
export function withoutCharge(thrown: unknown): VideoError {
  const known = asFailure(thrown);
  const { category, code, advice } = known;
  const isUnsure = category === 'submission_unknown' || code === ownCodes.stopped;
  const isTold = isUnsure || /nothing was charged/i.test(advice);
  return new VideoError(isTold ? known : { ...known, advice: `${advice} ${nothingCharged}` });
}

export const isKeyRefused = ({ httpStatus }: Failure): boolean => httpStatus === 401;

/** A refusal of the key, or for lack of credits; that a key may not use one model says nothing about the others. */
export const concernsWholeRun = (known: Failure): boolean =>
  isKeyRefused(known) || known.category === 'insufficient_credits';

/** A server's own trouble, which may pass. */
export const isOutage = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);

/** It says nothing about a task, and asking again may help: not the API's own word, or that of its own trouble. */
export const isPassing = ({ category, isApiWord, httpStatus = 0 }: FailureFacts): boolean =>
  isApiWord === false || (isApiWord === true && isOutage(httpStatus) && category !== 'insufficient_credits');

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

/**
 * What the user presses next: Retry in production, Execute step in a test run. `none`: an agent has no button, a stopped
 * execution no Retry, and with Reuse Video While Testing off Execute step creates again.
 */
export type Road = 'retry' | 'executeStep' | 'none';

/** Whoever tries again must know before that it is charged: by which button, and also after an unknown outcome. */
const roads: Record<Road, { button: string; resend: string }> = {
  retry: {
    button: 'when you select Retry on this execution',
    resend: "Retry On Fail won't resend it. Retrying this execution manually will, and may charge you twice.",
  },
  executeStep: {
    button: 'when you select Execute step',
    resend: 'Executing this step again may resend it, and charge you twice.',
  },
  none: { button: '', resend: 'Running this item again may charge you twice.' },
};

/** About creates of other executions: once it is told, the next press creates, as its own advice says. */
export const isQuestion = ({ code }: Pick<Failure, 'code'>): boolean =>
  code === ownCodes.testUnknown || code === ownCodes.lostSubmission || code === ownCodes.orderKeyUnknown;

/** What to do with the task of a failure, as far as there is one. */
function nextStep({ category, code, taskId, isFinal, paysAgain }: Failure, road: Road): string {
  if (isQuestion({ code })) return '';
  const { button, resend } = roads[road];
  if (category === 'submission_unknown') return ` ${resend}`;
  if (!taskId) return '';
  const isChargedBy = paysAgain !== undefined && button !== '';
  if (code === ownCodes.taskNotFound)
    return isChargedBy ? ` A new video is created and charged ${button} and it is still unknown then.` : '';
  if (isFinal) {
    const also = isChargedBy
      ? `, also ${paysAgain === 'always' ? 'by Retry On Fail and ' : ''}${button}`
      : '';
    return ` Task ${taskId} failed for good: a new try is charged again${also}.`;
  }
  const pickUp = ` Use Get Status with task ID ${taskId} to get the result.`;
  if (road === 'executeStep' && category !== 'completed_without_video')
    return ` Execute step goes on with this task, and nothing is charged while the item is unchanged.${pickUp}`;
  const createsAgain =
    ' With Recreate Failed Tasks on, Retry On Fail and Retry on this execution create it again.';
  const isAlways = paysAgain === 'always' && road === 'retry';
  return `${pickUp} Creating it again will be charged again.${isAlways ? createsAgain : ''}`;
}

/** `<category>: <advice>`, and once there is a task how to get it back, or what another try means. `first`: said before the advice. */
export const guidance = (known: Failure, road: Road, first = ''): string =>
  `${known.category}: ${first}${known.advice}${nextStep(known, road)}`;
