/** Retry of an execution that never came as far as our node. */
import assert from 'node:assert/strict';
import { chain, node, videoNode, type Execution } from '../../../../dev/n8n/index.mts';
import { onlyItem, order, type Bench } from '../../support/bench.mts';
import { asksOnce } from '../../support/crashes.mts';
import { callPublished, publish, webhookTrigger } from '../../support/production.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

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
  'Retry of an execution that never came to the node creates at once, or asks once where the same was made since yesterday',
  withService({}, asksForWhatOthersMade),
);
