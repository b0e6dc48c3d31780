/** Whether a request may be sent again: pure decisions, since money depends on them. */
import type { FailureFacts } from '../errors';
import { failureOf, retryAfterMs, wrongAddress } from './reply';
import type { Outcome } from './send';

export type Verdict = { again: true; afterMs: number; failure: FailureFacts } | { again: false; failure: FailureFacts };

/** The connection was never made, so nothing can have been accepted. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Nothing was sent either, but trying again changes nothing: a wrong address, or a certificate that is not trusted. */
const neverSent = /^(ERR_INVALID_URL|ERR_TLS_CERT_ALTNAME_INVALID|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

const networkSentence = (outcome: Extract<Outcome, { kind: 'lost' }>) =>
  `AIHubMax could not be reached${outcome.code ? ` (${outcome.code})` : ''}`;

const unknownSentence = (what: string) => `${what}, so it is unknown whether the request was accepted`;

/** How often a create that was provably not accepted is sent, the first time included. */
export const createAttempts = 3;

const backoffMs = (attempt: number) => 1000 * 2 ** (attempt - 1);

function refusedConnection(outcome: Extract<Outcome, { kind: 'lost' }>, attempt: number): Verdict {
  const failure: FailureFacts = { category: 'service', code: outcome.code, message: networkSentence(outcome) };
  if (neverSent.test(outcome.code)) {
    return { again: false, failure: { ...failure, category: 'invalid_request', advice: `Nothing was sent. ${wrongAddress}` } };
  }
  const again = attempt < createAttempts;
  return again ? { again, afterMs: backoffMs(attempt), failure } : { again, failure };
}

function unknownSubmission(outcome: Outcome): FailureFacts {
  const category = 'submission_unknown';
  if (outcome.kind === 'stopped') return { category, message: unknownSentence('The execution was stopped while sending') };
  if (outcome.kind === 'lost') {
    const timedOut = outcome.code === 'ECONNABORTED' || outcome.code === 'ETIMEDOUT';
    const what = timedOut ? 'AIHubMax did not answer in time' : `The connection was lost (${outcome.code || outcome.message})`;
    return { category, code: outcome.code || category, message: unknownSentence(what) };
  }
  return { ...failureOf(outcome), category };
}

/** A create is paid for: only a request that provably was not accepted is sent again. `attempt` counts from 1. */
export function afterCreate(outcome: Outcome, attempt: number): Verdict {
  if (outcome.kind === 'lost' && (neverConnected.includes(outcome.code) || neverSent.test(outcome.code)))
    return refusedConnection(outcome, attempt);
  if (outcome.kind !== 'reply') return { again: false, failure: unknownSubmission(outcome) };
  const accepted = outcome.status < 300;
  if (accepted || outcome.status === 408 || outcome.status >= 500)
    return { again: false, failure: unknownSubmission(outcome) };
  return { again: false, failure: failureOf(outcome) };
}

const transientStatuses = [408, 425, 429];

/** A status request costs nothing: whatever may pass is looked at again. `afterMs` is the least time to wait. */
export function afterStatus(outcome: Outcome, nowMs: number): Verdict {
  if (outcome.kind === 'stopped') return { again: false, failure: { category: 'cancelled', message: 'Stopped' } };
  if (outcome.kind === 'lost') {
    const failure: FailureFacts = { category: 'service', code: outcome.code, message: networkSentence(outcome) };
    return neverSent.test(outcome.code) ? { again: false, failure } : { again: true, afterMs: 0, failure };
  }
  const facts = failureOf(outcome);
  const transient = outcome.status < 300 || outcome.status >= 500 || transientStatuses.includes(outcome.status);
  if (!transient) return { again: false, failure: facts };
  const afterMs = retryAfterMs(outcome.headers, nowMs) ?? 0;
  return { again: true, afterMs, failure: outcome.status < 300 ? { ...facts, category: 'service' } : facts };
}
