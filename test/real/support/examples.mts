import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { credentialType, projectFolder, videoNodeType, type WorkflowDraft } from '../../../dev/n8n/index.mts';
import type { Bench } from './bench.mts';
import { webhookTrigger } from './production.mts';

/** One of examples/ with a webhook in place of its manual trigger, and with what its user fills in. */
export async function publishable(bench: Bench, name: string): Promise<WorkflowDraft> {
  const text = await readFile(join(projectFolder, 'examples', `${name}.json`), 'utf8');
  const { nodes, connections, settings }: WorkflowDraft = JSON.parse(text);
  return { name, nodes: nodes.map((each) => filledIn(bench, each)), connections, settings };
}

function filledIn({ credential, emulator }: Bench, each: INode): INode {
  if (each.type === 'n8n-nodes-base.manualTrigger') return { ...webhookTrigger(), name: each.name };
  if (each.type !== videoNodeType) return each;
  const { id, name } = credential;
  const picture = 'imageUrl' in each.parameters ? { imageUrl: emulator.samplePhotoUrl } : {};
  const parameters = { ...each.parameters, ...picture };
  return { ...each, parameters, credentials: { [credentialType]: { id, name } } };
}

/** The workflow with other parameters in one of its nodes. */
export function changed(
  draft: WorkflowDraft,
  nodeName: string,
  parameters: INode['parameters'],
): WorkflowDraft {
  const change = (each: INode): INode =>
    each.name === nodeName ? { ...each, parameters: { ...each.parameters, ...parameters } } : each;
  return { ...draft, nodes: draft.nodes.map(change) };
}
