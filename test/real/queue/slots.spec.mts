/** What a wait costs. */
import assert from 'node:assert/strict';
import { jsonOf } from '../support/bench.mts';
import { callPublished } from '../support/production.mts';
import { until } from '../../../dev/n8n/until.mts';
import { type QueueBench } from './bench.mts';
import { withService } from '../support/service.mts';
import { durable, savedWaitSeconds } from '../support/durable.mts';
import { test } from './test.mts';

/** What one execution takes: its wait, and what n8n needs around it. */
const oneSeconds = savedWaitSeconds + 4;

/** One worker with one slot, and three executions that wait: a wait in n8n holds no slot. */
async function holdsNoSlot(bench: QueueBench): Promise<void> {
  const { n8n, queue } = bench;
  const [only, other] = queue.workers;
  assert.ok(only && other);
  const workflow = await durable(bench, ['A']);
  await other.process.stop();
  await only.restart({ N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' });
  const began = performance.now();
  for (let nth = 0; nth < 3; nth++) await callPublished(bench, workflow);
  const all = await until('three executions', async () => {
    const begun = await n8n.rest.executionsOf(workflow);
    return begun.length === 3 && begun;
  });
  for (const { id } of all)
    assert.equal(jsonOf(await n8n.rest.finished(id, 240_000), 'Use the videos')[0]?.isSuccess, true);
  const seconds = (performance.now() - began) / 1000;
  console.log(`       three waits on one slot took ${seconds.toFixed(0)} s, one takes about ${oneSeconds} s`);
  assert.ok(seconds < 1.3 * oneSeconds, `it took ${seconds.toFixed(0)} s`);
  await Promise.all([only.restart(), other.restart()]);
}

test(
  'one worker with one slot: three executions of durable-video end in 1.3 times the time of one',
  withService({}, holdsNoSlot),
);
