/** Retry On Fail on an Execute Sub-workflow node: n8n starts the sub-workflow as a new execution. */
import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { chain, node, videoNode, type StoredWorkflow } from '../../../dev/n8n/index.mts';
import { jsonOf, onlyItem, order, type Bench } from './bench.mts';
import { durable } from './durable.mts';
import { callPublished, publish, webhookTrigger } from './production.mts';
import { withOwnService } from './service.mts';

const twoTries = { retryOnFail: true, maxTries: 2, waitBetweenTries: 500 };

const subTrigger = (): INode =>
  node(
    'Start',
    'n8n-nodes-base.executeWorkflowTrigger',
    { inputSource: 'passthrough' },
    { typeVersion: 1.1 },
  );

function calling({ id }: StoredWorkflow): INode {
  const parameters = { workflowId: { __rl: true, mode: 'id', value: id }, options: {} };
  return node('Sub', 'n8n-nodes-base.executeWorkflow', parameters, { typeVersion: 1.2, ...twoTries });
}

/** Webhook -> `before` -> Execute Sub-workflow, whose sub-workflow has our node with these parameters. */
async function callerOf(
  bench: Bench,
  parameters: INode['parameters'],
  before: INode[],
): Promise<StoredWorkflow> {
  const video = videoNode('Video', parameters, bench.credential);
  const sub = await publish(bench, chain('Sub', subTrigger(), video));
  return await publish(bench, chain('Suite', webhookTrigger(), ...before, calling(sub)));
}

/** The sub-workflow begins anew: a task that failed is created, and charged, again. */
export const createsAgainInSub = withOwnService({}, async (bench) => {
  const { emulator, n8n } = bench;
  emulator.fault({ on: 'create', then: { script: { end: 'failed' } } });
  const id = await callPublished(bench, await callerOf(bench, order(bench), []));
  assert.equal(onlyItem(await n8n.rest.finished(id), 'Sub').isSuccess, true);
  assert.equal(emulator.creates(), 2);
});

/** Create in the parent: only the wait is repeated. */
export const onlyReadsInSub = withOwnService({}, async (bench) => {
  const { emulator, n8n, credential } = bench;
  emulator.fault({ on: 'status', then: { status: 401 } });
  const create = videoNode('Create', order(bench, { operation: 'create' }), credential);
  const reading = { operation: 'getStatus', taskId: '={{ $json.taskId }}', waitForCompletion: true };
  const id = await callPublished(bench, await callerOf(bench, reading, [create]));
  assert.equal(onlyItem(await n8n.rest.finished(id), 'Sub').isSuccess, true);
  assert.equal(emulator.creates(), 1);
});

/** durable-video gives a failure back as an item: there is nothing to repeat. */
export const tellsInsteadOfFailing = withOwnService({}, async (bench) => {
  const { emulator, n8n } = bench;
  emulator.fault({ on: 'create', then: { script: { end: 'failed' } } });
  const workflow = await durable(bench, ['A'], twoTries);
  const execution = await n8n.rest.finished(await callPublished(bench, workflow), 200_000);
  const [item] = jsonOf(execution, 'Use the videos');
  assert.notEqual(item?.isSuccess, true);
  assert.ok(item?.reason, 'the item says why');
  assert.equal(emulator.creates(), 1);
});
