/** What an execution that n8n has lost means to others: a fresh one, equal items, and a Retry of what never came so far. */
import assert from 'node:assert/strict';
import { chain, node, videoNode } from '../../../../dev/n8n/index.mts';
import type { Execution } from '../../../../dev/n8n/index.mts';
import { jsonOf, onlyItem, order, type Bench } from '../../support/bench.mts';
import { asksOnce, presses, resumesTestBatch, struckBy, waitFor } from '../../support/crashes.mts';
import { diesAndComesBack } from '../../support/powerCut.mts';
import { callPublished, publish, published, webhookTrigger } from '../../support/production.mts';
import { rows } from '../../support/rows.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

async function isAnotherOrder(bench: Bench): Promise<void> {
  const { emulator, n8n } = bench;
  const workflow = await published(bench, order(bench));
  const lost = await callPublished(bench, workflow);
  await waitFor(bench, 1);
  await diesAndComesBack(bench);
  const fresh = onlyItem(await n8n.rest.finished(await callPublished(bench, workflow)));
  const again = onlyItem(await presses(bench, lost));
  const [first, second] = emulator.tasks().map(({ id }) => id);
  assert.deepEqual([fresh.taskId, fresh.resumed], [second, false]);
  assert.deepEqual([again.taskId, again.resumed], [first, true]);
  assert.equal(emulator.createAttempts(), 2);
}

async function staysTwoOrders(bench: Bench): Promise<void> {
  const { emulator } = bench;
  const video = videoNode('Video', order(bench, { batching: { maxConcurrentTasks: 2 } }), bench.credential);
  const draft = chain('Suite', webhookTrigger(), ...rows([{}, {}]), video);
  const lost = await callPublished(bench, await publish(bench, draft));
  await waitFor(bench, 2);
  await diesAndComesBack(bench);
  const items = jsonOf(await presses(bench, lost), 'Video');
  assert.deepEqual(
    items.map(({ resumed, isSuccess }) => [resumed, isSuccess]),
    [true, true].map((resumed) => [resumed, true]),
  );
  assert.deepEqual(
    items.map(({ taskId }) => taskId).sort(),
    emulator
      .tasks()
      .map(({ id }) => id)
      .sort(),
  );
  assert.equal(emulator.createAttempts(), 2);
}

async function asksForWhatOthersMade(bench: Bench): Promise<void> {
  const { emulator, n8n, credential } = bench;
  const picture = { url: emulator.samplePhotoUrl, options: {} };
  const earlier = node('Earlier', 'n8n-nodes-base.httpRequest', picture, { typeVersion: 4.2 });
  const video = videoNode('Video', order(bench), credential);
  const workflow = await publish(bench, chain('Suite', webhookTrigger(), earlier, video));
  const fails = async (): Promise<Execution> => {
    emulator.fault({ on: 'sample', then: { status: 500 } });
    const execution = await n8n.rest.finished(await callPublished(bench, workflow));
    assert.equal(execution.status, 'error');
    return execution;
  };
  const retries = async ({ id }: Execution) => await n8n.rest.finished((await n8n.rest.retry(id)).id);
  const { resumed, isSuccess } = onlyItem(await retries(await fails()));
  assert.deepEqual([resumed, isSuccess, emulator.createAttempts()], [false, true, 1]);
  const second = await fails();
  const says = new RegExp(`${emulator.tasks()[0]?.id} was created for the same request`);
  await asksOnce(bench, async () => await retries(second), says);
}

test(
  'a fresh execution of the same order creates its own task at once, and Retry of the lost one gets the other',
  withService({ taskSeconds: 20 }, isAnotherOrder),
);

test(
  'two equal items of a run that n8n has lost: two tasks come back, each once',
  withService({ taskSeconds: 20 }, staysTwoOrders),
);

test(
  'Retry of an execution that never came to the node creates at once, or asks once where the same was made since yesterday',
  withService({}, asksForWhatOthersMade),
);

test('Execute workflow after a crash in a test run of five: two are resumed, three created', async ({
  bench,
}) => await struckBy(diesAndComesBack, resumesTestBatch)(bench));
