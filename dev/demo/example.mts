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

function nodeOf({ nodes }: WorkflowDraft, wanted: string): INode {
  const found = nodes.find(({ type }) => type === wanted);
  if (!found) throw new Error(`The example workflow has no node of the type ${wanted}.`);
  return found;
}

/** This package's node in a workflow. Throws when there is none. */
export const videoNodeOf = (workflow: WorkflowDraft): INode => nodeOf(workflow, videoNodeType);

/** The node a person starts the workflow with. */
export const triggerOf = (workflow: WorkflowDraft): INode => nodeOf(workflow, 'n8n-nodes-base.manualTrigger');

/** The example with the two things a user fills in: the credential and the photo. */
export function filledIn(
  example: WorkflowDraft,
  { id, name }: StoredCredential,
  { photoUrl, isPaid }: Service,
): WorkflowDraft {
  const video = videoNodeOf(example);
  const parameters = { ...video.parameters, imageUrl: photoUrl };
  const filled = { ...video, parameters, credentials: { [credentialType]: { id, name } } };
  const nodes = example.nodes.map((node) => (node === video ? filled : retold(node, isPaid)));
  return { ...example, nodes };
}
