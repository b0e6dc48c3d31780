/** What is left when n8n is killed during a wait. All three executions die of the same kill. */
import assert from 'node:assert/strict';
import { itemsOf, type Execution } from '../../../../dev/n8n/index.mts';
import { onlyItem, type Bench } from '../../support/bench.mts';
import { until } from '../../../../dev/n8n/until.mts';
import { assertDurable } from '../../support/durable.mts';
import { disasterOf, taskSeconds, type Disaster, type Victim } from './disaster.mts';
import { test } from '../test.mts';

/** A loop's saved wait, and what n8n takes to notice that it is over. */
const loopWithinMs = 200_000;

const surviving =
  (name: keyof Disaster, check: (victim: Victim) => Promise<void>) =>
  async ({ bench }: { bench: Bench }): Promise<void> => {
    const victim = (await disasterOf(bench))[name];
    victim.bench.emulator.advance(taskSeconds * 1000);
    await check(victim).finally(victim.close);
  };

/** What a person's Retry of the crashed execution becomes. */
async function retried({ bench, executionId }: Victim): Promise<Execution> {
  const { rest } = bench.n8n;
  assert.equal((await rest.finished(executionId)).status, 'crashed');
  return await rest.finished((await rest.retry(executionId)).id);
}

async function assertVideo(execution: Execution, nodeName: string): Promise<void> {
  const { isSuccess, videoUrl } = onlyItem(execution, nodeName);
  assert.equal(isSuccess, true);
  assert.equal((await fetch(String(videoUrl))).status, 200);
}

async function onlyWaitsAgain(victim: Victim): Promise<void> {
  const execution = await retried(victim);
  await assertVideo(execution, 'Wait for the video');
  assert.equal(victim.bench.emulator.createAttempts(), 1);
}

async function goesOnByItself({ bench, executionId }: Victim): Promise<void> {
  const execution = await bench.n8n.rest.finished(executionId, loopWithinMs);
  await assertVideo(execution, 'Use the video');
  assert.deepEqual(itemsOf(execution, 'Tell what went wrong'), []);
  assert.equal(bench.emulator.createAttempts(), 1);
}

async function comesOutWhole({ bench, executionId }: Victim): Promise<void> {
  assertDurable(bench, await bench.n8n.rest.finished(executionId, loopWithinMs));
}

async function paysAgain(victim: Victim): Promise<void> {
  const [execution] = await Promise.all([retried(victim), finishNext(victim)]);
  await assertVideo(execution, 'Video');
  assert.equal(victim.bench.emulator.createAttempts(), 2);
}

/** The second task begins after the clock was last moved. */
async function finishNext({ bench: { emulator } }: Victim): Promise<void> {
  await until('the second task', () => emulator.creates() === 2);
  emulator.advance(taskSeconds * 1000);
}

test(
  'n8n killed, Create and then a wait with saved progress: Retry only waits again, paid once',
  surviving('twoNodes', onlyWaitsAgain),
);

test(
  'n8n killed, Create and Wait in one node: what it began is lost, Retry starts over and pays again',
  surviving('oneNode', paysAgain),
);

test(
  'n8n killed in the Wait of durable-video: five items come out with their videos, five creates',
  surviving('durable', comesOutWhole),
);

test(
  'n8n killed in the Wait of the restart-safe loop: it goes on by itself, paid once',
  surviving('loop', goesOnByItself),
);
