import type {
  IConnections,
  INode,
  INodeParameters,
  IWorkflowSettings,
  NodeConnectionType,
} from 'n8n-workflow';

/** A workflow as n8n's import and REST API take it. */
export interface WorkflowDraft {
  readonly name: string;
  readonly nodes: INode[];
  readonly connections: IConnections;
  readonly settings?: IWorkflowSettings;
}

/** This package's node, as a workflow names it. */
export const videoNodeType = 'n8n-nodes-aihubmax-veo.aiHubMaxVeo';
/** Its credential. */
export const credentialType = 'aiHubMaxApi';

/** A node. Its position is set by the chain it is put into. */
export function node(
  name: string,
  type: string,
  parameters: INodeParameters = {},
  extra: Partial<INode> = {},
): INode {
  return { id: crypto.randomUUID(), name, type, typeVersion: 1, position: [0, 0], parameters, ...extra };
}

/** The node that starts a workflow when a person presses Execute. */
export function manualTrigger(name = 'Start'): INode {
  return node(name, 'n8n-nodes-base.manualTrigger');
}

/** This package's node, using a stored credential. */
export function videoNode(
  name: string,
  parameters: INodeParameters,
  credential: { id: string; name: string },
): INode {
  return node(name, videoNodeType, parameters, { credentials: { [credentialType]: credential } });
}

/** A workflow in which each node follows the one before it. */
export function chain(name: string, ...nodes: INode[]): WorkflowDraft {
  const names = nodes.map((each) => each.name);
  const links = names.slice(1).map((to, index) => ({ from: names[index] ?? '', to }));
  return graph(name, nodes, links);
}

/** A connection. Output 0 and type `main` unless told otherwise. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly output?: number;
  readonly type?: NodeConnectionType;
}

/** A workflow whose nodes are connected as the links say. */
export function graph(name: string, nodes: INode[], links: readonly Link[]): WorkflowDraft {
  const connections: IConnections = {};
  for (const { from, to, output = 0, type = 'main' } of links) {
    const outputs = ((connections[from] ??= {})[type] ??= []);
    while (outputs.length <= output) outputs.push([]);
    outputs[output]?.push({ node: to, type, index: 0 });
  }
  const placed = nodes.map((each, index) => ({ ...each, position: [index * 220, 0] as [number, number] }));
  return { name, nodes: placed, connections };
}
