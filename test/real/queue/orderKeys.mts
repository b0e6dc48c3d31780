/** One Order Key on several workers: all that they have in common is n8n's database. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ManualClock } from '../../../dev/emulator/index.mts';
import { chain, failureOf, videoNode, type StoredWorkflow } from '../../../dev/n8n/index.mts';
import type { Worker } from '../../../dev/n8n/queue/queue.mts';
import { until } from '../../../dev/n8n/until.mts';
import { onlyItem, order } from '../support/bench.mts';
import { story, taskSeconds, waitFor, whileTimeFlies } from '../support/crashes.mts';
import { callAt, callPublished, publish, published, webhookTrigger } from '../support/production.mts';
import { withOwnService } from '../support/service.mts';
import { logOf, type QueueBench } from './bench.mts';
import { allRun } from './workers.mts';

const keyed = async (bench: QueueBench): Promise<StoredWorkflow> =>
  await published(bench, order(bench, { options: { orderKey: 'A-1' } }));

async function workerOf({ queue }: QueueBench, executionId: string): Promise<Worker> {
  return await until(`a worker has begun execution ${executionId}`, async () => {
    for (const worker of queue.workers)
      if ((await logOf(worker)).includes(`Worker started execution ${executionId} (`)) return worker;
    return undefined;
  });
}

/** So many executions wait for the one task, each of which looks at it once a second: none of them looks up the key any more. */
async function wait({ emulator }: QueueBench, count: number): Promise<void> {
  await until(`${count} wait`, async () => {
    const { length } = emulator.requests();
    await sleep(3_000);
    return emulator.requests().length - length >= 3 * count - 1;
  });
}

/** Starts the workflow until the other worker has taken an execution of it. `pressed`: awaited after each. */
async function pressElsewhere(
  bench: QueueBench,
  workflow: StoredWorkflow,
  { than, pressed }: { than: Worker; pressed: (nth: number) => Promise<void> },
): Promise<string> {
  for (let nth = 1; ; nth++) {
    const id = await callPublished(bench, workflow);
    const worker = await workerOf(bench, id);
    await pressed(nth);
    if (worker !== than) return id;
  }
}

/** Everything dies while two workers wait for the one task; later a worker dies, and the other one gets it as well. */
export const resumesByKeyElsewhere = story<QueueBench>(async (bench) => {
  const { emulator, n8n } = bench;
  await allRun(bench);
  const workflow = await keyed(bench);
  const first = await callPublished(bench, workflow);
  await waitFor(bench, 1);
  const pressed = async (nth: number) => await wait(bench, 1 + nth);
  const second = await pressElsewhere(bench, workflow, { than: await workerOf(bench, first), pressed });
  const check = async () => {
    for (const id of [first, second]) {
      const lost = await n8n.rest.finished(id);
      assert.equal(lost.status, 'crashed', failureOf(lost));
    }
    const third = await callPublished(bench, workflow);
    await wait(bench, 1);
    await (await workerOf(bench, third)).process.kill();
    const last = n8n.rest.finished(await callPublished(bench, workflow));
    const { isSuccess, resumed, charged } = onlyItem(await whileTimeFlies(bench, last));
    assert.deepEqual([isSuccess, resumed, charged, emulator.createAttempts()], [true, true, 'no', 1]);
  };
  return { check };
});

/** All that the other worker knows is that the create was sent. Both run. */
export const waitsElsewhere = withOwnService<QueueBench>(
  { clock: new ManualClock(), taskSeconds },
  async (bench) => {
    const { emulator, n8n } = bench;
    emulator.fault({ on: 'create', then: { accepted: true, hang: true } });
    const workflow = await keyed(bench);
    const first = await callPublished(bench, workflow);
    const than = await workerOf(bench, first);
    await until('the create has arrived', () => emulator.createAttempts() === 1);
    // Those on the same worker wait with the first.
    const second = await pressElsewhere(bench, workflow, { than, pressed: async () => undefined });
    await sleep(3_000);
    emulator.release();
    const ended = Promise.all([first, second].map(async (id) => await n8n.rest.finished(id)));
    const items = (await whileTimeFlies(bench, ended)).map((execution) => onlyItem(execution));
    assert.deepEqual(
      items.map(({ isSuccess, taskId, charged }) => [isSuccess, taskId, charged]),
      [
        [true, emulator.tasks()[0]?.id, 'yes'],
        [true, emulator.tasks()[0]?.id, 'no'],
      ],
    );
    assert.equal(emulator.createAttempts(), 1);
  },
);

const keys = ['A-1', 'A-2', 'A-3'];
const pressesAtOnce = 4;

/** As where a shop tells of one order by several webhooks at the same moment. Both run. */
export const createsOnce = withOwnService<QueueBench>(
  { clock: new ManualClock(), taskSeconds },
  async (bench) => {
    const { emulator, n8n, credential } = bench;
    const start = webhookTrigger();
    const parameters = order(bench, { options: { orderKey: '={{ $json.body.key }}' } });
    const workflow = await publish(bench, chain('Suite', start, videoNode('Video', parameters, credential)));
    const path = `webhook/${String(start.parameters.path)}`;
    // Without a key it is refused; from then on the address is known.
    await n8n.rest.finished(await callAt(bench, workflow, { path }));
    const headers = { 'content-type': 'application/json' };
    for (const [nth, key] of keys.entries()) {
      const before = emulator.createAttempts();
      const press = async () =>
        await fetch(`${n8n.url}/${path}`, { method: 'POST', headers, body: JSON.stringify({ key }) });
      await Promise.all(Array.from({ length: pressesAtOnce }, press));
      const listed = await until('all are listed', async () => {
        const all = await n8n.rest.executionsOf(workflow);
        return all.length === 1 + (nth + 1) * pressesAtOnce && all.slice(0, pressesAtOnce);
      });
      const ended = Promise.all(listed.map(async ({ id }) => await n8n.rest.finished(id)));
      const ends = await whileTimeFlies(bench, ended);
      // Where they look the key up within the same milliseconds some, or all, may be told to try again, free.
      for (const end of ends.filter(({ status }) => status !== 'success'))
        assert.match(failureOf(end), /Order Key "A-\d" (cannot be read for certain|was used by another)/);
      const got = ends.filter(({ status }) => status === 'success').map((each) => onlyItem(each).taskId);
      assert.equal(new Set(got).size, got.length > 0 ? 1 : 0);
      assert.ok(
        emulator.createAttempts() - before === new Set(got).size,
        `${emulator.createAttempts()} creates`,
      );
    }
  },
);
