/** The error workflow, called by n8n itself. */
import assert from 'node:assert/strict';
import type { INode, INodeParameters } from 'n8n-workflow';
import {
  chain,
  credentialType,
  itemsOf,
  node,
  videoNode,
  type Execution,
  type StoredWorkflow,
} from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { cast } from './casting.mts';
import { readExample } from './example.mts';
import { aMoment } from './form.mts';
import { importExample } from './playing.mts';
import { refused } from './refusals.mts';
import type { Stage } from './stage.mts';
import { test } from './test.mts';

/** The error workflow, published: here the trigger is n8n's own, not a sample. */
async function rescue(stage: Stage): Promise<StoredWorkflow> {
  const itself = { 'n8n-nodes-base.errorTrigger': (trigger: INode) => trigger };
  const workflow = await importExample(stage, cast(await readExample('rescue.json'), stage, itself));
  await stage.n8n.rest.activate(workflow);
  return workflow;
}

/** Publishes a workflow that calls the rescue when it fails, starts it from outside, and gives what the rescue did. */
async function rescued(stage: Stage, parameters: INodeParameters): Promise<Execution> {
  const { n8n, emulator, credentials } = stage;
  const errorWorkflow = await rescue(stage);
  const path = `fails-${crypto.randomUUID()}`;
  const webhook = node(
    'Webhook',
    'n8n-nodes-base.webhook',
    { path, options: {} },
    { typeVersion: 2, webhookId: path },
  );
  const inputs = { prompt: 'Waves', imageUrl: emulator.samplePhotoUrl, ...parameters };
  const credential = credentials[credentialType];
  assert.ok(credential);
  const draft = chain('Fails', webhook, videoNode('Create the video', inputs, credential));
  const failing = await n8n.rest.createWorkflow({ ...draft, settings: { errorWorkflow: errorWorkflow.id } });
  await n8n.rest.activate(failing);
  await until('the webhook', async () => (await fetch(`${n8n.url}/webhook/${path}`)).ok, aMoment);
  const { id } = await until(
    'the error workflow',
    async () => (await n8n.rest.executionsOf(errorWorkflow))[0],
    aMoment,
  );
  return await n8n.rest.finished(id, 90_000);
}

async function saves(stage: Stage): Promise<void> {
  stage.emulator.clearFaults();
  // By the emulator's clock, which is faster: done some seconds after the node has given up.
  stage.emulator.fault({ on: 'create', then: { script: { seconds: 240 } } });
  const before = stage.emulator.creates();
  const execution = await rescued(stage, { waitOptions: { timeoutMinutes: 0.1, pollIntervalSeconds: 1 } });
  const [told] = itemsOf(execution, 'Tell: saved');
  assert.match(String(told?.json.text), /The workflow Fails failed, but its video was saved: https:/);
  assert.equal(stage.emulator.creates() - before, 1, 'nothing was created again');
}

async function tellsWhy(stage: Stage): Promise<void> {
  stage.emulator.clearFaults();
  stage.emulator.fault(refused);
  const execution = await rescued(stage, {});
  const [told] = itemsOf(execution, 'Tell: no video');
  assert.match(String(told?.json.text), /The workflow Fails failed: .*The balance is used up/);
  stage.emulator.clearFaults();
}

test('rescue.json saves the video of a workflow that gave up waiting', ({ stage }) => saves(stage));

test('rescue.json tells why when nothing was paid for', ({ stage }) => tellsWhy(stage));
