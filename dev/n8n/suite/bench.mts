import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import type { Emulator } from '../../emulator/index.mts';
import { chain, credentialType, failureOf, itemsOf, manualTrigger, videoNode } from '../index.mts';
import type { Execution, RealN8n, StoredCredential } from '../index.mts';
import type { Case } from './report.mts';

/** What every case works on: one n8n with the packed node, one emulator, and a credential that joins them. */
export interface Bench {
  readonly n8n: RealN8n;
  readonly emulator: Emulator;
  readonly credential: StoredCredential;
}

export type BenchCase = Case<Bench>;

/** Stores the credential with which the node reaches the emulator. */
export async function bench(n8n: RealN8n, emulator: Emulator): Promise<Bench> {
  const data = { apiKey: emulator.key, baseUrl: emulator.url };
  return { n8n, emulator, credential: await n8n.rest.createCredential('AIHubMax', credentialType, data) };
}

/** Runs Manual Trigger -> our node to its end. */
export async function execute({ n8n, credential }: Bench, parameters: INodeParameters): Promise<Execution> {
  const draft = chain('Suite', manualTrigger(), videoNode('Video', parameters, credential));
  const workflow = await n8n.rest.createWorkflow(draft);
  return await n8n.rest.finished(await n8n.rest.run(workflow, 'Start'));
}

/** The one item our node put out. Fails with n8n's own words when the execution did not succeed. */
export function onlyItem(execution: Execution): Record<string, unknown> {
  assert.equal(execution.status, 'success', failureOf(execution));
  const items = itemsOf(execution, 'Video');
  assert.equal(items.length, 1);
  return items[0]?.json ?? {};
}
