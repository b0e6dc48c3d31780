/** The node's credential, as n8n resolves it: for one item, and anew at every call. */
import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { CategoryName } from '../catalogue/failures';
import { bareKey, credentialName, readBaseUrl, readKey } from '../credential';
import type { Reading } from '../credential';
import { asFailure, VideoError } from '../errors';
import { systemClock } from '../time';
import type { Clock } from '../time';

/** What the credential says. The key is only kept to be taken out of whatever comes back. */
export interface Service {
  /** As it was typed. */
  apiKey: string;
  /** Without a slash at the end. */
  baseUrl: string;
}

export interface Credential extends Service {
  /** All that n8n has, to be handed back to it. */
  data: ICredentialDataDecryptedObject;
}

const notChosen = 'Choose or create an AIHubMax API credential at the top of this node.';

const unreadable =
  'Nothing was sent. Open the AIHubMax API credential, check that this workflow may use it, and save it again.';

/** n8n's own sentence says why there is none. */
function unavailable(context: IExecuteFunctions, thrown: unknown): VideoError {
  const { message } = asFailure(thrown);
  const isMissing =
    !context.getNode().credentials?.[credentialName] || /does not exist|not found/i.test(message);
  const advice = isMissing ? notChosen : unreadable;
  // A database that is busy answers the next time.
  return new VideoError({ category: 'authentication', message, advice, retryable: !isMissing });
}

function valueOf(reading: Reading, category: CategoryName, field: string): string {
  if ('value' in reading) return reading.value;
  const advice = `Nothing was sent. Check the ${field} in the AIHubMax API credential.`;
  throw new VideoError({ category, message: reading.problem, advice });
}

/** As n8n has it now. Throws VideoError. */
export async function readCredential(context: IExecuteFunctions, itemIndex = 0): Promise<Credential> {
  const data = await context
    .getCredentials<ICredentialDataDecryptedObject>(credentialName, itemIndex)
    .catch((thrown: unknown) => {
      throw unavailable(context, thrown);
    });
  valueOf(readKey(data.apiKey), 'authentication', 'API key');
  const baseUrl = valueOf(readBaseUrl(data.baseUrl), 'invalid_request', 'base URL');
  return { apiKey: String(data.apiKey), baseUrl, data };
}

type Comparison = (other: Credential) => boolean;

/** Whether n8n gives this item a credential that passes. */
async function passes(context: IExecuteFunctions, itemIndex: number, isSame: Comparison): Promise<boolean> {
  try {
    return isSame(await readCredential(context, itemIndex));
  } catch {
    return false;
  }
}

/** n8n sends every request with the first item's key: a credential that depends on the item would charge the wrong account. */
async function refuseOtherKeys(
  context: IExecuteFunctions,
  { apiKey, baseUrl, data }: Credential,
  clock: Clock,
): Promise<void> {
  const count = context.getInputData().length;
  const isTyped: Comparison = (other) =>
    other.data.apiKey === data.apiKey && other.data.baseUrl === data.baseUrl;
  const isSame: Comparison = (other) =>
    bareKey(other.apiKey) === bareKey(apiKey) && other.baseUrl === baseUrl;
  // An expression that reads the item gives something else for an item that is not there; all others need no more reading.
  if (count < 2 || (await passes(context, count, isTyped))) return;
  for (let index = 1; index < count; index++) {
    if (!(await passes(context, index, isSame)))
      throw new VideoError({
        category: 'authentication',
        message: `The AIHubMax API credential holds an expression that gives another key or base URL for item ${index} than for item 0`,
        advice: 'Nothing was sent. Use one credential per key, each in a node of its own.',
      });
    // Thousands of readings must not keep n8n from its other work.
    if (index % 100 === 0) await clock.sleep(0);
  }
}

/** The service of all items. Throws VideoError; nothing has been sent by then. */
export async function readService(
  context: IExecuteFunctions,
  clock: Clock = systemClock(),
): Promise<Service> {
  const credential = await readCredential(context);
  await refuseOtherKeys(context, credential, clock);
  return { apiKey: credential.apiKey, baseUrl: credential.baseUrl };
}
