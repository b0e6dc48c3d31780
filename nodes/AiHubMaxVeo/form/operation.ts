/** The choice of what the node does. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

export const operationOptions: INodePropertyOptions[] = [
  {
    name: 'Create',
    value: 'create',
    action: 'Create a video task and return at once',
    description: 'Start creating a video and return its task at once. Costs credits.',
  },
  {
    name: 'Create and Wait',
    value: 'createAndWait',
    action: 'Create a video and wait for it',
    description: 'Create a video and wait for the result. Costs credits.',
  },
  {
    name: 'Get Credits',
    value: 'getCredits',
    action: 'Get the balance of the API key',
    description: 'Get the remaining balance of the API key. Free.',
  },
  {
    name: 'Get Status',
    value: 'getStatus',
    action: 'Get the status of a video task',
    description: "Get a task's status and, once finished, its video URL. Free.",
  },
];

/**
 * Nobody sees it: n8n describes an agent's tool by the action of its operation only where there is a resource. Without
 * it both tools, the one that costs and the one that is free, would carry the node's own description.
 */
export const resource: INodeProperties = {
  displayName: 'Resource',
  name: 'resource',
  type: 'hidden',
  // The node panel searches a resource's operations here.
  options: [{ name: 'Video', value: 'video' }],
  default: 'video',
};

export const operation: INodeProperties = {
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  displayOptions: { show: { resource: ['video'] } },
  options: operationOptions,
  description: 'What the node does. Creating a video costs credits, everything else is free.',
  default: 'createAndWait',
};
