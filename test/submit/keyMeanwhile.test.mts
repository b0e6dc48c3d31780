/** Production executions with one Order Key that meet: nobody creates twice. */
import { flowers } from '../support/context.mts';
import type { VirtualClock } from '../support/clock.mts';
import type { Scene } from '../support/context.mts';
import { Database } from '../support/database.mts';
import { held } from '../support/machine.mts';
import { apiError } from '../support/service.mts';
import { slow } from '../support/slow.mts';

const keyed = (): Partial<Scene> => ({
  ...{ mode: 'trigger', database: new Database() },
  parameters: { ...flowers, options: { orderKey: 'A-1' } },
});

test('at the same time they are one create, and all get its task', async () => {
  const { clock, service, run } = slow();
  const own = keyed();
  expect(await clock.run(Promise.all([run(own), run(own), run(own)]))).toEqual([
    ['task-1'],
    ['task-1'],
    ['task-1'],
  ]);
  expect(service.creates()).toHaveLength(1);
});

/** Every press is that of a worker of its own. */
function workers(answer?: Parameters<typeof slow>[0]) {
  const { clock, service, run } = slow(answer);
  const press = async (database: Database, own: Partial<Scene> = {}): Promise<unknown> => {
    const worker = Object.assign(Object.create(clock) as VirtualClock, { timeline: {} });
    return (await run({ ...keyed(), clock: worker, ...own, database }))[0];
  };
  return { clock, service, press };
}

const firstIsHeld = (nth: number) => (nth === 1 ? held() : null);

const isQuestion = /^A create with Order Key "A-1" was sent at .+ unknown whether it was accepted/;

describe('a worker that meets the create of another under way', () => {
  test.each([0, 1_000, 4_000, 4_900])('gets its task, %i ms after it was sent', async (laterMs) => {
    const { clock, service, press } = workers();
    const database = new Database();
    const first = press(database);
    await clock.pass(100 + laterMs);
    expect(await clock.run(press(database))).toBe('task-1');
    expect(await first).toBe('task-1');
    expect([service.creates().length, clock.elapsedMs < 12_000]).toEqual([1, true]);
  });

  test('creates where that is refused', async () => {
    const { clock, service, press } = workers((nth) => (nth === 1 ? apiError(422, 'No') : null));
    const database = new Database();
    const first = press(database);
    await clock.pass(1_000);
    expect(await clock.run(press(database))).toBe('task-2');
    expect(await first).toMatch(/^No /);
    expect(service.creates()).toHaveLength(2);
  });

  test('asks once where no answer has come in two minutes', async () => {
    const { clock, service, press } = workers(firstIsHeld);
    const database = new Database();
    void press(database);
    await clock.pass(1_000);
    expect(await clock.run(press(database))).toMatch(isQuestion);
    expect(clock.elapsedMs).toBeGreaterThan(120_000);
    expect(clock.elapsedMs).toBeLessThan(140_000);
    expect(service.creates()).toHaveLength(1);
    expect(await clock.run(press(database))).toBe('task-2');
  });

  test('waits no longer where the clock of the other is hours ahead', async () => {
    const { clock, press } = workers(firstIsHeld);
    const database = new Database();
    const now = () => clock.now() + 2 * 3_600_000;
    const ahead = Object.assign(Object.create(clock) as VirtualClock, { timeline: {}, now });
    void press(database, { clock: ahead });
    await clock.pass(1_000);
    expect(await clock.run(press(database))).toMatch(isQuestion);
    expect(clock.elapsedMs).toBeLessThan(140_000);
  });

  test('ends at Stop', async () => {
    const { clock, service, press } = workers(firstIsHeld);
    const [database, stop] = [new Database(), new AbortController()];
    void press(database);
    await clock.pass(1_000);
    clock.at(3_000, () => stop.abort());
    expect(await clock.run(press(database, { stop: stop.signal }))).toMatch(/canceled/);
    expect([service.creates().length, clock.elapsedMs <= 4_000]).toEqual([1, true]);
  });
});

/** The database waits so long before it reads a row, and before it writes it. */
test.each([1, 4])(
  'executions that begin on several workers at nearly the same time are one create (%i ms)',
  async (pauseMs) => {
    let created = 0;
    for (const laterMs of [0, 8, 25, 60, 130, 236, 252]) {
      const { clock, service, press } = workers();
      const database = new Database();
      let calls = 0;
      database.pause = async () => await clock.sleep(pauseMs + (++calls % 3));
      const later = [laterMs, 2 * laterMs].map(
        async (ms) => await clock.sleep(ms).then(async () => await press(database)),
      );
      const ends = await clock.run(Promise.all([press(database), ...later]));
      expect([laterMs, service.creates().length]).toEqual([laterMs, 1]);
      for (const end of ends)
        expect(end === 'task-1' || /^Order Key "A-1" (cannot|was used by)/.test(String(end))).toBe(true);
      created += ends.filter((end) => end === 'task-1').length;
    }
    expect(created).toBeGreaterThan(15);
  },
);

test('a worker that dies right before it writes an order down keeps its key for minutes, and no longer', async () => {
  const { clock, service, press } = workers();
  const database = new Database();
  const isSettling = (ms: number) => ms > 100 && ms < 1_000;
  const sleep = async (ms: number) => await (isSettling(ms) ? held() : clock.sleep(ms));
  const dying = Object.assign(Object.create(clock) as VirtualClock, { timeline: {}, sleep });
  void press(database, { clock: dying, executionId: 'run-1' });
  await clock.pass(1_000);
  expect(await clock.run(press(database, { executionId: 'run-2' }))).toMatch(
    /was used by another execution a moment ago/,
  );
  await clock.pass(5 * 60_000);
  expect(await clock.run(press(database, { executionId: 'run-3' }))).toBe('task-1');
  expect(service.creates()).toHaveLength(1);
});

test('an order of which this process knows that its outcome is unknown is asked about at once', async () => {
  const { clock, service, run } = slow(() => apiError(500, 'gateway down'));
  const own = keyed();
  await clock.run(run(own));
  const begunMs = clock.elapsedMs;
  expect(await clock.run(run(own))).toEqual([expect.stringMatching(isQuestion)]);
  expect([service.creates().length, clock.elapsedMs - begunMs < 1_000]).toEqual([1, true]);
});

const isRefusal = /^Order Key "A-1" cannot be read for certain/;

/** Each call of the database reads a whole row and writes it whole: workers see, lose and bring back what others write. */
test('two workers that look up a used key at nearly the same time never create, and get its task or a refusal', async () => {
  const { clock, service, press } = workers();
  const ends: unknown[] = [];
  for (let laterMs = 0; laterMs < 120; laterMs += 6) {
    const database = new Database();
    service.forget();
    const taskId = await clock.run(press(database));
    let calls = 0;
    database.pause = async () => await clock.sleep(4 + (++calls % 3));
    const second = clock.sleep(laterMs).then(async () => await press(database));
    const pressed = [
      ...(await clock.run(Promise.all([press(database), second]))),
      await clock.run(press(database)),
    ];
    for (const end of pressed) expect(end === taskId || isRefusal.test(String(end))).toBe(true);
    ends.push(...pressed);
    expect(service.creates()).toHaveLength(1);
  }
  expect(ends.filter((end) => isRefusal.test(String(end))).length).toBeLessThan(ends.length / 2);
});

test('a worker that dies while it looks up a key leaves its task or a refusal, and no second video', async () => {
  const { clock, service, press } = workers();
  const database = new Database();
  const taskId = await clock.run(press(database));
  const kept = new Map(database.rows);
  const ends = new Set<string>();
  for (let calls = 1; calls < 24; calls++) {
    let left = calls;
    database.pause = async () => void (left-- <= 0 && (await new Promise<never>(() => undefined)));
    void press(database);
    await clock.pass(20);
    database.pause = async () => undefined;
    for (let times = 0; times < 2; times++) {
      const end = await clock.run(press(database));
      ends.add(end === taskId ? 'its task' : isRefusal.test(String(end)) ? 'a refusal' : String(end));
    }
    for (const [node, row] of kept) database.rows.set(node, row);
  }
  expect(ends).toEqual(new Set(['its task', 'a refusal']));
  expect(service.creates()).toHaveLength(1);
});

test('what one worker asks for is to another no sign that somebody was told', async () => {
  const { clock, service, run } = slow();
  for (let laterMs = 0; laterMs < 100; laterMs += 2) {
    const database = new Database();
    const press = async (mode: Scene['mode']) => {
      const worker = Object.assign(Object.create(clock) as VirtualClock, { timeline: {} });
      return await run({ mode, parameters: flowers, database, clock: worker });
    };
    service.forget();
    await clock.run(press('trigger'));
    let calls = 0;
    database.pause = async () => await clock.sleep(4 + (++calls % 3));
    // The first that is told makes the next one create.
    const second = clock.sleep(laterMs).then(async () => await press('manual'));
    await clock.run(Promise.race([press('manual'), second]));
    expect(service.creates()).toHaveLength(1);
    await clock.run(second);
  }
});

test('one that meets another request under way is refused', async () => {
  const { clock, service, run } = slow();
  const own = keyed();
  const other = { ...own, parameters: { ...own.parameters, prompt: 'Another video' } };
  const [first, second] = await clock.run(Promise.all([run(own), run(other)]));
  expect(first).toEqual(['task-1']);
  expect(second).toEqual([expect.stringMatching(/^Order Key "A-1" was used for another request/)]);
  expect(service.creates()).toHaveLength(1);
});

test.each([
  ['is still unanswered', 0],
  ['has been answered since', 60_000],
])('Stop in the middle of a create that %s, then another, is one create', async (_what, laterMs) => {
  const { clock, service, run } = slow();
  const [own, stop] = [keyed(), new AbortController()];
  clock.at(2_000, () => stop.abort());
  expect(await clock.run(run({ ...own, stop: stop.signal }))).toEqual([expect.stringMatching(/canceled/)]);
  await clock.pass(laterMs);
  expect(await clock.run(run(own))).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});

test('a create that is refused while another waits is sent by that one', async () => {
  const { clock, service, run } = slow((nth) => (nth === 1 ? apiError(422, 'No') : null));
  const own = keyed();
  const [first, second] = await clock.run(Promise.all([run(own), run(own)]));
  expect(first).toEqual([expect.stringMatching(/^No /)]);
  expect(second).toEqual(['task-2']);
  expect(service.creates()).toHaveLength(2);
});

test('a question does not hide that nobody knows about another item of the run', async () => {
  const { clock, service, run } = slow(() => apiError(500, 'gateway down'));
  const own = keyed();
  const items = [{ prompt: 'Another video', options: { orderKey: '' } }, {}];
  const first = run(own);
  await clock.pass(1_000);
  const [told] = await clock.run(run({ ...own, items }));
  await first;
  expect(told).toMatch(/^Item 2 of 2: A create with Order Key "A-1" was sent at .+ and it is unknown/);
  expect(told).toMatch(
    /It is unknown whether AIHubMax accepted 1 other request of this run: check your usage/,
  );
  expect(service.creates()).toHaveLength(2);
});

test('Stop ends the wait for another execution at once', async () => {
  const { clock, service, run } = slow();
  const [own, stop] = [keyed(), new AbortController()];
  clock.at(2_000, () => stop.abort());
  const first = run(own);
  expect(await clock.run(run({ ...own, stop: stop.signal }))).toEqual([expect.stringMatching(/canceled/)]);
  expect(clock.elapsedMs).toBeLessThan(4_000);
  expect(await clock.run(first)).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});

test.each([6_600, 7_500, 8_700])(
  'Stop %i ms into the questions to a slow database loses no order of its key',
  async (stopMs) => {
    const { clock, service, run } = slow();
    const [own, database, stop] = [keyed(), new Database(), new AbortController()];
    expect(await clock.run(run({ ...own, database }))).toEqual(['task-1']);
    database.pause = async () => await clock.sleep(400);
    clock.at(clock.elapsedMs + stopMs, () => stop.abort());
    await clock.run(run({ ...own, database, stop: stop.signal }));
    await clock.pass(60_000);
    expect(await clock.run(run({ ...own, database }))).toEqual(['task-1']);
    expect(service.creates()).toHaveLength(1);
  },
);

test('a Retry of an execution that was stopped gets the task that was answered since', async () => {
  const { clock, service, run } = slow();
  const [own, stop, memory] = [keyed(), new AbortController(), {}];
  clock.at(2_000, () => stop.abort());
  await clock.run(run({ ...own, stop: stop.signal, memory }));
  const saved = structuredClone(memory);
  await clock.pass(60_000);
  expect(await clock.run(run({ ...own, mode: 'retry', memory: saved }))).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});
