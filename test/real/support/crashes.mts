/** n8n dies (kill -9) at a moment of an execution, is started again, and a person presses Retry. */
import assert from 'node:assert/strict';
import type { INode, INodeParameters } from 'n8n-workflow';
import { chain, failureOf, node, videoNode } from '../../../dev/n8n/index.mts';
import type { Execution, StoredWorkflow } from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { jsonOf, onlyItem, order, videoOnly } from './bench.mts';
import type { Bench } from './bench.mts';
import { callPublished, publish, published, webhookTrigger } from './production.mts';
import { rows } from './rows.mts';
import { withOwnService } from './service.mts';

async function diesAndComesBack({ n8n }: Bench): Promise<void> {
  await n8n.process.kill();
  await n8n.restart();
}

/** Executions that were under way are listed as crashed by then. */
async function presses({ n8n }: Bench, lost: string, loadWorkflow = true): Promise<Execution> {
  assert.equal((await n8n.rest.finished(lost)).status, 'crashed');
  return await n8n.rest.finished((await n8n.rest.retry(lost, loadWorkflow)).id);
}

const prompts = Array.from({ length: 5 }, (_none, nth) => ({ prompt: `Waves ${nth}` }));

async function batchOf(bench: Bench): Promise<StoredWorkflow> {
  const changes = { prompt: '={{ $json.prompt }}', batching: { maxConcurrentTasks: 2 } };
  const video = videoNode('Video', order(bench, changes), bench.credential);
  return await publish(bench, chain('Suite', webhookTrigger(), ...rows(prompts), video));
}

/** Of five items two have been created, in each of two workflows: one is retried as it was, the other as it is now. */
export const resumesBatch = withOwnService({ taskSeconds: 20 }, async (bench) => {
  const { emulator } = bench;
  const workflows = [await batchOf(bench), await batchOf(bench)];
  const lost: string[] = [];
  for (const workflow of workflows) lost.push(await callPublished(bench, workflow));
  await until('two of each are created', () => emulator.creates() === 4);
  await diesAndComesBack(bench);
  const before = emulator.createAttempts();
  for (const [nth, id] of lost.entries()) {
    const items = jsonOf(await presses(bench, id, nth === 0), 'Video');
    assert.deepEqual(
      items.map(({ resumed, isSuccess }) => [resumed, isSuccess]),
      [true, true, false, false, false].map((resumed) => [resumed, true]),
    );
    assert.equal(emulator.createAttempts(), before + 3 * (nth + 1));
  }
});

/** The first press says what nobody knows, and the second creates; nothing before that does. */
async function asksOnce(bench: Bench, lost: string, says: RegExp): Promise<void> {
  const { emulator } = bench;
  const before = emulator.createAttempts();
  const asked = await presses(bench, lost);
  assert.equal(asked.status, 'error');
  assert.match(failureOf(asked), says);
  assert.equal(emulator.createAttempts(), before);
  const { isSuccess, resumed } = onlyItem(await presses(bench, lost));
  assert.deepEqual([isSuccess, resumed], [true, false]);
  assert.equal(emulator.createAttempts(), before + 1);
}

/** An order with a key: a second press while the first is under way, and fresh production executions after n8n has died. */
export const resumesByKey = withOwnService({ taskSeconds: 20 }, async (bench) => {
  const { emulator, n8n } = bench;
  const workflow = await published(bench, order(bench, { options: { orderKey: 'A-1' } }));
  const first = await callPublished(bench, workflow);
  await until('the task is created', () => emulator.creates() === 1);
  await callPublished(bench, workflow);
  // Before that n8n may not have its answer yet.
  const looks = () => emulator.requests().filter(({ route }) => route === 'status');
  await until('the task is waited for', () => looks().length >= 2);
  await diesAndComesBack(bench);
  assert.equal((await n8n.rest.finished(first)).status, 'crashed');
  for (let times = 0; times < 2; times++) {
    const before = (await n8n.rest.executionsOf(workflow)).length;
    await callPublished(bench, workflow);
    const listed = async () => {
      const all = await n8n.rest.executionsOf(workflow);
      return all.length > before && all[0]?.id;
    };
    const again = await n8n.rest.finished(await until('it has begun', listed));
    const { isSuccess, resumed } = onlyItem(again);
    assert.deepEqual([isSuccess, resumed, emulator.createAttempts()], [true, true, 1]);
  }
});

/** AIHubMax has the request, and n8n not yet its answer. */
export const asksWhatWasUnanswered = withOwnService({}, async (bench) => {
  const { emulator } = bench;
  emulator.fault({ on: 'create', then: { accepted: true, hang: true } });
  const lost = await callPublished(bench, await published(bench, order(bench)));
  await until('the create has arrived', () => emulator.createAttempts() === 1);
  await diesAndComesBack(bench);
  await asksOnce(bench, lost, /unknown whether it was accepted/);
});

/** The video is there, and the node after it at work. */
export const asksWhatWasDone = withOwnService({}, async (bench) => {
  const { emulator, credential } = bench;
  const later: INode = node('Later', 'n8n-nodes-base.wait', { amount: 50 }, { typeVersion: 1.1 });
  const video = videoNode('Video', order(bench), credential);
  const lost = await callPublished(
    bench,
    await publish(bench, chain('Suite', webhookTrigger(), video, later)),
  );
  await until('the video is there', () => emulator.tasks()[0]?.status === 'completed');
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  await diesAndComesBack(bench);
  await asksOnce(
    bench,
    lost,
    new RegExp(`${emulator.tasks()[0]?.id} was created for the same request at .* UTC`),
  );
});

/** In the editor: the same button again. */
export const resumesTestRun = withOwnService({ taskSeconds: 20 }, async (bench) => {
  const { emulator, n8n } = bench;
  const parameters: INodeParameters = order(bench);
  const workflow = await n8n.rest.createWorkflow(videoOnly(bench, parameters));
  await n8n.rest.run(workflow, 'Start');
  await until('the task is created', () => emulator.creates() === 1);
  for (let times = 0; times < 2; times++) {
    await diesAndComesBack(bench);
    const again = await n8n.rest.finished(await n8n.rest.run(workflow, 'Start'));
    const { isSuccess, resumed } = onlyItem(again);
    assert.deepEqual([isSuccess, resumed, emulator.createAttempts()], [true, true, 1]);
  }
});
