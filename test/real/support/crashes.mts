/** n8n dies (kill -9) at a moment of an execution, is started again, and a person presses Retry, or Execute step. */
import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { chain, failureOf, manualTrigger, node, videoNode } from '../../../dev/n8n/index.mts';
import type { Execution, StoredWorkflow } from '../../../dev/n8n/index.mts';
import { ManualClock } from '../../../dev/emulator/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { jsonOf, onlyItem, order, videoOnly, type Bench } from './bench.mts';
import { callPublished, publish, published, webhookTrigger } from './production.mts';
import { rows } from './rows.mts';
import { diesAndComesBack, type Story } from './powerCut.mts';
import { openService } from './service.mts';
import { finishTask, run, type Running, type Shape } from './shapes.mts';

export const taskSeconds = 20;

/** Executions that were under way are listed as crashed by then. */
export async function presses({ n8n }: Bench, lost: string, loadWorkflow = true): Promise<Execution> {
  assert.equal((await n8n.rest.finished(lost)).status, 'crashed');
  return await n8n.rest.finished((await n8n.rest.retry(lost, loadWorkflow)).id);
}

/** Presses Execute workflow at the trigger called Start. */
export async function executes({ n8n }: Bench, workflow: StoredWorkflow): Promise<Execution> {
  return await n8n.rest.finished(await n8n.rest.run(workflow, 'Start'));
}

/** So many tasks wait, and are written down: their first check may overtake that, the second does not. */
export async function waitFor({ emulator }: Bench, count: number): Promise<void> {
  await until(`${count} tasks wait`, () => {
    const checks = emulator
      .requests()
      .filter(({ route, outcome }) => route === 'status' && outcome === 'answered');
    const paths = checks.map(({ path }) => path);
    return new Set(paths.filter((path, nth) => paths.indexOf(path) < nth)).size === count;
  });
}

const five = Array.from({ length: 5 }, (_none, nth) => ({ prompt: `Waves ${nth}` }));

/** Five items after a trigger, two of them at a time. */
export const batchAfter = (bench: Bench, trigger: INode) =>
  chain(
    'Suite',
    trigger,
    ...rows(five),
    videoNode(
      'Video',
      order(bench, { prompt: '={{ $json.prompt }}', batching: { maxConcurrentTasks: 2 } }),
      bench.credential,
    ),
  );

/** What comes out of a batch of five of which two were created before. */
export function assertTwoResumed(execution: Execution): void {
  assert.deepEqual(
    jsonOf(execution, 'Video').map(({ resumed, isSuccess }) => [resumed, isSuccess]),
    [true, true, false, false, false].map((resumed) => [resumed, true]),
  );
}

/** A story on a local API of its own, whose clock begins with n8n's and stands still: nothing ends before the death. */
export const story =
  <Own extends Bench = Bench>(play: Story<Own>): Story<Own> =>
  async (shared) => {
    const clock = new ManualClock(Date.now());
    const { bench, close } = await openService(shared, { clock, taskSeconds });
    const { check, meanwhile } = await play(bench);
    return { meanwhile, check: async () => await check().finally(close) };
  };

/** A story by itself. `crash`: how n8n dies and comes back. */
export const struckBy =
  <Own extends Bench>(crash: (bench: Own) => Promise<void>, begin: Story) =>
  async (bench: Own): Promise<void> => {
    const { check } = await begin(bench);
    await crash(bench);
    await check();
  };

/** From now on tasks are soon done. */
export async function whileTimeFlies<T>({ emulator }: Bench, ends: Promise<T>): Promise<T> {
  const flying = setInterval(() => emulator.advance(taskSeconds * 1_000), 200);
  return await ends.finally(() => clearInterval(flying));
}

/** Of five items two have been created, in each of two workflows: one is retried as it was, the other as it is now. */
export const resumesBatch = story(async (bench) => {
  const { emulator } = bench;
  const lost: string[] = [];
  for (let nth = 1; nth <= 2; nth++) {
    lost.push(await callPublished(bench, await publish(bench, batchAfter(bench, webhookTrigger()))));
    await waitFor(bench, 2 * nth);
  }
  const check = async () => {
    const before = emulator.createAttempts();
    for (const [nth, id] of lost.entries()) {
      assertTwoResumed(await whileTimeFlies(bench, presses(bench, id, nth === 0)));
      assert.equal(emulator.createAttempts(), before + 3 * (nth + 1));
    }
  };
  return { check };
});

/** The first press says what nobody knows, and the second creates; nothing before that does. */
export async function asksOnce(bench: Bench, press: () => Promise<Execution>, says: RegExp): Promise<void> {
  const { emulator } = bench;
  const before = emulator.createAttempts();
  const asked = await press();
  assert.equal(asked.status, 'error');
  assert.match(failureOf(asked), says);
  assert.equal(emulator.createAttempts(), before);
  const { isSuccess, resumed } = onlyItem(await whileTimeFlies(bench, press()));
  assert.deepEqual([isSuccess, resumed], [true, false]);
  assert.equal(emulator.createAttempts(), before + 1);
}

/** An order with a key: a second press while the first is under way, and fresh production executions after n8n has died. */
export const resumesByKey = story(async (bench) => {
  const { emulator, n8n } = bench;
  const workflow = await published(bench, order(bench, { options: { orderKey: 'A-1' } }));
  const first = await callPublished(bench, workflow);
  await until('the task is created', () => emulator.creates() === 1);
  await callPublished(bench, workflow);
  await waitFor(bench, 1);
  const check = async () => {
    assert.equal((await n8n.rest.finished(first)).status, 'crashed');
    for (let times = 0; times < 2; times++) {
      const again = n8n.rest.finished(await callPublished(bench, workflow));
      const { isSuccess, resumed } = onlyItem(await whileTimeFlies(bench, again));
      assert.deepEqual([isSuccess, resumed, emulator.createAttempts()], [true, true, 1]);
    }
  };
  return { check };
});

/** AIHubMax has the request, and n8n not yet its answer. */
export const asksWhatWasUnanswered = story(async (bench) => {
  const { emulator } = bench;
  emulator.fault({ on: 'create', then: { accepted: true, hang: true } });
  const lost = await callPublished(bench, await published(bench, order(bench)));
  await until('the create has arrived', () => emulator.createAttempts() === 1);
  const press = async () => await presses(bench, lost);
  return { check: async () => await asksOnce(bench, press, /unknown whether it was accepted/) };
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
  return { check: async () => await asksOnce(bench, async () => await presses(bench, lost), says) };
});

/** In the editor: the same button again, and once more after another death. */
export const resumesTestRun = story(async (bench) => {
  const { emulator, n8n } = bench;
  const workflow = await n8n.rest.createWorkflow(videoOnly(bench, order(bench)));
  await n8n.rest.run(workflow, 'Start');
  await waitFor(bench, 1);
  const resumes = async () => {
    const { isSuccess, resumed } = onlyItem(await whileTimeFlies(bench, executes(bench, workflow)));
    assert.deepEqual([isSuccess, resumed, emulator.createAttempts()], [true, true, 1]);
  };
  const check = async () => {
    await resumes();
    await diesAndComesBack(bench);
    await resumes();
  };
  return { check };
});

/** A batch in the editor: nobody can retry a test run that n8n has lost, but start it again. */
export const resumesTestBatch = story(async (bench) => {
  const { emulator, n8n } = bench;
  const workflow = await n8n.rest.createWorkflow(batchAfter(bench, manualTrigger()));
  await n8n.rest.run(workflow, 'Start');
  await waitFor(bench, 2);
  const check = async () => {
    assertTwoResumed(await whileTimeFlies(bench, executes(bench, workflow)));
    assert.equal(emulator.createAttempts(), 5);
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
