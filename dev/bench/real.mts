/** A real n8n for a benchmark, with services of its own; everything ends with it. */
import assert from 'node:assert/strict';
import type { INode, INodeParameters } from 'n8n-workflow';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/index.mts';
import { chain, credentialType, failureOf, manualTrigger, node, videoNode, withN8n } from '../n8n/index.mts';
import type { Execution, RealN8n, StoredCredential, WorkflowDraft } from '../n8n/index.mts';

/** A service, and the credential by which n8n reaches it. */
export interface Site {
  readonly n8n: RealN8n;
  readonly emulator: Emulator;
  readonly credential: StoredCredential;
}

/** Stays open until n8n is stopped. */
export type OpenSite = (options: EmulatorOptions) => Promise<Site>;

/** `env`: for n8n. */
export async function withRealN8n(
  use: (open: OpenSite, n8n: RealN8n) => Promise<void>,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const emulators: Emulator[] = [];
  try {
    await withN8n({ say: console.log, env }, async (n8n) => {
      await use(async (options) => {
        const emulator = await startEmulator({ credits: 1e9, ...options });
        emulators.push(emulator);
        const data = { apiKey: emulator.key, baseUrl: emulator.url };
        const credential = await n8n.rest.createCredential('AIHubMax', credentialType, data);
        return { n8n, emulator, credential };
      }, n8n);
    });
  } finally {
    await Promise.all(emulators.map((emulator) => emulator.stop()));
  }
}

/** Runs a workflow whose trigger is called Start. Fails in n8n's own words when it did not succeed. */
export async function runToEnd({ rest }: RealN8n, draft: WorkflowDraft): Promise<Execution> {
  const execution = await rest.finished(await rest.run(await rest.createWorkflow(draft), 'Start'), 300_000);
  assert.equal(execution.status, 'success', failureOf(execution));
  return execution;
}

/** Two nodes that give these items. */
export function rows(items: readonly object[]): [INode, INode] {
  const list = { mode: 'raw', jsonOutput: JSON.stringify({ rows: items }) };
  return [
    node('List', 'n8n-nodes-base.set', list, { typeVersion: 3.4 }),
    node('Rows', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'rows' }),
  ];
}

/** Items that have only their number `n`. */
export const numbered = (count: number) => Array.from({ length: count }, (_row, index) => ({ n: index + 1 }));

/** Our node makes so many videos, all at once unless told otherwise. */
export function ourVideos({ credential }: Site, count: number, more: INodeParameters = {}): WorkflowDraft {
  const order = {
    operation: 'createAndWait',
    downloadVideo: false,
    mode: 'textToVideo',
    prompt: '=Waves {{ $json.n }}',
  };
  const parameters = { ...order, batching: { maxConcurrentTasks: count }, ...more };
  return chain('Ours', manualTrigger(), ...rows(numbered(count)), videoNode('Video', parameters, credential));
}

/** n8n's own node, which people use without ours. */
export const httpRequest = (name: string, parameters: INodeParameters): INode =>
  node(name, 'n8n-nodes-base.httpRequest', parameters, { typeVersion: 4.2 });

/** What an HTTP Request needs to be let in by a service. */
export const keyOf = ({ key }: Emulator) => ({
  sendHeaders: true,
  headerParameters: { parameters: [{ name: 'Authorization', value: `Bearer ${key}` }] },
});

/** From the first start to the last end of the named nodes, in seconds. */
export function spanSeconds({ data }: Execution, names: readonly string[]): number {
  const runs = names.flatMap((name) => data.resultData.runData[name] ?? []);
  const ends = runs.map(({ startTime, executionTime }) => startTime + executionTime);
  return (Math.max(...ends) - Math.min(...runs.map(({ startTime }) => startTime))) / 1000;
}
