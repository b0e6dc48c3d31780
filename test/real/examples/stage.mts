import type { Emulator } from '../../../dev/emulator/index.mts';
import type { ChatModel } from '../support/agent/model.mts';
import { credentialType, type RealN8n, type StoredCredential } from '../../../dev/n8n/index.mts';

/** Name and password of the form page. */
export const visitor = { user: 'visitor', password: 'open sesame' };

/** What the examples are played on. */
export interface Stage {
  readonly n8n: RealN8n;
  readonly emulator: Emulator;
  readonly chatModel: ChatModel;
  /** By credential type. */
  readonly credentials: Readonly<Record<string, StoredCredential>>;
}

/** Stores what a user would fill in. */
export async function setStage(n8n: RealN8n, emulator: Emulator, chatModel: ChatModel): Promise<Stage> {
  const data = {
    [credentialType]: { apiKey: emulator.key, baseUrl: emulator.url },
    openAiApi: { apiKey: 'any', url: chatModel.url },
    httpBasicAuth: { ...visitor },
    httpHeaderAuth: { name: 'Authorization', value: `Bearer ${emulator.key}` },
  };
  const credentials: Record<string, StoredCredential> = {};
  for (const [type, fields] of Object.entries(data))
    credentials[type] = await n8n.rest.createCredential(type, type, fields);
  return { n8n, emulator, chatModel, credentials };
}
