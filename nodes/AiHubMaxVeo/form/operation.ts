/** The choice of what the node does. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** By use. The action is also what an agent is told of its tool, so it says what costs credits. */
export const operationOptions: INodePropertyOptions[] = [
  {
    name: 'Create and Wait',
    value: 'createAndWait',
    action: 'Create paid video and wait for result',
    description: 'Create a video and wait for the result. Costs credits.',
  },
  {
    name: 'Create',
    value: 'create',
    action: 'Create paid video without waiting',
    description: 'Start creating a video and return its task at once. Costs credits.',
  },
  {
    name: 'Get Status',
    value: 'getStatus',
    action: 'Get video status for free',
    description: "Get a task's status and, once finished, its video URL. Free.",
  },
  {
    name: 'Check',
    value: 'check',
    action: 'Check request for free',
    description: 'Check a request and its files without sending it: what is wrong, what it costs. Free.',
  },
  {
    name: 'Get Credits',
    value: 'getCredits',
    action: 'Get remaining credits for free',
    description: 'Get the remaining balance of the API key. Free.',
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

/** An agent that grows impatient would call a tool that waits once more, and be charged again. */
export const toolNotice: INodeProperties = {
  displayName:
    'Agents work best with two tools: add this node twice, with Create and with Get Status. Every created video costs credits.',
  name: 'toolNotice',
  type: 'notice',
  default: '',
  displayOptions: { show: { '@tool': [true], operation: ['createAndWait'] } },
};
