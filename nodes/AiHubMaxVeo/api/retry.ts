/** Whether a request may be sent again: pure decisions, since money depends on them. */
import { saysNothingStarted } from '../catalogue/failures';
import type { FailureFacts } from '../errors';
import { reasonOf } from './reason';
import { checkBaseUrl, failureOf, retryAfterMs } from './reply';
import { unknownSubmission, unreachable } from './unanswered';
import type { Lost } from './unanswered';
import type { Outcome } from './send';

/** `afterMs`: the least time to wait where it may be sent again. */
export interface RetryDecision {
  again: boolean;
  afterMs: number;
  failure: FailureFacts;
}

const no = (failure: FailureFacts): RetryDecision => ({ again: false, afterMs: 0, failure });
const yes = (failure: FailureFacts, afterMs = 0): RetryDecision => ({ again: true, afterMs, failure });

/** What a decision about a request that costs nothing depends on besides its outcome. */
export interface FreeTry {
  /** Counts from 1; refusals for too many requests do not count. */
  attempt: number;
  nowMs: number;
  /** 0 to 1. */
  random: number;
}

/** The same for a create. */
interface CreateTry extends FreeTry {
  /** Whether a create that was refused with 429 may be sent again. */
  retryOnRateLimit: boolean;
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

/** The HTTP client's own refusal of a URL, whose code means other things as well. */
const isNeverSent = ({ code, message }: Lost): boolean =>
  permanentlyUnsendable.test(code) || /^(Unsupported protocol|Invalid URL)/.test(message);

/** How often a create that was provably not accepted is sent, the first time included. */
const connectAttempts = 3;

const backoffMs = (attempt: number) => 1000 * 2 ** (attempt - 1);

function refusedConnection(outcome: Lost, { attempt, random }: CreateTry): RetryDecision {
  const failure = unreachable(outcome);
  if (isNeverSent(outcome))
    return no({ ...failure, category: 'invalid_request', advice: `Nothing was sent. ${checkBaseUrl}` });
  return attempt < connectAttempts ? yes(failure, backoffMs(attempt) * (0.5 + random)) : no(failure);
}

/** Whether the API refused a request for coming too soon; rateLimit.ts says when it may go again. */
export const isRateLimited = (outcome: Outcome): boolean =>
  outcome.kind === 'reply' && outcome.status === 429 && failureOf(outcome).category === 'rate_limited';

/** 302 and 303 may mean that the request was taken and its result lies elsewhere; 408 comes from something in between. */
const unclearStatuses = [302, 303, 408];

/** A create is paid for: only a request that provably was not accepted is sent again. */
export function afterCreate(outcome: Outcome, context: CreateTry): RetryDecision {
  if (outcome.kind === 'unsent') return no(outcome.failure);
  if (outcome.kind === 'lost' && (isNeverConnected(outcome) || isNeverSent(outcome)))
    return refusedConnection(outcome, context);
  if (outcome.kind !== 'reply') return no(unknownSubmission(outcome));
  // A create that was refused with 429 was not accepted (api-contract.md 4.5).
  if (isRateLimited(outcome))
    return context.retryOnRateLimit ? yes(failureOf(outcome)) : no(failureOf(outcome));
  const { status } = outcome;
  // Some codes say that no task was created, whatever the status; a bare outage does not (api-contract.md 4.5).
  const isRefusal = status >= 500 && saysNothingStarted(reasonOf(outcome.body).code);
  const isUnknown = !isRefusal && (status < 300 || status >= 500 || unclearStatuses.includes(status));
  return no(isUnknown ? unknownSubmission(outcome) : failureOf(outcome));
}

/** The longest that a status request follows a Retry-After. */
const longestPatienceMs = 60_000;

const transientStatuses = [408, 425, 429];

const isTransient = (status: number) => status < 300 || status >= 500 || transientStatuses.includes(status);

/**
 * What costs nothing may be sent again whenever that may help; how often is for the caller to say.
 */
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

const freeAttempts = 3;

/** Anything else that is free, such as an upload: one that was received twice only wastes space until it expires. */
export function afterFreeTry(outcome: Outcome, { attempt, nowMs, random }: FreeTry): RetryDecision {
  const decision = afterFree(outcome, nowMs);
  if (!decision.again || attempt >= freeAttempts) return no(decision.failure);
  return { ...decision, afterMs: Math.max(decision.afterMs, backoffMs(attempt) * (0.5 + random)) };
}
