import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { credentialType, node, projectFolder, videoNodeType } from '../n8n/index.mts';
import type { StoredCredential, WorkflowDraft } from '../n8n/index.mts';
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
  if (service.real) return withUploadedPhoto(example, video, service.photoUrl);
  video.parameters = { ...video.parameters, imageUrl: service.photoUrl };
  return replaced(example, video);
}

/** The real service cannot reach this machine: n8n fetches the photo, and the node uploads it. */
function withUploadedPhoto(example: WorkflowDraft, video: INode, photoUrl: string): WorkflowDraft {
  const parameters: INodeParameters = {
    ...video.parameters,
    imageSource: 'binary',
    imageBinaryProperty: 'data',
  };
  delete parameters.imageUrl;
  const response = { response: { response: { responseFormat: 'file' } } };
  const fetching = node(
    'Fetch the photo',
    'n8n-nodes-base.httpRequest',
    { url: photoUrl, options: response },
    {
      typeVersion: 4.2,
      position: [video.position[0], video.position[1] + 180],
    },
  );
  const { nodes, connections, ...rest } = replaced(example, { ...video, parameters });
  const trigger = triggerOf(example).name;
  const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
  return {
    ...rest,
    nodes: [...nodes, fetching],
    connections: { ...connections, [trigger]: to(fetching.name), [fetching.name]: to(video.name) },
  };
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
