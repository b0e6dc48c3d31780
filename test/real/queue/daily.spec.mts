/** What happens every day. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ManualClock } from '../../../dev/emulator/index.mts';
import { failureOf, itemsOf } from '../../../dev/n8n/index.mts';
import { execute, onlyItem, order } from '../support/bench.mts';
import { changed, publishable } from '../support/examples.mts';
import { callPublished, publish, published } from '../support/production.mts';
import { until } from '../../../dev/n8n/until.mts';
import { createdTask, creatorOf, type QueueBench } from './bench.mts';
import { withService } from '../support/service.mts';
import { test } from './test.mts';

async function worksOnAWorker(bench: QueueBench): Promise<void> {
  const execution = await bench.n8n.rest.finished(
    await callPublished(bench, await published(bench, order(bench, { downloadVideo: true }))),
  );
  const { isSuccess, taskId } = onlyItem(execution);
  assert.equal(isSuccess, true);
  assert.ok((await creatorOf(bench, String(taskId))).name.startsWith('worker'));
  const [{ binary } = {}] = itemsOf(execution, 'Video');
  assert.equal(binary?.data?.mimeType, 'video/mp4');
}

async function stops(bench: QueueBench): Promise<void> {
  const { emulator, n8n } = bench;
  const id = await callPublished(bench, await published(bench, order(bench)));
  const taskId = await createdTask(bench);
  await n8n.rest.stop(id);
  assert.equal((await n8n.rest.finished(id)).status, 'canceled');
  const stoppedAt = Date.now();
  await sleep(3_500);
  assert.deepEqual(
    emulator.requests().filter(({ at }) => at > stoppedAt + 1_500),
    [],
  );
  assert.equal(emulator.createAttempts(), 1);
  // n8n keeps nothing of a stopped node: the log of the worker names the task.
  await creatorOf(bench, taskId);
}

async function retriesElsewhere(bench: QueueBench): Promise<void> {
  const { emulator, n8n, queue } = bench;
  const settings = { waitOptions: { timeoutMinutes: 0.1, pollIntervalSeconds: 1 } };
  const id = await callPublished(bench, await published(bench, order(bench, settings)));
  const failed = await n8n.rest.finished(id);
  assert.match(failureOf(failed), /still running/);
  const first = await creatorOf(bench, await createdTask(bench));
  await first.process.stop();
  emulator.advance(600_000);
  const execution = await n8n.rest.finished((await n8n.rest.retry(id)).id);
  assert.deepEqual([onlyItem(execution).isSuccess, onlyItem(execution).resumed], [true, true]);
  assert.equal(emulator.createAttempts(), 1);
  await first.restart();
  assert.equal(
    queue.workers.every(({ process }) => process.isServing()),
    true,
  );
}

/** The API is away for two minutes of the loop: a passing outage is not a failure. */
async function survivesOutage(bench: QueueBench): Promise<void> {
  const { emulator, n8n } = bench;
  const loop = changed(await publishable(bench, 'restart-safe-loop'), 'Wait', { amount: 2 });
  emulator.fault({ on: 'status', times: 24, then: { status: 503 } });
  const id = await callPublished(bench, await publish(bench, loop));
  await until(
    'the outage is over',
    () => emulator.requests().filter(({ route }) => route === 'status').length > 24,
    { withinMs: 120_000 },
  );
  emulator.advance(600_000);
  const execution = await n8n.rest.finished(id, 120_000);
  assert.equal(onlyItem(execution, 'Use the video').isSuccess, true);
  assert.equal(emulator.createAttempts(), 1);
}

/** What a person starts in the editor goes to a worker, as always in n8n 3.0. */
async function offloads(bench: QueueBench): Promise<void> {
  await bench.n8n.restart({ OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true' });
  const item = onlyItem(await execute(bench, order(bench)));
  assert.equal(item.isSuccess, true);
  await creatorOf(bench, String(item.taskId));
  await bench.n8n.restart();
}

test(
  'a webhook creates, waits and downloads on a worker, whose log names the task',
  withService({}, worksOnAWorker),
);

test('a test run that is offloaded to a worker creates its video there', withService({}, offloads));

test(
  'Stop, pressed at main: the worker goes quiet, and its log names the task',
  withService({ script: { end: 'never' } }, stops),
);

test(
  'Retry on another worker resumes what the first has paid for',
  withService({ clock: new ManualClock(), taskSeconds: 300 }, retriesElsewhere),
);

test(
  'the restart-safe loop outlives an outage of the API',
  withService({ clock: new ManualClock(), taskSeconds: 300 }, survivesOutage),
);
