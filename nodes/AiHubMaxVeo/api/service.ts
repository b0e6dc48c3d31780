/** The node's credential, as n8n resolves it: for one item, and again at every call. */
import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import { bareKey, credentialName, readBaseUrl, readKey } from '../credential';
import type { Service } from '../credential';
import { asFailure, failure, isDefect, VideoError } from '../errors';
import type { Failure } from '../errors';
import { systemClock } from '../time';
import type { Clock } from '../time';

/** n8n has the credential, but cannot read it. */
const unreadable = /decrypt|not valid JSON|not in a valid format|No data is set/i;

/** Whatever stopped a run from being opened, as a failure. Only a credential that is missing or unreadable is `authentication`. */
export function openingFailure(thrown: unknown): Failure {
  const known = asFailure(thrown);
  if (thrown instanceof VideoError || isDefect(thrown)) return known;
  const { message } = known;
  const told = (category: Failure['category'], advice: string) => failure({ category, message, advice });
  // n8n's sentences about a credential that is missing, deleted, damaged or encrypted with another key.
  if (/credential/i.test(message))
    return unreadable.test(message)
      ? told('authentication', 'Open the AIHubMax API credential, enter the API key again and save it.')
      : told('authentication', 'Choose or create an AIHubMax API credential at the top of this node.');
  if (thrown instanceof Error && thrown.name === 'ExpressionError')
    return told('invalid_request', 'Nothing was sent. Correct the expression that is named.');
  return told(
    'service',
    'Nothing was sent. n8n could not prepare this run: try again, and check the log of n8n if it stays so.',
  );
}

function valueOf(reading: ReturnType<typeof readKey>, category: Failure['category'], field: string): string {
  if ('value' in reading) return reading.value;
  const advice = `Nothing was sent. Check the ${field} in the AIHubMax API credential.`;
  throw new VideoError({ category, message: reading.problem, advice });
}

/** As n8n has it now; `data` is all that n8n has, to be handed back to it. Throws VideoError. */
export async function readCredential(context: IExecuteFunctions) {
  const data = await context
    .getCredentials<ICredentialDataDecryptedObject>(credentialName, 0)
    .catch((thrown: unknown) => {
      throw new VideoError(openingFailure(thrown));
    });
  valueOf(readKey(data.apiKey), 'authentication', 'API key');
  const baseUrl = valueOf(readBaseUrl(data.baseUrl), 'invalid_request', 'base URL');
  return { apiKey: String(data.apiKey), baseUrl, data };
}

/**
 * Whether the credential is typed, and so the same for all items: n8n looks at the run's items for every expression, and for nothing
 * else. False where that cannot be told.
 */
async function isTyped(context: IExecuteFunctions): Promise<boolean> {
  let [isAsked, isLookedAt] = [false, false];
  const notingItems = new Proxy(context.getInputData(), {
    get: (items, key) => {
      isLookedAt = true;
      return Reflect.get(items, key) as unknown;
    },
  });
  // n8n hands its items to the credential's expressions by this name.
  const connectionInputData = { get: () => ((isAsked = true), notingItems) };
  const noting = Object.create(context, { connectionInputData }) as IExecuteFunctions;
  await noting.getCredentials(credentialName, 0).catch(() => (isLookedAt = true));
  return isAsked && !isLookedAt;
}

/** Readings of the credential at the same time: n8n asks its database for each. */
const concurrentReads = 20;

/** An item's credential; null where its expression gives none. Throws VideoError. */
async function readItem(context: IExecuteFunctions, index: number) {
  return await context.getCredentials(credentialName, index).catch((thrown: unknown) => {
    if (thrown instanceof Error && thrown.name === 'ExpressionError') return null;
    throw new VideoError(openingFailure(thrown));
  });
}

/**
 * AIHubMax of all items. n8n sends every request with the first item's key: a credential that depends on the item would
 * charge the wrong account, so it is refused. Throws VideoError; nothing has been sent by then.
 */
export async function readService(
  context: IExecuteFunctions,
  clock: Clock = systemClock(),
): Promise<Service> {
  const { apiKey, baseUrl } = await readCredential(context);
  const count = context.getInputData().length;
  if (count < 2 || (await isTyped(context))) return { apiKey, baseUrl };
  const isSame = (other: ICredentialDataDecryptedObject | null): boolean => {
    const url = readBaseUrl(other?.baseUrl);
    return bareKey(other?.apiKey) === bareKey(apiKey) && 'value' in url && url.value === baseUrl;
  };
  for (let from = 1, sinceMs = clock.now(); from < count; from += concurrentReads) {
    const indexes = Array.from({ length: Math.min(concurrentReads, count - from) }, (_none, at) => from + at);
    const others = await Promise.all(indexes.map(async (index) => await readItem(context, index)));
    const odd = others.findIndex((other) => !isSame(other));
    if (odd >= 0)
      throw new VideoError({
        category: 'authentication',
        message: `The AIHubMax API credential holds an expression that gives another key or base URL for item ${from + odd} than for item 0`,
        advice: 'Nothing was sent. Use one credential per key, each in a node of its own.',
      });
    // Thousands of readings must not keep n8n from its other work.
    if (clock.now() - sinceMs > 15) await clock.sleep(0).then(() => (sinceMs = clock.now()));
  }
  return { apiKey, baseUrl };
}
