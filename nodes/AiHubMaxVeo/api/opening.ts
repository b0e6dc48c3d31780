/** Why a run could not even be opened: nothing was sent for any of its items. */
import { asFailure, failure, isDefect, VideoError } from '../errors';
import type { Failure } from '../errors';

/** n8n's sentences about a credential that is missing, deleted, damaged or encrypted with another key. */
const aboutCredential = /credential/i;

/** n8n has it, but cannot read it. */
const unreadable = /decrypt|not valid JSON|not in a valid format|No data is set/i;

const choose = 'Choose or create an AIHubMax API credential at the top of this node.';
const enterAgain = 'Open the AIHubMax API credential, enter the API key again and save it.';
const expression = 'Nothing was sent. Correct the expression that is named.';
const tryAgain =
  'Nothing was sent. n8n could not prepare this run: try again, and check the log of n8n if it stays so.';

/** Whatever stopped a run from being opened, as a failure. Only a credential that is missing or unreadable is `authentication`. */
export function openingFailure(thrown: unknown): Failure {
  const known = asFailure(thrown);
  if (thrown instanceof VideoError || isDefect(thrown)) return known;
  const { message } = known;
  if (aboutCredential.test(message)) {
    const advice = unreadable.test(message) ? enterAgain : choose;
    return failure({ category: 'authentication', message, advice });
  }
  if (thrown instanceof Error && thrown.name === 'ExpressionError')
    return failure({ category: 'invalid_request', message, advice: expression });
  return failure({ category: 'service', message, advice: tryAgain });
}
