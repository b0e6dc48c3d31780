/** Whole runs around a crash, while something else goes on: another execution, or a database that goes away. */
import type { Scene } from '../support/context.mts';
import { Database } from '../support/database.mts';
import { held, idsOf, machine, minuteMs, prompts, waiting } from '../support/machine.mts';
import { completed, failed } from '../support/replies.mts';
import { slow } from '../support/slow.mts';

test('a Retry that asks about one order asks nothing on behalf of another that is under way', async () => {
  const { run, fails, dies, retries, finish, process } = machine({}, (nth) => (nth === 2 ? held() : null));
  finish();
  await run();
  const clock = process();
  await dies({ clock });
  expect(await fails({ ...retries, clock })).toMatch(/^Task task-1 was created for the same request/);
  // Both executions are gone, and of the second nobody was asked yet.
  expect(await fails(retries)).toMatch(/^The same request was sent before/);
  expect(idsOf(await run(retries))).toEqual([['task-3', false]]);
});

test.each(['retry', 'manual'] as const)(
  'wherever the database goes away while a %s asks it, the task is resumed or made anew, and nobody is asked',
  async (mode) => {
    const ends = new Set<unknown>();
    for (let calls = 0; calls < 48; calls++) {
      const { dies, run, finish, database } = machine();
      await dies({ mode: mode === 'manual' ? 'manual' : 'trigger' });
      finish();
      let left = calls;
      // Each call waits twice.
      database.pause = async () => void (left-- <= 0 && (database.broken = new Error('connection refused')));
      const [item] = await run({ mode });
      expect(item?.isSuccess).toBe(true);
      ends.add(item?.taskId);
    }
    expect(ends).toEqual(new Set(['task-1', 'task-2']));
  },
);

test('a database that is slow, but answers, is waited for, however many items ask it', async () => {
  const { dies, run, retries, finish, process, database, service } = machine({
    items: prompts(40),
    parameters: { ...waiting, batching: { maxConcurrentTasks: 40 } },
  });
  await dies();
  finish();
  const clock = process();
  database.pause = async () => await clock.sleep(100);
  const items = await run({ ...retries, clock });
  expect(items.map(({ resumed }) => resumed)).toEqual(items.map(() => true));
  expect([items.length, service.creates().length]).toEqual([40, 0]);
});

test('a database that becomes slower and slower is given up in the end', async () => {
  const { dies, run, retries, finish, process, database } = machine();
  await dies();
  finish();
  const clock = process();
  let pauseMs = 100;
  database.pause = async () => await clock.sleep((pauseMs *= 2));
  expect(idsOf(await run({ ...retries, clock }))).toEqual([['task-2', false]]);
  expect(clock.elapsedMs).toBeLessThan(2 * minuteMs);
});

test('a Retry waits longer for a database that hangs than a create does, since it would pay again', async () => {
  const { dies, run, retries, finish, process, database, service } = machine();
  await dies();
  finish();
  const clock = process();
  let calls = 0;
  database.pause = async () => (calls++ === 0 ? await clock.sleep(9_000) : undefined);
  expect(idsOf(await run({ ...retries, clock }))).toEqual([['task-1', true]]);
  expect(service.creates()).toEqual([]);
});

test('Stop while a slow database is asked ends within a second or two, and sends nothing', async () => {
  const { dies, run, retries, finish, process, database, service } = machine({ items: prompts(40) });
  await dies();
  finish();
  const clock = process();
  database.pause = async () => await clock.sleep(900);
  const stop = new AbortController();
  const begunMs = clock.elapsedMs;
  clock.at(3_000, () => stop.abort());
  await expect(run({ ...retries, clock, stop: stop.signal })).rejects.toThrow(/canceled/);
  expect(service.creates()).toEqual([]);
  expect(clock.elapsedMs - begunMs).toBeLessThanOrEqual(5_000);
});

test('seconds in which n8n itself is held do not count as silence', async () => {
  const { dies, run, retries, finish, process, database, service } = machine();
  await dies();
  finish();
  const clock = process();
  // The first call takes one slice of the wait, which comes out five seconds late.
  const { sleep } = clock;
  let held = 0;
  clock.sleep = async (ms) => await sleep(ms === 1_000 && held++ === 0 ? 5_000 : ms);
  let calls = 0;
  database.pause = async () => (calls++ === 0 ? await sleep(5_500) : undefined);
  expect(idsOf(await run({ ...retries, clock }))).toEqual([['task-1', true]]);
  expect(service.creates()).toEqual([]);
});

test.each([
  ['resumes the task that was answered since', completed, ['task-1'], 1],
  ['creates another where that has failed', failed, ['task-2'], 2],
])(
  'a Retry of an execution whose time was up in the middle of a create %s',
  async (_what, end, ids, creates) => {
    const { clock, service, run } = slow(undefined, (id) => (id === 'task-1' ? end : completed)({ id }));
    const own: Partial<Scene> = { mode: 'trigger', database: new Database() };
    const [timeout, memory] = [new AbortController(), {}];
    clock.at(2_000, () => timeout.abort());
    expect(await clock.run(run({ ...own, stop: timeout.signal, memory }))).toEqual([
      expect.stringMatching(/canceled.*1 create is on its way/),
    ]);
    const saved = structuredClone(memory);
    await clock.pass(60_000);
    expect(await clock.run(run({ ...own, mode: 'retry', memory: saved }))).toEqual(ids);
    expect(service.creates()).toHaveLength(creates);
  },
);
