import type { Emulator } from '../emulator/index.mts';
import { filledIn, readExample } from '../demo/example.mts';
import { credentialType, owner, type RealN8n } from '../n8n/index.mts';

/** Puts the credential and, the first time, the example into n8n; returns what a developer wants to know. */
export async function welcome({ rest, url }: RealN8n, emulator: Emulator): Promise<string> {
  const account = { apiKey: emulator.key, baseUrl: emulator.url };
  const credential = await rest.putCredential('AIHubMax (local)', credentialType, account);
  const { samplePhotoUrl: photoUrl } = emulator;
  const service = { ...account, photoUrl, isPaid: false, stop: () => emulator.stop() };
  const example = filledIn(await readExample(), credential, service);
  const known = (await rest.workflows()).find(({ name }) => name === example.name);
  const { id } = known ?? (await rest.createWorkflow(example));
  return [
    `Editor       ${url}/workflow/${id}`,
    `Login        ${owner.email}  ${owner.password}`,
    `AIHubMax     ${emulator.url}   (local)`,
    `API key      ${emulator.key}`,
    `Photo        ${emulator.samplePhotoUrl}`,
    '',
    'Changes in nodes/ and credentials/ are compiled and loaded by the running n8n. Ctrl-C stops everything.',
  ].join('\n');
}
