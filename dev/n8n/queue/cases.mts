import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ManualClock } from '../../emulator/index.mts';
import { chain, failureOf, itemsOf, videoNode, type Execution, type StoredWorkflow } from '../index.mts';
import { jsonOf, onlyItem, order } from '../suite/bench.mts';
import { changed, publishable } from '../suite/examples.mts';
import { callPublished, publish, published, webhookTrigger } from '../suite/production.mts';
import { withService } from '../suite/service.mts';
import { until } from '../suite/until.mts';
import type { QueueBench, QueueCase } from './bench.mts';
import type { Worker } from './queue.mts';

/** A case on a service of its own; the bench stays that of a queue. */
const alone = (
  options: Parameters<typeof withService>[0],
  check: (bench: QueueBench) => Promise<void>,
): ((bench: QueueBench) => Promise<void>) => withService(options, check as never) as never;

const logOf = async ({ process }: Worker): Promise<string> => await readFile(process.log.file, 'utf8');

/** The worker whose log tells that it created the task. */
async function creatorOf({ queue }: QueueBench, taskId: string): Promise<Worker> {
  for (const worker of queue.workers)
    if ((await logOf(worker)).includes(`AIHubMax created task ${taskId}`)) return worker;
  throw new Error(`No worker's log tells of task ${taskId}`);
}

const createdTask = async ({ emulator }: QueueBench): Promise<string> =>
  await until('the task', () => emulator.tasks().at(-1)?.id);

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

/** The sub-workflow and its caller, published, with a wait that n8n saves. */
async function durable(bench: QueueBench): Promise<StoredWorkflow> {
  const sub = await publish(
    bench,
    changed(await publishable(bench, 'durable-video'), 'Wait', { amount: 66 }),
  );
  const caller = await publishable(bench, 'call-durable-video');
  const rows = ['A', 'B', 'C', 'D', 'E'].map((prompt) => ({
    prompt,
    name: prompt,
    imageUrl: bench.emulator.samplePhotoUrl,
  }));
  const chosen = changed(caller, 'Make the videos', {
    workflowId: { __rl: true, mode: 'id', value: sub.id },
  });
  return await publish(bench, changed(chosen, 'Table', { jsonOutput: JSON.stringify({ rows }) }));
}

function assertDurable({ emulator }: QueueBench, execution: Execution): void {
  const items = jsonOf(execution, 'Use the videos');
  assert.deepEqual(
    items.map(({ input }) => (input as { prompt: string }).prompt),
    ['A', 'B', 'C', 'D', 'E'],
  );
  for (const { taskId, isSuccess, input } of items) {
    assert.equal(isSuccess, true);
    const task = emulator.tasks().find(({ id }) => id === taskId);
    assert.equal(task?.request.prompt, (input as { prompt: string }).prompt, 'each its own video');
  }
  assert.equal(emulator.createAttempts(), 5);
}

/** Everything dies in mid-wait: main, both workers and Redis. */
async function survivesAll(bench: QueueBench): Promise<void> {
  const { emulator, n8n, queue } = bench;
  const id = await callPublished(bench, await durable(bench));
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
  const worker = await until(
    'the log names it',
    async () => await creatorOf(bench, taskId).catch(() => undefined),
  );
  const log = await logOf(worker);
  await worker.process.kill();
  const execution = await n8n.rest.finished(id, 180_000);
  await worker.restart();
  assert.notEqual(execution.status, 'success');
  assert.doesNotMatch(execution.raw, new RegExp(taskId), 'n8n itself keeps nothing of it');
  assert.match(log, new RegExp(`AIHubMax created task ${taskId} .*workflow.*execution`), 'the log has it');
  assert.equal(emulator.createAttempts(), 1);
}

/** A deploy: SIGTERM, with time to finish. */
async function finishesBeforeDeploy(bench: QueueBench): Promise<void> {
  const { emulator, n8n, queue } = bench;
  const patient = { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '300' };
  for (const worker of queue.workers) await worker.restart(patient);
  const id = await callPublished(bench, await published(bench, order(bench)));
  const taskId = await createdTask(bench);
  const worker = await until(
    'the log names it',
    async () => await creatorOf(bench, taskId).catch(() => undefined),
  );
  process.kill(worker.process.pid, 'SIGTERM');
  await sleep(2_000);
  emulator.advance(600_000);
  const execution = await n8n.rest.finished(id);
  assert.equal(onlyItem(execution).isSuccess, true);
  assert.equal(emulator.createAttempts(), 1);
  for (const one of queue.workers) await one.restart();
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

/** Sixty tasks from six executions on two workers against one a second, burst five. */
function bearsRateLimits(retryAfter: string | undefined): (bench: QueueBench) => Promise<void> {
  return async (bench) => {
    const { emulator, n8n } = bench;
    const rows = Array.from({ length: 10 }, (_row, nth) => ({ n: nth }));
    const table = { mode: 'raw', jsonOutput: JSON.stringify({ rows }), options: {} };
    const inputs = {
      operation: 'create',
      prompt: '={{ "Wave " + $json.n }}',
      imageUrl: emulator.samplePhotoUrl,
    };
    const nodes = [
      {
        ...videoNode('Table', {}, bench.credential),
        type: 'n8n-nodes-base.set',
        typeVersion: 3.4,
        parameters: table,
        credentials: undefined,
      },
      {
        ...videoNode('Rows', {}, bench.credential),
        type: 'n8n-nodes-base.splitOut',
        typeVersion: 1,
        parameters: { fieldToSplitOut: 'rows', options: {} },
        credentials: undefined,
      },
    ];
    const draft = chain('Limits', webhookTrigger(), ...nodes, videoNode('Video', inputs, bench.credential));
    const workflow = await publish(bench, draft);
    limited(bench, retryAfter);
    const began = performance.now();
    const ids = [];
    for (let run = 0; run < 6; run++) ids.push(await callPublished(bench, workflow));
    await until('all executions', async () => (await n8n.rest.executionsOf(workflow)).length === 6);
    for (const { id } of await n8n.rest.executionsOf(workflow))
      assert.equal(jsonOf(await n8n.rest.finished(id, 240_000), 'Video').length, 10);
    const seconds = (performance.now() - began) / 1000;
    assert.equal(emulator.creates(), 60);
    const refused = emulator.createAttempts() - 60;
    assert.ok(refused < 60, `${refused} were refused`);
    assert.ok(seconds < 1.5 * 55 + 10, `it took ${seconds.toFixed(0)} s, ideal 55`);
  };
}

/** One create a second, five at once: whatever comes sooner is refused. */
function limited({ emulator }: QueueBench, retryAfter: string | undefined): void {
  let tokens = 5;
  let filledAt = performance.now();
  const isTooMuch = () => {
    const now = performance.now();
    tokens = Math.min(5, tokens + (now - filledAt) / 1000);
    filledAt = now;
    if (tokens < 1) return true;
    tokens -= 1;
    return false;
  };
  const error = { code: 'rate_limit_exceeded', message: 'Too many requests' };
  emulator.fault({ on: 'create', times: 0, match: isTooMuch, then: { status: 429, error, retryAfter } });
}

export const queueCases: readonly QueueCase[] = [
  {
    says: 'a webhook creates, waits and downloads on a worker, whose log names the task',
    check: alone({}, worksOnAWorker),
  },
  {
    says: 'Stop, pressed at main: the worker goes quiet, and its log names the task',
    check: alone({ script: { end: 'never' } }, stops),
  },
  {
    says: 'Retry on another worker resumes what the first has paid for',
    check: alone({ clock: new ManualClock(), taskSeconds: 300 }, retriesElsewhere),
  },
  {
    says: 'main, workers and Redis killed in mid-wait of durable-video: it goes on by itself, five items, five creates',
    check: alone({ clock: new ManualClock(), taskSeconds: 300 }, survivesAll),
  },
  {
    says: 'a worker killed in Create and Wait: n8n loses the wait, the log of the worker has the task',
    check: alone({ script: { end: 'never' } }, losesTheWait),
  },
  {
    says: 'SIGTERM with N8N_GRACEFUL_SHUTDOWN_TIMEOUT: the wait is finished first',
    check: alone({ clock: new ManualClock(), taskSeconds: 300 }, finishesBeforeDeploy),
  },
  {
    says: 'the restart-safe loop outlives an outage of the API',
    check: alone({ clock: new ManualClock(), taskSeconds: 300 }, survivesOutage),
  },
  ...['2', '1', undefined].map(
    (retryAfter): QueueCase => ({
      says: `60 creates of 6 executions against one a second, Retry-After ${retryAfter ?? 'none'}: all are accepted`,
      check: alone({}, bearsRateLimits(retryAfter)),
    }),
  ),
];
