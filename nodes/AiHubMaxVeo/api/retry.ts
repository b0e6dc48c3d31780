/** Whether a request may be sent again: pure decisions, since money depends on them. */
import { categories, ownCodes, saysNothingStarted } from '../catalogue/failures';
import { isOutage, type FailureFacts } from '../errors';
import { isObject, recordOf, shortened, textOf, wordOf } from '../json';
import { checkBaseUrl, failureOf, reasonOf } from './reason';
import { isSuccess, retryAfterMs, type Outcome } from './reply';
import { readTask, type Task } from './task';

interface RetryDecision {
  again: boolean;
  /** The least time to wait where it may be sent again. After `rate_limited` the limit itself says more. */
  afterMs: number;
  failure: FailureFacts;
}

const no = (failure: FailureFacts): RetryDecision => ({ again: false, afterMs: 0, failure });
const yes = (failure: FailureFacts, afterMs = 0): RetryDecision => ({ again: true, afterMs, failure });

/** How often what was provably not accepted, or costs nothing, is sent; the first time included. */
const maxAttempts = 3;

const ownAuthority =
  'Where a proxy or a firewall opens encrypted connections, its authority must be made known to n8n: save its certificate as a file, and name that file in NODE_EXTRA_CA_CERTS.';

/** What to do about a TLS certificate that n8n does not accept; undefined for any other code of the network. */
export function certificateAdvice(code: string): string | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `The TLS certificate is that of another host. Check the base URL in the AIHubMax API credential. ${ownAuthority}`;
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)/.test(code))
    return `The TLS certificate has expired, or is not valid yet. Check the clock of the machine that runs n8n, and who renews the certificate. ${ownAuthority}`;
  return /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)
    ? `Nobody whom n8n trusts has signed the TLS certificate. ${ownAuthority}`
    : undefined;
}

/** n8n wraps a network error in one or two layers; the innermost code is the network's own. */
export function networkCode(thrown: unknown): string {
  const { cause, code, httpCode } = recordOf(thrown);
  return (isObject(cause) && networkCode(cause)) || wordOf(code) || wordOf(httpCode);
}

/** What n8n's own protection against requests into private networks says of a URL that it blocked; null where it did not. */
export function blockedByN8n(thrown: unknown, depth = 0): { message: string; advice: string } | null {
  if (!isObject(thrown) || depth > 9) return null;
  const { name, message, description, cause } = recordOf(thrown);
  if (!/^Ssrf\w*Error$/.test(textOf(name))) return blockedByN8n(cause, depth + 1);
  const advice = `n8n itself blocked the request, so nothing was sent. ${textOf(description)} These are N8N_SSRF_ALLOWED_HOSTNAMES and N8N_SSRF_ALLOWED_IP_RANGES, in the environment of n8n.`;
  return { message: textOf(message), advice };
}

function unreachable(code: string): FailureFacts {
  const message = `AIHubMax could not be reached${code ? ` (${code})` : ''}`;
  const advice = certificateAdvice(code);
  return { category: 'service', code, message, isApiWord: false, ...(advice && { advice }) };
}

/** The connection was never made, so nothing can have been accepted. */
const isNeverConnected = (code: string, during = ''): boolean =>
  ['connect', 'getaddrinfo'].includes(during) ||
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code) ||
  // A route can also be lost in the middle of a request.
  (['EHOSTUNREACH', 'ENETUNREACH'].includes(code) && !['read', 'write'].includes(during));

/**
 * Nothing was sent either, but trying again changes nothing: a wrong URL, or a certificate that is not trusted. Other
 * faults of TLS (EPROTO, ERR_SSL_...) do not belong here: they also end a connection that has carried the request.
 */
const isNeverSent = (code: string, message: string): boolean =>
  certificateAdvice(code) !== undefined ||
  /^ERR_((INVALID|UNSUPPORTED)_PROTOCOL|INVALID_URL|BAD_OPTION)/.test(code) ||
  // The HTTP client's own refusal of a URL has a code that means other things as well.
  /^(Unsupported protocol|Invalid URL)/.test(message);

/** Of a create that may have been accepted. `what` happened is told without the API's own words. */
const unknownOutcome = (what: string, facts: Partial<FailureFacts> = {}): RetryDecision => {
  const message = `${what}, so it is unknown whether the request was accepted`;
  return no({ ...facts, category: 'submission_unknown', message });
};

/** Of a create whose reply does not say whether it was accepted. */
function unclearReply({ category: plain, advice, ...facts }: FailureFacts): RetryDecision {
  const category = 'submission_unknown';
  const code = facts.code === plain ? category : facts.code;
  if (!advice) return no({ ...facts, category, code });
  // A page of something in between, or of another service altogether.
  const both = `${categories[category].advice} ${advice}`;
  return unknownOutcome(facts.message, { ...facts, code, advice: both });
}

/** Of a create whose reply names no task. Without an error of the API's own it is shown: an ID may be in it somewhere. */
function namelessReply(reply: object): RetryDecision {
  const { message } = reasonOf({ error: recordOf(reply).error });
  // The start of the raw reply, for debugging; nothing in it may look like another line, or like none.
  const raw = JSON.stringify(reply).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ');
  const nameless = `The answer of AIHubMax names no task: ${shortened(raw, 300)}`;
  return no({ category: 'submission_unknown', message: message || nameless });
}

/** 302 and 303 may mean that the request was taken and its result lies elsewhere; 408 comes from something in between. */
const unclearStatuses = [302, 303, 408];

/**
 * What comes after a create that brought no task. It is paid for, so only a request that provably was not accepted is sent
 * again. `attempt` counts from 1; refusals with 429 do not count.
 */
export function afterCreate(
  outcome: Outcome,
  { attempt, retryOnRateLimit }: { attempt: number; retryOnRateLimit: boolean },
): RetryDecision {
  if (outcome.kind === 'unsent') return no(outcome.failure);
  if (outcome.kind === 'stopped') return unknownOutcome('The execution was stopped while sending');
  if (outcome.kind === 'lost') {
    const { code, message, during } = outcome;
    const failure = unreachable(code);
    if (isNeverSent(code, message)) {
      const advice = `Nothing was sent. ${failure.advice ?? checkBaseUrl}`;
      return no({ ...failure, category: 'invalid_request', advice });
    }
    if (isNeverConnected(code, during)) return attempt < maxAttempts ? yes(failure) : no(failure);
    const isTimeout = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
    const what = isTimeout
      ? 'AIHubMax did not answer in time'
      : `The connection was lost (${code || message})`;
    return unknownOutcome(what, code ? { code } : {});
  }
  if (isSuccess(outcome) && isObject(outcome.body)) return namelessReply(outcome.body);
  const { status } = outcome;
  const failure = failureOf(outcome);
  // A create that was refused with 429 was not accepted (api-contract.md 4.5).
  if (status === 429 && failure.category === 'rate_limited' && retryOnRateLimit) return yes(failure);
  // Some codes say that no task was created, whatever the status; a bare outage does not (api-contract.md 4.5).
  const { codes, types } = reasonOf(outcome.body);
  const isRefusal = status >= 500 && [...codes, ...types].some(saysNothingStarted);
  const isUnknown = !isRefusal && (status < 300 || status >= 500 || unclearStatuses.includes(status));
  return isUnknown ? unclearReply({ ...failure, part: undefined }) : no(failure);
}

export const isRefusedCreate = (outcome: Outcome): boolean =>
  afterCreate(outcome, { attempt: Infinity, retryOnRateLimit: false }).failure.category !==
  'submission_unknown';

/** A Retry-After is followed no longer than this by what is free. */
const maxHoldMs = 60_000;

/** Of an answer that is not the API's own. */
const notApi = (facts: FailureFacts) =>
  ({ ...facts, category: 'service', code: 'service', isApiWord: false }) as const;

/** What costs nothing may be sent again whenever that may help; how often is for the caller to say. */
function afterFree(outcome: Outcome, nowMs: number): RetryDecision {
  if (outcome.kind === 'unsent') return { ...no(outcome.failure), again: outcome.failure.retryable };
  if (outcome.kind === 'stopped') return no({ category: 'cancelled', message: 'Stopped' });
  if (outcome.kind === 'lost') {
    const failure = unreachable(outcome.code);
    return isNeverSent(outcome.code, outcome.message) ? no(failure) : yes(failure);
  }
  const { status, headers } = outcome;
  const facts = failureOf(outcome);
  if (status < 300) return yes(notApi(facts));
  if (!isOutage(status) || facts.category === 'insufficient_credits') return no(facts);
  return yes(facts, Math.min(maxHoldMs, retryAfterMs(headers, nowMs) ?? 0));
}

/** An upload, or a reading of the balance: an upload that was received twice only wastes space until it expires. */
export function afterFreeTry(
  outcome: Outcome,
  { attempt, nowMs }: { attempt: number; nowMs: number },
): RetryDecision {
  const decision = afterFree(outcome, nowMs);
  return attempt < maxAttempts ? decision : no(decision.failure);
}

/** What a check of a task brought: the task, or why there was none and whether checking again may help. */
export type Check = { task: Task } | RetryDecision;

export function afterCheck(outcome: Outcome, taskId: string, nowMs: number): Check {
  if (isSuccess(outcome) && isObject(outcome.body)) {
    const task = readTask(outcome.body, taskId);
    if (task?.id === taskId) return { task };
    // A reply that names another task, or none, is as good as no reply.
    const odd = `AIHubMax answered with ${task ? `another task (${task.id})` : 'no task'}`;
    const message = reasonOf(outcome.body).message || odd;
    return yes(notApi({ category: 'service', message }));
  }
  const decision = afterFree(outcome, nowMs);
  const { again, failure } = decision;
  // A page of something in between passes, whatever its status, and so does what stands in the way of a connection.
  if (!again && outcome.kind === 'reply' && !failure.isApiWord) return yes(notApi(failure));
  if (outcome.kind === 'lost') return yes(failure);
  const isAboutTask = [404, 410].includes(failure.httpStatus ?? 0) && failure.isApiWord === true;
  return isAboutTask ? { ...decision, failure: { ...failure, code: ownCodes.taskNotFound } } : decision;
}
