import assert from 'node:assert/strict';
import type { INode, INodeParameters } from 'n8n-workflow';
import { chain, node, videoNode, type StoredWorkflow, type WorkflowDraft } from '../../../dev/n8n/index.mts';
import type { Bench } from './bench.mts';
import { until } from '../../../dev/n8n/until.mts';

/** Called Start, as the manual one is, so that it can take its place. */
export function webhookTrigger(): INode {
  const path = crypto.randomUUID();
  const parameters = { path, httpMethod: 'POST', responseMode: 'onReceived', options: {} };
  return node('Start', 'n8n-nodes-base.webhook', parameters, { typeVersion: 2, webhookId: path });
}

/** Webhook -> our node, called Video, stored and published. */
export async function published(bench: Bench, parameters: INodeParameters): Promise<StoredWorkflow> {
  const video = videoNode('Video', parameters, bench.credential);
  return await publish(bench, chain('Suite', webhookTrigger(), video));
}

/** Stores a workflow and publishes it. */
export async function publish({ n8n }: Pick<Bench, 'n8n'>, draft: WorkflowDraft): Promise<StoredWorkflow> {
  const workflow = await n8n.rest.createWorkflow(draft);
  await n8n.rest.activate(workflow);
  return workflow;
}

/** Calls a published workflow's webhook. Returns the id of the execution that this began. */
export async function callPublished(bench: Bench, workflow: StoredWorkflow): Promise<string> {
  const start = workflow.nodes.find(({ name }) => name === 'Start');
  return await callAt(bench, workflow, { path: `webhook/${String(start?.parameters.path)}` });
}

/** Posts to an address of a published workflow, which answers a moment after publishing. */
export async function callAt(
  { n8n }: Bench,
  workflow: StoredWorkflow,
  { path, body }: { path: string; body?: FormData },
): Promise<string> {
  const headers = { connection: 'close' };
  const listed = async () => (await n8n.rest.executionsOf(workflow)).map(({ id }) => id);
  const before = new Set(await listed());
  const answer = await until(`${path} is known`, async () => {
    // An address that is not known yet is refused before a file has been sent, which breaks the connection.
    const response = await fetch(`${n8n.url}/${path}`, { method: 'POST', body, headers }).catch(() => null);
    return response !== null && response.status !== 404 && response;
  });
  assert.ok(answer.ok, `POST ${path} answered ${answer.status}`);
  return await until('the execution is listed', async () => (await listed()).find((id) => !before.has(id)));
}
