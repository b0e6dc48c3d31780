/** Whether a request may be sent again: pure decisions, since money depends on them. */
import { categories } from '../catalogue/failures';
import type { FailureFacts } from '../errors';
import { failureOf, retryAfterMs, wrongAddress } from './reply';
import type { Reply } from './reply';
import type { Outcome } from './send';

export type Verdict =
  | { again: true; afterMs: number; failure: FailureFacts }
  | { again: false; failure: FailureFacts };

/** What a decision about a create depends on besides its outcome. */
export interface CreateTry {
  /** Counts from 1. */
  attempt: number;
  nowMs: number;
  /** Whether a create that was refused with 429 may be sent again. */
  retryOnRateLimit: boolean;
  /** 0 to 1. */
  random: number;
}

/** The connection was never made, so nothing can have been accepted. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Nothing was sent either, but trying again changes nothing: a wrong address, or a certificate that is not trusted. */
const neverSent =
  /^(ERR_INVALID_URL|ERR_TLS_CERT_ALTNAME_INVALID|ERR_SSL_|EPROTO|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

type Lost = Extract<Outcome, { kind: 'lost' }>;

const unreached = ({ code }: Lost): FailureFacts => ({
  category: 'service',
  code,
  message: `AIHubMax could not be reached${code ? ` (${code})` : ''}`,
});

const unknownSentence = (what: string) => `${what}, so it is unknown whether the request was accepted`;

/** How often a create that was provably not accepted is sent, the first time included. */
const connectAttempts = 3;

const backoffMs = (attempt: number) => 1000 * 2 ** (attempt - 1);

function refusedConnection(outcome: Lost, { attempt, random }: CreateTry): Verdict {
  const failure = unreached(outcome);
  if (neverSent.test(outcome.code)) {
    return {
      again: false,
      failure: { ...failure, category: 'invalid_request', advice: `Nothing was sent. ${wrongAddress}` },
    };
  }
  const again = attempt < connectAttempts;
  return again ? { again, afterMs: backoffMs(attempt) * (0.5 + random), failure } : { again, failure };
}

function unknownSubmission(outcome: Outcome): FailureFacts {
  const category = 'submission_unknown';
  if (outcome.kind === 'stopped')
    return { category, message: unknownSentence('The execution was stopped while sending') };
  if (outcome.kind === 'lost') {
    const timedOut = outcome.code === 'ECONNABORTED' || outcome.code === 'ETIMEDOUT';
    const what = timedOut
      ? 'AIHubMax did not answer in time'
      : `The connection was lost (${outcome.code || outcome.message})`;
    return { category, code: outcome.code || category, message: unknownSentence(what) };
  }
  const { advice, message, ...known } = failureOf(outcome);
  const facts = { ...known, code: known.code === known.category ? category : known.code };
  if (!advice) return { ...facts, message, category };
  // Not the API's own words: something in between, or another service altogether.
  return {
    ...facts,
    category,
    message: unknownSentence(message),
    advice: `${categories[category].advice} ${advice}`,
  };
}

/** The longest that a Retry-After is followed. */
const longestRateLimitMs = 120_000;
const rateLimitAttempts = 6;

/** 429 says that the request was not accepted. Retry-After counts up to a bound, else a backoff with jitter. */
function afterRateLimit(outcome: Reply, { attempt, nowMs, retryOnRateLimit, random }: CreateTry): Verdict {
  const failure = failureOf(outcome);
  const asked = retryAfterMs(outcome.headers, nowMs);
  if (!retryOnRateLimit || attempt >= rateLimitAttempts) return { again: false, failure };
  const afterMs = Math.min(longestRateLimitMs, asked ?? backoffMs(attempt + 1) * (0.5 + random));
  return { again: true, afterMs, failure };
}

/** 302 and 303 may mean that the request was taken and its result lies elsewhere; 408 comes from something in between. */
const unclearStatuses = [302, 303, 408];

/** A create is paid for: only a request that provably was not accepted is sent again. */
export function afterCreate(outcome: Outcome, context: CreateTry): Verdict {
  if (outcome.kind === 'lost' && (neverConnected.includes(outcome.code) || neverSent.test(outcome.code)))
    return refusedConnection(outcome, context);
  if (outcome.kind !== 'reply') return { again: false, failure: unknownSubmission(outcome) };
  if (outcome.status === 429) return afterRateLimit(outcome, context);
  const isUnknown = outcome.status < 300 || outcome.status >= 500 || unclearStatuses.includes(outcome.status);
  return { again: false, failure: isUnknown ? unknownSubmission(outcome) : failureOf(outcome) };
}

/** The longest that a status request follows a Retry-After. */
const longestPatienceMs = 60_000;

const transientStatuses = [408, 425, 429];

const isTransient = (status: number) => status < 300 || status >= 500 || transientStatuses.includes(status);

/** What costs nothing may be sent again whenever that may help. `afterMs` is the least time to wait. */
function afterFree(outcome: Outcome, nowMs: number): Verdict {
  if (outcome.kind === 'stopped')
    return { again: false, failure: { category: 'cancelled', message: 'Stopped' } };
  if (outcome.kind === 'lost') {
    const failure = unreached(outcome);
    return neverSent.test(outcome.code) ? { again: false, failure } : { again: true, afterMs: 0, failure };
  }
  const facts = failureOf(outcome);
  const failure: FailureFacts = outcome.status < 300 ? { ...facts, category: 'service' } : facts;
  if (!isTransient(outcome.status)) return { again: false, failure };
  return {
    again: true,
    afterMs: Math.min(longestPatienceMs, retryAfterMs(outcome.headers, nowMs) ?? 0),
    failure,
  };
}

/** A status request is repeated by the waiting loop, as long as that may help. */
export const afterStatus = afterFree;

const freeAttempts = 3;

/** Anything else that is free, such as an upload: one that was received twice only wastes space until it expires. */
export function afterFreeTry(
  outcome: Outcome,
  { attempt, nowMs, random }: Omit<CreateTry, 'retryOnRateLimit'>,
): Verdict {
  const verdict = afterFree(outcome, nowMs);
  if (!verdict.again || attempt >= freeAttempts) return { again: false, failure: verdict.failure };
  return { ...verdict, afterMs: Math.max(verdict.afterMs, backoffMs(attempt) * (0.5 + random)) };
}
