/** The node's form as n8n shows it: visibility and defaults come from n8n's own functions. */
import { NodeHelpers, Workflow } from 'n8n-workflow';
import type { INode, INodeParameters, INodeProperties, INodeTypes } from 'n8n-workflow';
import { AiHubMaxVeo } from '../../nodes/AiHubMaxVeo/AiHubMaxVeo.node.ts';

export const { description } = new AiHubMaxVeo();

export const node: INode = {
  id: '7d8f5c5e-6a0f-4c2b-9a53-1d8c2f6a9b01',
  name: 'AIHubMax Veo',
  type: 'n8n-nodes-aihubmax-veo.aiHubMaxVeo',
  typeVersion: 1,
  position: [0, 0],
  parameters: {},
};

/** What a run reads: the given values, the form's defaults for the rest, nothing of what is hidden. */
export const filledIn = (values: INodeParameters): INodeParameters =>
  NodeHelpers.getNodeParameters(description.properties, values, true, false, node, description) ?? {};

const isShown = (values: INodeParameters) => (property: INodeProperties) =>
  NodeHelpers.displayParameter(values, property, node, description);

/** The fields that the form shows for these values. */
export const shown = (values: INodeParameters): INodeProperties[] =>
  description.properties
    .filter(({ type }) => type !== 'hidden' && type !== 'notice')
    .filter(isShown(filledIn(values)));

/** The sentences that stand between the fields. */
export const noticesShown = (values: INodeParameters): string[] =>
  description.properties
    .filter(({ type }) => type === 'notice')
    .filter(isShown(filledIn(values)))
    .map(({ displayName }) => displayName);

/** The one property of this name that the form shows; undefined when there is none. */
export function property(name: string, values: INodeParameters): INodeProperties | undefined {
  const found = shown(values).filter((candidate) => candidate.name === name);
  if (found.length > 1) throw new Error(`${name} is shown ${found.length} times`);
  return found[0];
}

/** The members that a collection offers for these values. */
export function members(name: string, values: INodeParameters): INodeProperties[] {
  const offered = (property(name, values)?.options ?? []) as INodeProperties[];
  const root = filledIn(values);
  return offered.filter((member) => NodeHelpers.displayParameter({}, member, node, description, root));
}

/** The values of a drop-down. */
export const choices = (of: INodeProperties | undefined): unknown[] =>
  (of?.options ?? []).map((option) => ('value' in option ? option.value : undefined));

export const names = (properties: INodeProperties[]): string[] => properties.map(({ name }) => name);

const nodeTypes = {
  getByName: () => new AiHubMaxVeo(),
  getByNameAndVersion: () => new AiHubMaxVeo(),
  getKnownTypes: () => ({}),
} as INodeTypes;

/** What n8n's editor makes of expressions of the description, for a node with these parameters. */
export async function evaluated(parameters: INodeParameters, texts: string[]): Promise<unknown[]> {
  const nodes = [{ ...node, parameters }];
  const { expression } = new Workflow({ nodes, connections: {}, active: false, nodeTypes });
  await expression.acquireIsolate?.();
  return texts.map((text) => expression.getParameterValue(text, null, 0, 0, node.name, [], 'manual', {}));
}
