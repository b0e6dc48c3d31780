/** n8n dies (kill -9) at a moment of an execution, is started again, and a person presses Retry, or Execute step. */
import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { chain, failureOf, manualTrigger, videoNode } from '../../../dev/n8n/index.mts';
import type { Execution, StoredWorkflow } from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { jsonOf, onlyItem, order, videoOnly } from './bench.mts';
import type { Bench } from './bench.mts';
import { callPublished, publish, published, webhookTrigger } from './production.mts';
import { rows } from './rows.mts';
import { withOwnService } from './service.mts';

/** How n8n dies and comes back. */
export type Crash<Own extends Bench = Bench> = (bench: Own) => Promise<void>;

export const diesAndComesBack: Crash = async ({ n8n }) => {
  await n8n.process.kill();
  await n8n.restart();
};

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

/** Of five items two have been created, in each of two workflows: one is retried as it was, the other as it is now. */
export const resumesBatch = <Own extends Bench>(crash: Crash<Own>) =>
  withOwnService<Own>({ taskSeconds: 20 }, async (bench) => {
    const lost: string[] = [];
    for (let nth = 1; nth <= 2; nth++) {
      lost.push(await callPublished(bench, await publish(bench, batchAfter(bench, webhookTrigger()))));
      await waitFor(bench, 2 * nth);
    }
    await crash(bench);
    const before = bench.emulator.createAttempts();
    for (const [nth, id] of lost.entries()) {
      assertTwoResumed(await presses(bench, id, nth === 0));
      assert.equal(bench.emulator.createAttempts(), before + 3 * (nth + 1));
    }
  });

/** The first press says what nobody knows, and the second creates; nothing before that does. */
export async function asksOnce(bench: Bench, press: () => Promise<Execution>, says: RegExp): Promise<void> {
  const { emulator } = bench;
  const before = emulator.createAttempts();
  const asked = await press();
  assert.equal(asked.status, 'error');
  assert.match(failureOf(asked), says);
  assert.equal(emulator.createAttempts(), before);
  const { isSuccess, resumed } = onlyItem(await press());
  assert.deepEqual([isSuccess, resumed], [true, false]);
  assert.equal(emulator.createAttempts(), before + 1);
}

/** AIHubMax has the request, and n8n not yet its answer. */
export const asksWhatWasUnanswered = <Own extends Bench>(crash: Crash<Own>) =>
  withOwnService<Own>({}, async (bench) => {
    const { emulator } = bench;
    emulator.fault({ on: 'create', then: { accepted: true, hang: true } });
    const lost = await callPublished(bench, await published(bench, order(bench)));
    await until('the create has arrived', () => emulator.createAttempts() === 1);
    await crash(bench);
    await asksOnce(bench, async () => await presses(bench, lost), /unknown whether it was accepted/);
  });

/** The video is there, and the node after it at work. */
export const asksWhatWasDone = <Own extends Bench>(crash: Crash<Own>) =>
  withOwnService<Own>({}, async (bench) => {
    const { emulator, credential } = bench;
    emulator.fault({ on: 'credits', then: { hang: true } });
    const later = videoNode('Later', { operation: 'getCredits' }, credential);
    const video = videoNode('Video', order(bench), credential);
    const workflow = await publish(bench, chain('Suite', webhookTrigger(), video, later));
    const lost = await callPublished(bench, workflow);
    const isLater = () => emulator.requests().some(({ route }) => route === 'credits');
    await until('the later node is at work', isLater);
    await crash(bench);
    const says = new RegExp(`${emulator.tasks()[0]?.id} was created for the same request at .* UTC`);
    await asksOnce(bench, async () => await presses(bench, lost), says);
  });

/** In the editor: the same button again. */
export const resumesTestRun = withOwnService({ taskSeconds: 20 }, async (bench) => {
  const { emulator, n8n } = bench;
  const workflow = await n8n.rest.createWorkflow(videoOnly(bench, order(bench)));
  await n8n.rest.run(workflow, 'Start');
  await waitFor(bench, 1);
  for (let times = 0; times < 2; times++) {
    await diesAndComesBack(bench);
    const { isSuccess, resumed } = onlyItem(await executes(bench, workflow));
    assert.deepEqual([isSuccess, resumed, emulator.createAttempts()], [true, true, 1]);
  }
});

/** A batch in the editor: nobody can retry a test run that n8n has lost, but start it again. */
export const resumesTestBatch = <Own extends Bench>(crash: Crash<Own>) =>
  withOwnService<Own>({ taskSeconds: 20 }, async (bench) => {
    const { emulator, n8n } = bench;
    const workflow = await n8n.rest.createWorkflow(batchAfter(bench, manualTrigger()));
    await n8n.rest.run(workflow, 'Start');
    await waitFor(bench, 2);
    await crash(bench);
    assertTwoResumed(await executes(bench, workflow));
    assert.equal(emulator.createAttempts(), 5);
  });
