import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import type { StoredCredential } from '../n8n/index.mts';
import { credentialType, videoNodeType, type WorkflowDraft } from '../n8n/workflow.mts';
import type { Service } from './plan.mts';

/** The workflow a newcomer imports: a trigger and one node. */
export async function readExample(): Promise<WorkflowDraft> {
  return JSON.parse(await readFile(join(import.meta.dirname, '../../examples/photo-to-video.json'), 'utf8'));
}

function only({ nodes }: WorkflowDraft, type: string): INode {
  const found = nodes.find((node) => node.type === type);
  if (!found) throw new Error(`The example workflow has no ${type}.`);
  return found;
}

/** This package's node in a workflow. Throws when there is none. */
export const videoNodeOf = (workflow: WorkflowDraft): INode => only(workflow, videoNodeType);

/** The node a person starts the workflow with. */
export const triggerOf = (workflow: WorkflowDraft): INode => only(workflow, 'n8n-nodes-base.manualTrigger');

/** The example with the two things a user fills in: the credential and the photo. */
export function filledIn(
  example: WorkflowDraft,
  { id, name }: StoredCredential,
  { photoUrl, isPaid }: Service,
): WorkflowDraft {
  const { parameters } = videoNodeOf(example);
  const filled = {
    credentials: { [credentialType]: { id, name } },
    parameters: { ...parameters, imageUrl: photoUrl },
  };
  const nodes = example.nodes.map((node) =>
    node.type === videoNodeType ? { ...node, ...filled } : retold(node, isPaid),
  );
  return { ...example, nodes };
}

/** The example's note speaks of sample data, which the demo does without: here Execute creates a video. What has to be set is set. */
export function retold(node: INode, isPaid: boolean): INode {
  if (node.type !== 'n8n-nodes-base.stickyNote') return node;
  const told = isPaid
    ? '**This is the demo:** every *Execute workflow* creates one video, and costs credits.'
    : '**This is the demo:** *Execute workflow* creates a video with the local AIHubMax, free.';
  const set = '**Set already:** the credential and the image. More examples are in the folder *examples*.';
  const content = String(node.parameters.content)
    .replace(/^\*\*Try it for free:.*$/m, told)
    .replace(/^\*\*Set:.*$/m, set);
  return { ...node, parameters: { ...node.parameters, content } };
}
