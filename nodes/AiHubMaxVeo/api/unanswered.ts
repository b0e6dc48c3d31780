/** What it means that a request has no answer, or none that says whether it was accepted. */
import { categories } from '../catalogue/failures';
import type { FailureFacts } from '../errors';
import { failureOf } from './reply';
import type { Outcome } from './send';

export type Lost = Extract<Outcome, { kind: 'lost' }>;

export const unreachable = ({ code }: Lost): FailureFacts => ({
  category: 'service',
  code,
  message: `AIHubMax could not be reached${code ? ` (${code})` : ''}`,
});

const unknownSentence = (what: string) => `${what}, so it is unknown whether the request was accepted`;

/** Of a create: it may have been accepted, and nobody knows. */
export function unknownSubmission(outcome: Exclude<Outcome, { kind: 'unsent' }>): FailureFacts {
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
