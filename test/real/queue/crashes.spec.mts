/** A worker that dies takes only its own execution with it, and what that paid for is not lost. */
import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { ManualClock } from '../../../dev/emulator/index.mts';
import { graph, manualTrigger, videoNode, type StoredWorkflow } from '../../../dev/n8n/index.mts';
import { onlyItem, order } from '../support/bench.mts';
import { executes, waitFor } from '../support/crashes.mts';
import { callAt, publish, webhookTrigger } from '../support/production.mts';
import { withService } from '../support/service.mts';
import { creatorOf, type QueueBench } from './bench.mts';
import { test } from './test.mts';
import { allRun } from './workers.mts';

const taskSeconds = 300;

/** Started by a webhook, called Hook, and in the editor. */
function bothWays({ credential }: QueueBench, parameters: INode['parameters']) {
  const hook = { ...webhookTrigger(), name: 'Hook' };
  const nodes = [hook, manualTrigger(), videoNode('Video', parameters, credential)];
  const links = ['Hook', 'Start'].map((from) => ({ from, to: 'Video' }));
  return graph('Suite', nodes, links);
}

/** Executions of one workflow, of which the last is on another worker than the first. */
async function onTwoWorkers(bench: QueueBench, workflow: StoredWorkflow) {
  const path = String(workflow.nodes.find(({ name }) => name === 'Hook')?.parameters.path);
  const begin = async (nth: number) => {
    await callAt(bench, workflow, { path: `webhook/${path}` });
    await waitFor(bench, nth);
    // By now it is the newest of them for certain.
    const id = String((await bench.n8n.rest.executionsOf(workflow))[0]?.id);
    const taskId = String(bench.emulator.tasks().at(-1)?.id);
    return { id, taskId, worker: await creatorOf(bench, taskId) };
  };
  const first = await begin(1);
  for (let nth = 2; ; nth++) {
    const last = await begin(nth);
    if (last.worker !== first.worker) return { first, last, count: nth };
  }
}

async function loseOneOfTwo(bench: QueueBench): Promise<void> {
  const { emulator, n8n } = bench;
  await allRun(bench);
  const workflow = await publish(bench, bothWays(bench, order(bench)));
  const { first, last, count } = await onTwoWorkers(bench, workflow);
  await first.worker.process.kill();
  emulator.advance(taskSeconds * 1_000);
  const { taskId, resumed } = onlyItem(await n8n.rest.finished(last.id));
  assert.deepEqual([taskId, resumed], [last.taskId, false]);
  assert.notEqual((await n8n.rest.finished(first.id, 240_000)).status, 'success');
  const tested = onlyItem(await executes(bench, workflow));
  assert.deepEqual([tested.resumed, emulator.createAttempts()], [true, count]);
}

test(
  'two executions of one workflow on two workers, one killed: the other gets its own video, and a test run pays for none',
  withService<QueueBench>({ clock: new ManualClock(), taskSeconds }, loseOneOfTwo),
);
