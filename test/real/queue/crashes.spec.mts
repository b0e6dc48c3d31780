/** A worker that dies takes only its own execution with it, and what that paid for is not lost. */
import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { graph, manualTrigger, videoNode } from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { onlyItem, order } from '../support/bench.mts';
import { executes, waitFor } from '../support/crashes.mts';
import { callAt, publish, webhookTrigger } from '../support/production.mts';
import { withService } from '../support/service.mts';
import { creatorOf, type QueueBench } from './bench.mts';
import { test } from './test.mts';
import { allRun } from './workers.mts';

/** Started by a webhook, called Hook, and in the editor. */
function bothWays({ credential }: QueueBench, parameters: INode['parameters']) {
  const hook = { ...webhookTrigger(), name: 'Hook' };
  const nodes = [hook, manualTrigger(), videoNode('Video', parameters, credential)];
  const links = ['Hook', 'Start'].map((from) => ({ from, to: 'Video' }));
  return graph('Suite', nodes, links);
}

async function loseOneOfTwo(bench: QueueBench): Promise<void> {
  const { emulator, n8n, queue } = bench;
  const [one, other] = queue.workers;
  assert.ok(one && other);
  await allRun(bench);
  const workflow = await publish(bench, bothWays(bench, order(bench)));
  const hook = workflow.nodes.find(({ name }) => name === 'Hook');
  const call = async () =>
    await callAt(bench, workflow, { path: `webhook/${String(hook?.parameters.path)}` });
  await other.process.stop();
  const lost = await call();
  await waitFor(bench, 1);
  await other.restart();
  const [first] = emulator.tasks();
  // Whoever is free takes it, so the first worker is held still.
  process.kill(one.process.pid, 'SIGSTOP');
  const alive = await call();
  await until('the other worker has created', () => emulator.creates() === 2);
  await one.process.kill();
  const [, second] = emulator.tasks();
  assert.equal(await creatorOf(bench, String(second?.id)), other);
  const { taskId, resumed } = onlyItem(await n8n.rest.finished(alive));
  assert.deepEqual([taskId, resumed], [second?.id, false]);
  assert.notEqual((await n8n.rest.finished(lost, 240_000)).status, 'success');
  const tested = onlyItem(await executes(bench, workflow));
  assert.equal(tested.resumed, true);
  assert.ok([first?.id, second?.id].includes(String(tested.taskId)));
  assert.equal(emulator.createAttempts(), 2);
}

test(
  'two executions of one workflow on two workers, one killed: the other gets its own video, and a test run pays for none',
  withService<QueueBench>({ taskSeconds: 30 }, loseOneOfTwo),
);
