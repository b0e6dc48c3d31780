/** n8n dies (kill -9) at a moment of an execution, is started again, and a person presses Retry. */
import assert from 'node:assert/strict';
import type { INode, INodeParameters } from 'n8n-workflow';
import { chain, failureOf, node, videoNode } from '../../../dev/n8n/index.mts';
import type { Execution, StoredWorkflow } from '../../../dev/n8n/index.mts';
import { ManualClock } from '../../../dev/emulator/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { jsonOf, onlyItem, order, videoOnly } from './bench.mts';
import type { Bench } from './bench.mts';
import { callPublished, publish, published, webhookTrigger } from './production.mts';
import { rows } from './rows.mts';
import { diesAndComesBack, type Story } from './powerCut.mts';
import { openService } from './service.mts';
import { finishTask, run, type Running, type Shape } from './shapes.mts';

const taskSeconds = 20;

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

/** A story on a local API of its own, whose clock stands still: nothing ends before the death. */
const story =
  (play: Story): Story =>
  async (shared) => {
    const { bench, close } = await openService(shared, { clock: new ManualClock(), taskSeconds });
    const { check, meanwhile } = await play(bench);
    return { meanwhile, check: async () => await check().finally(close) };
  };

/** From now on tasks are soon done. */
async function whileTimeFlies<T>({ emulator }: Bench, ends: Promise<T>): Promise<T> {
  const flying = setInterval(() => emulator.advance(taskSeconds * 1_000), 200);
  return await ends.finally(() => clearInterval(flying));
}

/** Of five items two have been created, in each of two workflows: one is retried as it was, the other as it is now. */
export const resumesBatch = story(async (bench) => {
  const { emulator } = bench;
  const workflows = [await batchOf(bench), await batchOf(bench)];
  const lost: string[] = [];
  for (const workflow of workflows) lost.push(await callPublished(bench, workflow));
  await until('two of each are created', () => emulator.creates() === 4);
  const check = async () => {
    const before = emulator.createAttempts();
    for (const [nth, id] of lost.entries()) {
      const items = jsonOf(await whileTimeFlies(bench, presses(bench, id, nth === 0)), 'Video');
      assert.deepEqual(
        items.map(({ resumed, isSuccess }) => [resumed, isSuccess]),
        [true, true, false, false, false].map((resumed) => [resumed, true]),
      );
      assert.equal(emulator.createAttempts(), before + 3 * (nth + 1));
    }
  };
  return { check };
});

/** The first press says what nobody knows, and the second creates; nothing before that does. */
async function asksOnce(bench: Bench, lost: string, says: RegExp): Promise<void> {
  const { emulator } = bench;
  const before = emulator.createAttempts();
  const asked = await presses(bench, lost);
  assert.equal(asked.status, 'error');
  assert.match(failureOf(asked), says);
  assert.equal(emulator.createAttempts(), before);
  const { isSuccess, resumed } = onlyItem(await whileTimeFlies(bench, presses(bench, lost)));
  assert.deepEqual([isSuccess, resumed], [true, false]);
  assert.equal(emulator.createAttempts(), before + 1);
}

/** AIHubMax has the request, and n8n not yet its answer. */
export const asksWhatWasUnanswered = story(async (bench) => {
  const { emulator } = bench;
  emulator.fault({ on: 'create', then: { accepted: true, hang: true } });
  const lost = await callPublished(bench, await published(bench, order(bench)));
  await until('the create has arrived', () => emulator.createAttempts() === 1);
  return { check: async () => await asksOnce(bench, lost, /unknown whether it was accepted/) };
});

/** The video is there, and the node after it at work: it asks for prices, and gets no answer before n8n dies. */
export const asksWhatWasDone = story(async (bench) => {
  const { emulator, credential } = bench;
  emulator.fault({ on: 'pricing', then: { hang: true } });
  const url = `${emulator.url}/api/pricing`;
  const later: INode = node('Later', 'n8n-nodes-base.httpRequest', { url }, { typeVersion: 4.2 });
  const video = videoNode('Video', order(bench), credential);
  const draft = chain('Suite', webhookTrigger(), video, later);
  const lost = await callPublished(bench, await publish(bench, draft));
  const isLater = () => emulator.requests().some(({ route }) => route === 'pricing');
  await whileTimeFlies(bench, until('the node after it is at work', isLater));
  const says = new RegExp(`${emulator.tasks()[0]?.id} was created for the same request at .* UTC`);
  return { check: async () => await asksOnce(bench, lost, says) };
});

/** In the editor: the same button again, and once more after another death. */
export const resumesTestRun = story(async (bench) => {
  const { emulator, n8n } = bench;
  const parameters: INodeParameters = order(bench);
  const workflow = await n8n.rest.createWorkflow(videoOnly(bench, parameters));
  await n8n.rest.run(workflow, 'Start');
  await until('the task is created', () => emulator.creates() === 1);
  const resumes = async () => {
    const again = n8n.rest.finished(await n8n.rest.run(workflow, 'Start'));
    const { isSuccess, resumed } = onlyItem(await whileTimeFlies(bench, again));
    assert.deepEqual([isSuccess, resumed, emulator.createAttempts()], [true, true, 1]);
  };
  const check = async () => {
    await resumes();
    await diesAndComesBack(bench);
    await resumes();
  };
  return { check };
});

/** One execution of a shape, whose task is done while n8n is dead. */
export const strikes =
  (shape: Shape, check: (running: Running) => Promise<void>): Story =>
  async (bench) => {
    const running = await run(bench, shape);
    const meanwhile = () => finishTask(running);
    return { meanwhile, check: async () => await check(running).finally(running.close) };
  };
