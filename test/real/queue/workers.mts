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
  finishTasks,
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
  await n8n.runWith();
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

/** `meanwhile` = what happens while they are dead. */
export async function allDieAndComeBack(bench: QueueBench, meanwhile: () => void): Promise<void> {
  await allDie(bench);
  meanwhile();
  await allRun(bench);
}

/** Leaves one worker alone, with `env` on top: gives it, and the other one, which has ended. */
export async function leaveOne(
  { queue: { workers } }: QueueBench,
  env?: NodeJS.ProcessEnv,
): Promise<[Worker, Worker]> {
  const one = workers.find(({ process }) => process.isServing()) ?? workers[0];
  const other = workers.find((worker) => worker !== one);
  assert.ok(one && other);
  await Promise.all([other.process.stop(), one.runWith(env)]);
  return [one, other];
}

/** By how the worker ended on which they ran. */
export type Ended = Readonly<Record<'killed' | 'deployed' | 'deployedSlowly', AllShapes<QueueBench>>>;

/**
 * Workers that end one after the other, each alone with executions of its own, which what runs later takes over: one that is
 * asked to end takes no new ones.
 */
export async function workersEnd(bench: QueueBench): Promise<Ended> {
  await bench.n8n.runWith();
  const [one, other] = await leaveOne(bench);
  const killed = await runAll(bench);
  await one.process.kill();
  finishTasks(killed);
  await other.restart();
  const deployed = await runAll(bench);
  process.kill(other.process.pid, 'SIGTERM');
  await one.restart({ N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '300' });
  const deployedSlowly = await runAll(bench);
  await endsByItself(other);
  finishTasks(deployed);
  await other.restart();
  process.kill(one.process.pid, 'SIGTERM');
  await sleep(2_000);
  finishTasks(deployedSlowly);
  await endsByItself(one);
  return { killed, deployed, deployedSlowly };
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

const endsByItself = async ({ process: { isServing } }: Worker): Promise<void> =>
  void (await until('the worker has ended', () => !isServing(), { withinMs: 60_000 }));

/** The worker that created the task ends, so that the Retry runs on the other one. */
export async function loseFirstWorker({ bench, taskId }: Running<QueueBench>): Promise<void> {
  const first = await creatorOf(bench, taskId);
  for (const worker of bench.queue.workers)
    if (worker !== first && !worker.process.isServing()) await worker.restart();
  await first.process.stop();
}

/** As always in n8n 3.0. */
const testsOnWorkers = { OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true' };

/** Test runs on workers: the second worker has never heard of what the first one made. */
export const reusesOnOtherWorker = withOwnService<QueueBench>({}, async (bench) => {
  const { n8n, emulator } = bench;
  await n8n.runWith(testsOnWorkers);
  const [one, other] = await leaveOne(bench);
  const workflow = await n8n.rest.createWorkflow(videoOnly(bench, order(bench)));
  const press = async () => onlyItem(await n8n.rest.finished(await n8n.rest.run(workflow, 'Start')));
  const { taskId, isSuccess } = await press();
  assert.equal(isSuccess, true);
  assert.equal(await creatorOf(bench, String(taskId)), one);
  await other.restart();
  await one.process.stop();
  const again = await press();
  assert.deepEqual([again.taskId, again.resumed, emulator.createAttempts()], [taskId, true, 1]);
});

/** Test runs on workers, of which one has ended; `crash` kills whichever works, and the other takes over. */
export async function resumesTestBatchOnOtherWorker(shared: QueueBench): Promise<void> {
  await shared.n8n.runWith(testsOnWorkers);
  const [one, other] = await leaveOne(shared);
  const crash = async () => {
    await one.process.kill();
    await other.restart();
  };
  await struckBy(crash, resumesTestBatch)(shared);
}
