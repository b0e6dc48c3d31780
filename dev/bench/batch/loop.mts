/** What people build today: HTTP Request, Wait, HTTP Request, IF, and back. */
import type { INode, INodeParameters } from 'n8n-workflow';
import { graph, manualTrigger, node } from '../../n8n/index.mts';
import type { WorkflowDraft } from '../../n8n/index.mts';
import { rows } from '../real.mts';
import type { Site } from '../real.mts';

const http = (name: string, key: string, parameters: INodeParameters): INode =>
  node(
    name,
    'n8n-nodes-base.httpRequest',
    {
      sendHeaders: true,
      headerParameters: { parameters: [{ name: 'Authorization', value: `Bearer ${key}` }] },
      ...parameters,
    },
    { typeVersion: 4.2 },
  );

const isCompleted = {
  options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
  conditions: [
    {
      id: 'completed',
      ...{ leftValue: '={{ $json.status }}', rightValue: 'completed' },
      operator: { type: 'string', operation: 'equals' },
    },
  ],
  combinator: 'and',
};

const body = `={{ JSON.stringify({ model: 'veo-3.1-text-to-video', prompt: 'Waves ' + $json.n }) }}`;

/** The nodes whose time counts. */
export const loopNodes = ['Create', 'Wait', 'Look', 'Completed'] as const;

export function httpLoop({ emulator }: Site, items: number): WorkflowDraft {
  const { url, key } = emulator;
  const create = {
    method: 'POST',
    url: `${url}/v1/videos/generations`,
    sendBody: true,
    specifyBody: 'json',
    jsonBody: body,
  };
  const wait = { amount: 5, unit: 'seconds' };
  return graph(
    'HTTP loop',
    [
      manualTrigger(),
      ...rows(items),
      http('Create', key, create),
      node('Wait', 'n8n-nodes-base.wait', wait, { typeVersion: 1.1, webhookId: crypto.randomUUID() }),
      http('Look', key, { url: `=${url}/v1/tasks/{{ $json.id }}` }),
      node('Completed', 'n8n-nodes-base.if', { conditions: isCompleted }, { typeVersion: 2.2 }),
      node('Done', 'n8n-nodes-base.noOp'),
    ],
    [
      ...[
        { from: 'Start', to: 'List' },
        { from: 'List', to: 'Rows' },
        { from: 'Rows', to: 'Create' },
      ],
      ...[
        { from: 'Create', to: 'Wait' },
        { from: 'Wait', to: 'Look' },
        { from: 'Look', to: 'Completed' },
      ],
      ...[
        { from: 'Completed', to: 'Done' },
        { from: 'Completed', to: 'Wait', output: 1 },
      ],
    ],
  );
}
