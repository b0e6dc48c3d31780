/** What happens in one process and in queue mode alike. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf, itemsOf } from '../../../dev/n8n/index.mts';
import type { INode } from 'n8n-workflow';
import type { Bench } from './bench.mts';
import { callPublished } from './production.mts';
import { assertSilence } from './silence.mts';
import { withOwnService } from './service.mts';
import {
  allGoOn,
  assertCreates,
  assertInLog,
  assertVideo,
  endOf,
  finishTask,
  finishTasks,
  goesOn,
  retried,
  run,
  runAll,
  type AllShapes,
  type Running,
  type Shape,
  workflowOf,
} from './shapes.mts';

const outageMs = 120_000;

/** Every check fails for two minutes, while the tasks go on at AIHubMax and are done. */
async function outlastsOutage<Own extends Bench>(bench: Own): Promise<AllShapes<Own>> {
  const all = await runAll(bench);
  const apis = Object.values(all).map((each) => each.bench.emulator);
  for (const api of apis) api.fault({ on: 'status', times: 0, then: { status: 503 } });
  await sleep(outageMs);
  for (const api of apis) api.clearFaults();
  finishTasks(all);
  return all;
}

export const outage = { strike: outlastsOutage, cells: allGoOn };

/** Stop ends it within seconds, and no request follows. */
async function stops(running: Running): Promise<string> {
  const { bench, executionId } = running;
  const pressedAt = Date.now();
  await bench.n8n.rest.stop(executionId);
  const { status, raw } = await endOf(running);
  const tookMs = Date.now() - pressedAt;
  assert.equal(status, 'canceled');
  assert.ok(tookMs < 5_000, `the execution ended ${tookMs} ms after Stop`);
  await assertSilence(bench.emulator, pressedAt + 1_500);
  assertCreates(running, 1);
  return raw;
}

/** What n8n itself keeps of a stopped node differs: nothing in one process. The log names the task in both. */
async function stopsAndIsLogged(running: Running): Promise<void> {
  await stops(running);
  await assertInLog(running);
}

/** The output of Create is kept, and names the task. */
async function stopsAndIsKept(running: Running): Promise<void> {
  assert.match(await stops(running), new RegExp(running.taskId));
  await assertInLog(running);
}

export const stop = {
  strike: runAll,
  cells: {
    createAndWait: stopsAndIsLogged,
    createThenWait: stopsAndIsKept,
    waitsInN8n: stopsAndIsKept,
  },
};

const threeTries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 };

/** The first check of the wait is refused: the second try goes on with the same task. */
export const resumesByRetryOnFail =
  (shape: Shape) =>
  async (shared: Bench): Promise<void> => {
    const running = await run(shared, shape, {
      change: (node) => ({ ...node, ...threeTries }),
      faults: [{ on: 'status', then: { status: 401 } }],
    });
    finishTask(running);
    await goesOn(running);
    await running.close();
  };

/** The answer to a create is lost: whatever tries again, it is not sent again. */
export const neverCreatesTwice = withOwnService({}, async (bench) => {
  const { emulator, n8n } = bench;
  emulator.fault({ on: 'create', times: 0, then: { accepted: true, reset: true } });
  const workflow = await workflowOf(bench, 'waitsInN8n', { change: (node) => ({ ...node, ...threeTries }) });
  const execution = await n8n.rest.finished(await callPublished(bench, workflow));
  assert.match(JSON.stringify(itemsOf(execution, 'Tell what went wrong')), /submission_unknown/);
  assert.equal(emulator.createAttempts(), 1);
});

const gaveUp = /was still .* after 0\.1 minutes/;

/** The wait gives up, the task goes on, and a person presses Retry. `meanwhile` = what happens before that. */
export const afterTimeout =
  <Own extends Bench>(
    shape: Shape,
    meanwhile: (running: Running<Own>) => Promise<void> = async () => undefined,
  ) =>
  async (shared: Own): Promise<void> => {
    const waitOptions = { timeoutMinutes: 0.1, pollIntervalSeconds: 1 };
    const hurried = (node: INode): INode => ({ ...node, parameters: { ...node.parameters, waitOptions } });
    const running = await run(shared, shape, { change: hurried });
    assert.match(failureOf(await endOf(running)), gaveUp);
    await meanwhile(running);
    finishTask(running);
    await assertVideo(running, await retried(running));
    assertCreates(running, 1);
    await running.close();
  };
