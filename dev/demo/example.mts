import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { credentialType, projectFolder, videoNodeType } from '../n8n/index.mts';
import type { StoredCredential, WorkflowDraft } from '../n8n/index.mts';
import { retold } from './note.mts';
import type { Service } from './service.mts';

/** The workflow a newcomer imports: a trigger and one node. */
export async function readExample(): Promise<WorkflowDraft> {
  return JSON.parse(await readFile(join(projectFolder, 'examples', 'photo-to-video.json'), 'utf8'));
}

/** This package's node in a workflow. Throws when there is none. */
export function videoNodeOf({ nodes }: WorkflowDraft): INode {
  const found = nodes.find(({ type }) => type === videoNodeType);
  if (!found) throw new Error('The example workflow has no AIHubMax Veo node.');
  return found;
}

/** The example with the two things a user fills in: the credential and the photo. */
export function filledIn(
  example: WorkflowDraft,
  credential: StoredCredential,
  service: Service,
): WorkflowDraft {
  const { id, name } = credential;
  const video = { ...videoNodeOf(example), credentials: { [credentialType]: { id, name } } };
  video.parameters = { ...video.parameters, imageUrl: service.photoUrl };
  return replaced({ ...example, nodes: example.nodes.map((node) => retold(node, service.isPaid)) }, video);
}

/** The node a person starts the workflow with. */
export function triggerOf({ nodes }: WorkflowDraft): INode {
  const found = nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
  if (!found) throw new Error('The example workflow has no Manual Trigger.');
  return found;
}

function replaced(example: WorkflowDraft, changed: INode): WorkflowDraft {
  return { ...example, nodes: example.nodes.map((each) => (each.name === changed.name ? changed : each)) };
}
