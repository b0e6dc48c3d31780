/** What befalls the processes of a queue, and what is left of an execution then. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nProcess } from '../../../dev/n8n/process.mts';
import type { Worker } from '../../../dev/n8n/queue/queue.mts';
import { until } from '../../../dev/n8n/until.mts';
import {
  assertCreates,
  assertInLog,
  endOf,
  runAll,
  type AllShapes,
  type Running,
} from '../support/shapes.mts';
import { onlyItem, order, videoOnly } from '../support/bench.mts';
import { resumesTestBatch, struckBy } from '../support/crashes.mts';
import { withOwnService } from '../support/service.mts';
import { creatorOf, type QueueBench } from './bench.mts';

/** Both workers and main run, with the settings they were first started with. */
export async function allRun({ n8n, queue }: QueueBench): Promise<void> {
  if (!n8n.process.isServing()) await n8n.restart();
  await Promise.all(queue.workers.map(async (worker) => await worker.runWith()));
}

/** Main and workers, as they run now. */
export const processesOf = ({ n8n, queue }: QueueBench): N8nProcess[] => [
  n8n.process,
  ...queue.workers.map(({ process }) => process),
];

/** kill -9 of every process, and of Redis, which comes back empty. */
export async function allDie(bench: QueueBench): Promise<void> {
  const { queue } = bench;
  await Promise.all(processesOf(bench).map(async (each) => await each.kill()));
  await queue.redis.kill();
  await queue.redis.restart();
}

export async function allDieAndComeBack(bench: QueueBench): Promise<void> {
  await allDie(bench);
  await allRun(bench);
}

/** All three shapes on one worker, with the other one ready to take over. `env` = of both. */
export async function runOnOne(
  bench: QueueBench,
  env: NodeJS.ProcessEnv = {},
): Promise<[AllShapes<QueueBench>, Worker]> {
  const [one, other] = bench.queue.workers;
  assert.ok(one && other);
  if (!bench.n8n.process.isServing()) await bench.n8n.restart();
  await Promise.all([other.process.stop(), one.runWith(env)]);
  const all = await runAll(bench);
  await other.runWith(env);
  return [all, one];
}

/** n8n knows nothing of the task any more: its log is all that is left. */
export async function isLost(running: Running<QueueBench>): Promise<void> {
  const { bench, executionId, taskId } = running;
  const { status, raw } = await endOf(running);
  assert.notEqual(status, 'success');
  assert.doesNotMatch(raw, new RegExp(taskId), 'n8n itself keeps nothing of it');
  await assertInLog(running);
  await bench.n8n.rest.retry(executionId).catch(() => undefined);
  await sleep(3_000);
  assertCreates(running, 1);
}

export const endsByItself = async ({ process: { isServing } }: Worker): Promise<void> =>
  void (await until('the worker has ended', () => !isServing(), { withinMs: 60_000 }));

/** The worker that created the task ends, so that the Retry runs on the other one. */
export async function loseFirstWorker({ bench, taskId }: Running<QueueBench>): Promise<void> {
  const first = await creatorOf(bench, taskId);
  for (const worker of bench.queue.workers)
    if (worker !== first && !worker.process.isServing()) await worker.restart();
  await first.process.stop();
}

/** Test runs on workers, as always in n8n 3.0: the second worker has never heard of what the first one made. */
export const reusesOnOtherWorker = withOwnService<QueueBench>({}, async (bench) => {
  const { n8n, queue, emulator } = bench;
  const [one, other] = queue.workers;
  assert.ok(one && other);
  await allRun(bench);
  await n8n.restart({ OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true' });
  const workflow = await n8n.rest.createWorkflow(videoOnly(bench, order(bench)));
  const press = async () => onlyItem(await n8n.rest.finished(await n8n.rest.run(workflow, 'Start')));
  await other.process.stop();
  const { taskId } = await press();
  assert.equal(await creatorOf(bench, String(taskId)), one);
  await other.restart();
  await one.process.stop();
  const again = await press();
  assert.deepEqual([again.taskId, again.resumed, emulator.createAttempts()], [taskId, true, 1]);
  await n8n.restart();
});

/** n8n with test runs on its workers, of which the other one ends; `crash` kills whichever works, and the other takes over. */
export async function resumesTestBatchOnOtherWorker(shared: QueueBench): Promise<void> {
  const { n8n, queue } = shared;
  const [one, other] = queue.workers;
  assert.ok(one && other);
  await allRun(shared);
  await n8n.restart({ OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true' });
  await other.process.stop();
  const crash = async () => {
    await one.process.kill();
    await other.restart();
  };
  await struckBy(crash, resumesTestBatch)(shared);
  await n8n.restart();
}
