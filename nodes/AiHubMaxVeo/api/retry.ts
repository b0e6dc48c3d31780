/** Whether a request may be sent again: pure decisions, since money depends on them. */
import { categories, saysNothingStarted } from '../catalogue/failures';
import type { FailureFacts } from '../errors';
import { reasonOf } from './reason';
import { checkBaseUrl, failureOf, retryAfterMs } from './reply';
import type { Outcome } from './send';

/** `afterMs`: the least time to wait where it may be sent again. */
export interface RetryDecision {
  again: boolean;
  afterMs: number;
  failure: FailureFacts;
}

/** What a decision depends on besides the outcome. */
export interface FreeTry {
  /** Counts from 1; refusals for too many requests do not count. */
  attempt: number;
  nowMs: number;
  /** 0 to 1. */
  random: number;
}

type Lost = Extract<Outcome, { kind: 'lost' }>;

const no = (failure: FailureFacts): RetryDecision => ({ again: false, afterMs: 0, failure });
const yes = (failure: FailureFacts, afterMs = 0): RetryDecision => ({ again: true, afterMs, failure });

const backoffMs = ({ attempt, random }: FreeTry) => 1000 * 2 ** (attempt - 1) * (0.5 + random);

/** How often what was provably not accepted, or costs nothing, is sent; the first time included. */
const maxAttempts = 3;

const unreachable = ({ code }: Lost): FailureFacts => ({
  category: 'service',
  code,
  message: `AIHubMax could not be reached${code ? ` (${code})` : ''}`,
});

const unknownSentence = (what: string) => `${what}, so it is unknown whether the request was accepted`;

/** Of a create: it may have been accepted, and nobody knows. */
function unknownSubmission(outcome: Exclude<Outcome, { kind: 'unsent' }>): FailureFacts {
  const category = 'submission_unknown';
  if (outcome.kind === 'stopped')
    return { category, message: unknownSentence('The execution was stopped while sending') };
  if (outcome.kind === 'lost') {
    const isTimeout = outcome.code === 'ECONNABORTED' || outcome.code === 'ETIMEDOUT';
    const lost = `The connection was lost (${outcome.code || outcome.message})`;
    const what = isTimeout ? 'AIHubMax did not answer in time' : lost;
    return { category, code: outcome.code || category, message: unknownSentence(what) };
  }
  const { advice, message, ...known } = failureOf(outcome);
  const facts = { ...known, category, code: known.code === known.category ? category : known.code } as const;
  if (!advice) return { ...facts, message };
  // Not the API's own words: something in between, or another service altogether.
  return { ...facts, message: unknownSentence(message), advice: `${categories[category].advice} ${advice}` };
}

/** The connection was never made, so nothing can have been accepted. */
const isNeverConnected = ({ code, during = '' }: Lost): boolean =>
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code) ||
  (code === 'ETIMEDOUT' && during === 'connect') ||
  // A route can also be lost in the middle of a request.
  (['EHOSTUNREACH', 'ENETUNREACH'].includes(code) && !['read', 'write'].includes(during));

/**
 * Nothing was sent either, but trying again changes nothing: a wrong URL, or a certificate that is not trusted. Other
 * faults of TLS (EPROTO, ERR_SSL_...) do not belong here: they also end a connection that has carried the request.
 */
const permanentlyUnsendable =
  /^(ERR_INVALID_URL|ERR_INVALID_PROTOCOL|ERR_UNSUPPORTED_PROTOCOL|ERR_BAD_OPTION|ERR_TLS_CERT_ALTNAME_INVALID|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** The HTTP client's own refusal of a URL has a code that means other things as well. */
const isNeverSent = ({ code, message }: Lost): boolean =>
  permanentlyUnsendable.test(code) || /^(Unsupported protocol|Invalid URL)/.test(message);

/** Whether the API refused a request for coming too soon; rateLimit.ts says when it may go again. */
export const isRateLimited = (outcome: Outcome): boolean =>
  outcome.kind === 'reply' && outcome.status === 429 && failureOf(outcome).category === 'rate_limited';

/** 302 and 303 may mean that the request was taken and its result lies elsewhere; 408 comes from something in between. */
const unclearStatuses = [302, 303, 408];

/** A create is paid for: only a request that provably was not accepted is sent again. */
export function afterCreate(
  outcome: Outcome,
  context: FreeTry & { retryOnRateLimit: boolean },
): RetryDecision {
  if (outcome.kind === 'unsent') return no(outcome.failure);
  if (outcome.kind === 'lost' && isNeverSent(outcome)) {
    const advice = `Nothing was sent. ${checkBaseUrl}`;
    return no({ ...unreachable(outcome), category: 'invalid_request', advice });
  }
  if (outcome.kind === 'lost' && isNeverConnected(outcome))
    return context.attempt < maxAttempts
      ? yes(unreachable(outcome), backoffMs(context))
      : no(unreachable(outcome));
  if (outcome.kind !== 'reply') return no(unknownSubmission(outcome));
  // A create that was refused with 429 was not accepted (api-contract.md 4.5).
  if (isRateLimited(outcome) && context.retryOnRateLimit) return yes(failureOf(outcome));
  const { status } = outcome;
  // Some codes say that no task was created, whatever the status; a bare outage does not (api-contract.md 4.5).
  const isRefusal = status >= 500 && saysNothingStarted(reasonOf(outcome.body).code);
  const isUnknown = !isRefusal && (status < 300 || status >= 500 || unclearStatuses.includes(status));
  return no(isUnknown ? unknownSubmission(outcome) : failureOf(outcome));
}

/** Whether a create was certainly not accepted. */
export function isRefusedCreate(outcome: Outcome): boolean {
  const last = { attempt: Infinity, nowMs: 0, random: 0, retryOnRateLimit: false };
  return afterCreate(outcome, last).failure.category !== 'submission_unknown';
}

/** The longest that a status request follows a Retry-After. */
const longestPatienceMs = 60_000;

const isTransient = (status: number) => status < 300 || status >= 500 || [408, 425, 429].includes(status);

/** What costs nothing may be sent again whenever that may help; how often is for the caller to say. */
export function afterFree(outcome: Outcome, nowMs: number): RetryDecision {
  if (outcome.kind === 'unsent')
    return outcome.failure.retryable ? yes(outcome.failure) : no(outcome.failure);
  if (outcome.kind === 'stopped') return no({ category: 'cancelled', message: 'Stopped' });
  if (outcome.kind === 'lost')
    return isNeverSent(outcome) ? no(unreachable(outcome)) : yes(unreachable(outcome));
  const facts = failureOf(outcome);
  const failure: FailureFacts = outcome.status < 300 ? { ...facts, category: 'service' } : facts;
  if (!isTransient(outcome.status)) return no(failure);
  return yes(failure, Math.min(longestPatienceMs, retryAfterMs(outcome.headers, nowMs) ?? 0));
}

/** Anything else that is free, such as an upload: one that was received twice only wastes space until it expires. */
export function afterFreeTry(outcome: Outcome, context: FreeTry): RetryDecision {
  const decision = afterFree(outcome, context.nowMs);
  if (!decision.again || context.attempt >= maxAttempts) return no(decision.failure);
  return { ...decision, afterMs: Math.max(decision.afterMs, backoffMs(context)) };
}
