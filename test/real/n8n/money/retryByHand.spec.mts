/** What a person's Retry costs. */
import assert from 'node:assert/strict';
import { ManualClock } from '../../../../dev/emulator/index.mts';
import { failureOf, type Execution } from '../../../../dev/n8n/index.mts';
import { execute, onlyItem, order, type Bench } from '../../support/bench.mts';
import { callPublished, published } from '../../support/production.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

/** Presses Retry and waits for what becomes of it. */
async function retried({ n8n }: Bench, { id }: { id: string }): Promise<Execution> {
  return await n8n.rest.finished((await n8n.rest.retry(id)).id);
}

async function resumesAfterTimeout(bench: Bench): Promise<void> {
  const waitOptions = { timeoutMinutes: 0.1, pollIntervalSeconds: 1 };
  const first = await execute(bench, order(bench, { waitOptions }));
  assert.equal(first.status, 'error');
  assert.match(failureOf(first), /was still .* after 0\.1 minutes .*timeout: /);
  bench.emulator.advance(100_000);
  const { resumed, isSuccess, videoUrl } = onlyItem(await retried(bench, first));
  assert.deepEqual([resumed, isSuccess], [true, true]);
  assert.equal((await fetch(String(videoUrl))).status, 200);
  assert.equal(bench.emulator.createAttempts(), 1);
}

const announced =
  /Retrying this execution manually will|charged again, also when you select Retry on this execution/;

async function createsAnew(bench: Bench): Promise<void> {
  const first = await bench.n8n.rest.finished(
    await callPublished(bench, await published(bench, order(bench))),
  );
  assert.equal(first.status, 'error');
  assert.match(failureOf(first), announced);
  const { resumed, isSuccess } = onlyItem(await retried(bench, first));
  assert.deepEqual([resumed, isSuccess], [false, true]);
  assert.equal(bench.emulator.createAttempts(), 2);
}

async function createsFailedAnew(bench: Bench): Promise<void> {
  bench.emulator.fault({ on: 'create', then: { script: { end: 'failed' } } });
  await createsAnew(bench);
  assert.equal(bench.emulator.creates(), 2);
}

async function createsUnknownAnew(bench: Bench): Promise<void> {
  bench.emulator.fault({ on: 'create', then: { status: 502 } });
  await createsAnew(bench);
  assert.equal(bench.emulator.creates(), 1);
}

test(
  'Retry by hand: after a wait that timed out the same task is picked up, paid once',
  withService({ clock: new ManualClock(), taskSeconds: 100 }, resumesAfterTimeout),
);

test(
  'Retry by hand: after a failed task a new one is made, as the first error said',
  withService({}, createsFailedAnew),
);

test(
  'Retry by hand: an order with an unknown fate is sent anew, as the first error said',
  withService({}, createsUnknownAnew),
);
