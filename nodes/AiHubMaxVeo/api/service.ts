/** The node's credential, as n8n resolves it: for one item, and again at every call. */
import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { CategoryName } from '../catalogue/failures';
import { bareKey, credentialName, readBaseUrl, readKey } from '../credential';
import type { Reading } from '../credential';
import { VideoError } from '../errors';
import { systemClock } from '../time';
import type { Clock } from '../time';
import { openingFailure } from './opening';

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
      throw new VideoError(openingFailure(thrown));
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

/** AIHubMax of all items. Throws VideoError; nothing has been sent by then. */
export async function readService(
  context: IExecuteFunctions,
  clock: Clock = systemClock(),
): Promise<Service> {
  const credential = await readCredential(context);
  await refuseOtherKeys(context, credential, clock);
  return { apiKey: credential.apiKey, baseUrl: credential.baseUrl };
}
