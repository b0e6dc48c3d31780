/** What Stop stops. */
import assert from 'node:assert/strict';
import { begin, onlyItem, order, videoOnly, type Bench } from '../../support/bench.mts';
import { withService } from '../../support/service.mts';
import { assertSilence } from '../../support/silence.mts';
import { until } from '../../../../dev/n8n/until.mts';
import { test } from '../test.mts';

const endsWithinMs = 2_500;
const mayStillSendMs = 1_000;

async function stops(bench: Bench): Promise<void> {
  const { emulator, n8n } = bench;
  const draft = videoOnly(bench, order(bench), { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 });
  const id = await begin(bench, draft);
  await until(
    'the node waits',
    () => emulator.requests().filter(({ route }) => route === 'status').length > 1,
  );
  const stoppedAt = Date.now();
  await n8n.rest.stop(id);
  const { status } = await n8n.rest.finished(id);
  const endedAfter = Date.now() - stoppedAt;
  assert.equal(status, 'canceled');
  assert.ok(endedAfter < endsWithinMs, `the execution ended ${endedAfter} ms after Stop`);
  await assertSilence(emulator, stoppedAt + mayStillSendMs);
  assert.equal(emulator.createAttempts(), 1);
}

test(
  'Stop during the wait, Retry On Fail on: it ends at once, goes quiet, and orders nothing more',
  withService({ script: { end: 'never' } }, stops),
);

/** n8n ends what is under way at Stop; this request is charged, so it is answered all the same. */
async function isAnswered(bench: Bench): Promise<void> {
  const { emulator, n8n } = bench;
  emulator.fault({ on: 'create', then: { delayMs: 3_000 } });
  const id = await begin(bench, videoOnly(bench, order(bench)));
  await until('the create is on its way', () => emulator.createAttempts() === 1);
  const stoppedAt = Date.now();
  await n8n.rest.stop(id);
  assert.equal((await n8n.rest.finished(id)).status, 'canceled');
  assert.ok(Date.now() - stoppedAt < endsWithinMs, 'the execution does not wait for it');
  const task = await until('the task', () => emulator.tasks()[0]);
  await until('its line in the log', async () =>
    (await bench.logs()).includes(`AIHubMax created task ${task.id}`),
  );
  assert.equal(emulator.createAttempts(), 1);
}

test(
  'Stop while a create is on its way: the execution ends at once, and the task that it makes is in the log',
  withService({}, isAnswered),
);

/** The most usual order of clicks: the second press meets a create that the first one has sent. */
async function isPickedUp(bench: Bench): Promise<void> {
  const { emulator, n8n } = bench;
  emulator.fault({ on: 'create', then: { delayMs: 3_000 } });
  const workflow = await n8n.rest.createWorkflow(videoOnly(bench, order(bench)));
  const stopped = await n8n.rest.runStep(workflow, 'Video');
  await until('the create is on its way', () => emulator.createAttempts() === 1);
  await n8n.rest.stop(stopped);
  assert.equal((await n8n.rest.finished(stopped)).status, 'canceled');
  assert.equal(emulator.requests().find(({ route }) => route === 'create')?.outcome, 'open');
  const { isSuccess, resumed, taskId } = onlyItem(
    await n8n.rest.finished(await n8n.rest.runStep(workflow, 'Video')),
  );
  assert.deepEqual([isSuccess, resumed, taskId], [true, true, emulator.tasks()[0]?.id]);
  assert.equal(emulator.createAttempts(), 1);
}

test(
  'Stop while a create is on its way, then Execute step: the second run waits for its task, one create',
  withService({}, isPickedUp),
);
