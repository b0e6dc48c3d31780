/** What becomes of a wait when processes die. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ManualClock } from '../../../dev/emulator/index.mts';
import { onlyItem, order } from '../support/bench.mts';
import { changed, publishable } from '../support/examples.mts';
import { callPublished, publish, published } from '../support/production.mts';
import { until } from '../../../dev/n8n/until.mts';
import { createdTask, logOf, workerAt, type QueueBench } from './bench.mts';
import { withService } from '../support/service.mts';
import { assertDurable, durable, five, savedWaitSeconds } from '../support/durable.mts';
import { test } from './test.mts';

/** Everything dies in mid-wait: main, both workers and Redis. */
async function survivesAll(bench: QueueBench): Promise<void> {
  const { emulator, n8n, queue } = bench;
  const id = await callPublished(bench, await durable(bench, five));
  await until('all are created', () => emulator.creates() === 5);
  await until('it waits', async () => (await n8n.rest.execution(id)).status === 'waiting');
  await Promise.all([n8n.process.kill(), ...queue.workers.map(async ({ process }) => await process.kill())]);
  await queue.redis.kill();
  emulator.advance(600_000);
  await queue.redis.restart();
  await n8n.restart();
  await Promise.all(queue.workers.map(async (worker) => await worker.restart()));
  assertDurable(bench, await n8n.rest.finished(id, 240_000));
}

/** kill -9 of the worker that runs a Create and Wait. n8n needs about 93 seconds to notice. */
async function losesTheWait(bench: QueueBench): Promise<void> {
  const { emulator, n8n } = bench;
  const id = await callPublished(bench, await published(bench, order(bench)));
  const taskId = await createdTask(bench);
  const worker = await workerAt(bench, taskId);
  const log = await logOf(worker);
  await worker.process.kill();
  const execution = await n8n.rest.finished(id, 180_000);
  await worker.restart();
  assert.notEqual(execution.status, 'success');
  assert.doesNotMatch(execution.raw, new RegExp(taskId), 'n8n itself keeps nothing of it');
  assert.match(log, new RegExp(`AIHubMax created task ${taskId}: .*execution \\d+`), 'the log has it');
  assert.equal(emulator.createAttempts(), 1);
}

/** A deploy: SIGTERM, with time to finish. */
async function finishesBeforeDeploy(bench: QueueBench): Promise<void> {
  const { emulator, n8n, queue } = bench;
  const patient = { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '300' };
  for (const worker of queue.workers) await worker.restart(patient);
  const id = await callPublished(bench, await published(bench, order(bench)));
  const taskId = await createdTask(bench);
  const worker = await workerAt(bench, taskId);
  process.kill(worker.process.pid, 'SIGTERM');
  await sleep(2_000);
  emulator.advance(600_000);
  const execution = await n8n.rest.finished(id);
  assert.equal(onlyItem(execution).isSuccess, true);
  assert.equal(emulator.createAttempts(), 1);
  for (const one of queue.workers) await one.restart();
}

/** Main dies while a worker waits, and comes back: the worker did not notice. */
async function outlivesMain(bench: QueueBench): Promise<void> {
  const { emulator, n8n } = bench;
  const id = await callPublished(bench, await published(bench, order(bench)));
  await createdTask(bench);
  await n8n.process.kill();
  await sleep(5_000);
  await n8n.restart();
  emulator.advance(600_000);
  assert.equal(onlyItem(await n8n.rest.finished(id)).isSuccess, true);
  assert.equal(emulator.createAttempts(), 1);
}

/** Redis is away for longer than n8n bears: all processes end by themselves, and whoever keeps them starts them again. */
async function outlivesRedis(bench: QueueBench): Promise<void> {
  const { emulator, n8n, queue } = bench;
  const loop = changed(await publishable(bench, 'restart-safe-loop'), 'Wait', { amount: savedWaitSeconds });
  const id = await callPublished(bench, await publish(bench, loop));
  await until('it waits', async () => (await n8n.rest.execution(id)).status === 'waiting');
  await queue.redis.kill();
  const processes = () => [n8n.process, ...queue.workers.map(({ process }) => process)];
  await until('n8n has given up', () => processes().every((each) => !each.isServing()), { withinMs: 60_000 });
  await queue.redis.restart();
  emulator.advance(600_000);
  await n8n.restart();
  for (const worker of queue.workers) await worker.restart();
  const execution = await n8n.rest.finished(id, 240_000);
  assert.equal(onlyItem(execution, 'Use the video').isSuccess, true);
  assert.equal(emulator.createAttempts(), 1);
}

test(
  'main, workers and Redis killed in mid-wait of durable-video: it goes on by itself, five items, five creates',
  withService({ clock: new ManualClock(), taskSeconds: 300 }, survivesAll),
);

test(
  'a worker killed in Create and Wait: n8n loses the wait, the log of the worker has the task',
  withService({ script: { end: 'never' } }, losesTheWait),
);

test(
  'main killed while a worker waits: the wait goes on',
  withService({ clock: new ManualClock(), taskSeconds: 300 }, outlivesMain),
);

test(
  'Redis away for too long: all processes end, and the restart-safe loop goes on once they are back',
  withService({ clock: new ManualClock(), taskSeconds: 300 }, outlivesRedis),
);

test(
  'SIGTERM with N8N_GRACEFUL_SHUTDOWN_TIMEOUT: the wait is finished first',
  withService({ clock: new ManualClock(), taskSeconds: 300 }, finishesBeforeDeploy),
);
