import assert from 'node:assert/strict';
import type { INode, INodeParameters } from 'n8n-workflow';
import type { Emulator } from '../../../dev/emulator/index.mts';
import { chain, failureOf, itemsOf, manualTrigger, videoNode } from '../../../dev/n8n/index.mts';
import type { Execution, RealN8n, StoredCredential, WorkflowDraft } from '../../../dev/n8n/index.mts';
import type { OwnService } from './service.mts';
import type { Traces } from './traces.mts';

/** What every case works on: one n8n with the packed node, one emulator, and a credential that joins them. */
export interface Bench {
  readonly n8n: RealN8n;
  /** Makes real videos. Cases that need no picture in theirs open a quicker one: service.mts. */
  readonly emulator: Emulator;
  readonly credential: StoredCredential;
  /** The only folder whose files a workflow may read and write. */
  readonly folder: string;
  /** All that n8n has printed so far, in all its processes. */
  readonly logs: () => Promise<string>;
  readonly traces: Traces;
  /** Those that are open now, besides the shared one. */
  readonly services: Set<OwnService>;
}

/** Create and Wait with the sample photo, without a download, changed as given. */
export function order({ emulator }: Bench, changes: INodeParameters = {}): INodeParameters {
  return {
    operation: 'createAndWait',
    prompt: 'The camera glides slowly towards the hills',
    imageUrl: emulator.samplePhotoUrl,
    downloadVideo: false,
    waitOptions: { pollIntervalSeconds: 1 },
    ...changes,
  };
}

/** Manual Trigger -> our node, called Video. `settings` are those of the node's Settings tab. */
export function videoOnly(
  { credential }: Bench,
  parameters: INodeParameters,
  settings: Partial<INode> = {},
): WorkflowDraft {
  return chain('Suite', manualTrigger(), { ...videoNode('Video', parameters, credential), ...settings });
}

/** Stores a workflow and presses Execute at its trigger, called Start. Returns the execution's id at once. */
export async function begin({ n8n }: Bench, draft: WorkflowDraft): Promise<string> {
  return await n8n.rest.run(await n8n.rest.createWorkflow(draft), 'Start');
}

/** Stores a workflow and executes it to its end. */
export async function runToEnd(bench: Bench, draft: WorkflowDraft): Promise<Execution> {
  return await bench.n8n.rest.finished(await begin(bench, draft));
}

/** Runs Manual Trigger -> our node to its end. */
export async function execute(
  bench: Bench,
  parameters: INodeParameters,
  settings: Partial<INode> = {},
): Promise<Execution> {
  return await runToEnd(bench, videoOnly(bench, parameters, settings));
}

/** The JSON of the items that a node put out. Fails with n8n's own words when the execution did not succeed. */
export function jsonOf(execution: Execution, nodeName: string, output = 0): Record<string, unknown>[] {
  assert.equal(execution.status, 'success', failureOf(execution));
  return itemsOf(execution, nodeName, output).map(({ json }) => json);
}

/** The one item that our node put out. */
export function onlyItem(execution: Execution, nodeName = 'Video'): Record<string, unknown> {
  const items = jsonOf(execution, nodeName);
  assert.equal(items.length, 1);
  return items[0] ?? {};
}
