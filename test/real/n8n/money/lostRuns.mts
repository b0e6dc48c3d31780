/** What an execution that n8n has lost means to others: a fresh one, and equal items. */
import assert from 'node:assert/strict';
import { chain, videoNode } from '../../../../dev/n8n/index.mts';
import { jsonOf, onlyItem, order } from '../../support/bench.mts';
import { presses, story, waitFor, whileTimeFlies } from '../../support/crashes.mts';
import { callPublished, publish, published, webhookTrigger } from '../../support/production.mts';
import { rows } from '../../support/rows.mts';

/** A fresh execution is an order of its own, and Retry of the lost one gets the task of that. */
export const isAnotherOrder = story(async (bench) => {
  const { emulator, n8n } = bench;
  const workflow = await published(bench, order(bench));
  const lost = await callPublished(bench, workflow);
  await waitFor(bench, 1);
  const check = async () => {
    const begun = n8n.rest.finished(await callPublished(bench, workflow));
    const fresh = onlyItem(await whileTimeFlies(bench, begun));
    const again = onlyItem(await whileTimeFlies(bench, presses(bench, lost)));
    const [first, second] = emulator.tasks().map(({ id }) => id);
    assert.deepEqual([fresh.taskId, fresh.resumed], [second, false]);
    assert.deepEqual([again.taskId, again.resumed], [first, true]);
    assert.equal(emulator.createAttempts(), 2);
  };
  return { check };
});

/** Two equal items of a lost run come back with two tasks. */
export const staysTwoOrders = story(async (bench) => {
  const { emulator } = bench;
  const video = videoNode('Video', order(bench, { batching: { maxConcurrentTasks: 2 } }), bench.credential);
  const draft = chain('Suite', webhookTrigger(), ...rows([{}, {}]), video);
  const lost = await callPublished(bench, await publish(bench, draft));
  await waitFor(bench, 2);
  const check = async () => {
    const items = jsonOf(await whileTimeFlies(bench, presses(bench, lost)), 'Video');
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
  };
  return { check };
});
