/** Executions with one Order Key on several workers, which have nothing in common but n8n's database. */
import { VirtualClock } from '../support/clock.mts';
import { Database } from '../support/database.mts';
import { openKeys } from '../support/durable.mts';
import { held } from '../support/machine.mts';
import { isQuestion, workers } from '../support/keyWorkers.mts';
import type { Print } from '../../nodes/AiHubMaxVeo/submit/print';
import { apiError } from '../support/service.mts';

const firstIsHeld = (nth: number) => (nth === 1 ? held() : null);

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

test('executions that begin on two workers as midnight (UTC) passes, whose clocks differ, are one create', async () => {
  const dayMs = 24 * 3_600_000;
  for (const aheadMs of [10, 300, 600, 1_200]) {
    const { clock, service, press } = workers();
    await clock.pass(dayMs - (clock.now() % dayMs) - 700);
    const now = () => clock.now() + aheadMs;
    const ahead = Object.assign(Object.create(clock) as VirtualClock, { timeline: {}, now });
    const database = new Database();
    database.pause = async () => await clock.sleep(2);
    const pressed = [press(database), press(database, { clock: ahead })];
    const ends = await clock.run(Promise.all(pressed));
    expect([aheadMs, ends, service.creates().length]).toEqual([aheadMs, ['task-1', 'task-1'], 1]);
  }
});

test('a worker that dies right before it writes an order down keeps its key for seconds, and no longer', async () => {
  const { clock, service, press } = workers();
  const database = new Database();
  const isSettling = (ms: number) => ms > 100 && ms < 1_000;
  const sleep = async (ms: number) => await (isSettling(ms) ? held() : clock.sleep(ms));
  const dying = Object.assign(Object.create(clock) as VirtualClock, { timeline: {}, sleep });
  void press(database, { clock: dying, executionId: 'run-8' });
  await clock.pass(1_000);
  expect(await clock.run(press(database, { executionId: 'run-9' }))).toBe('task-1');
  expect([service.creates().length, clock.elapsedMs > 10_000, clock.elapsedMs < 60_000]).toEqual([
    1,
    true,
    true,
  ]);
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

const print: Print = {
  ...{ text: 'print of A-1', versions: [] },
  keyed: { key: 'A-1', whole: 'whole', timeless: 'timeless' },
};

/** What the database does besides, before or after it has written a claim. */
function aroundClaims(
  database: Database,
  { before, after }: { before?(): Promise<void>; after?(claim: string): Promise<unknown> },
) {
  const own = database.helpers('workflow', 'node');
  return {
    ...own,
    async checkProcessedAndRecord(...[items, ...rest]: Parameters<typeof own.checkProcessedAndRecord>) {
      const [claim = ''] = items.length === 1 && /:w\d+:/.test(String(items[0])) ? items.map(String) : [];
      if (claim) await before?.();
      const answer = await own.checkProcessedAndRecord(items, ...rest);
      if (claim) await after?.(claim);
      return answer;
    },
  };
}

test('a claim that another process has overwritten is written once more', async () => {
  const database = new Database();
  let written = 0;
  const after = async (claim: string) => ++written === 1 && database.lose((entry) => entry === claim);
  const helpers = aroundClaims(database, { after });
  expect(await openKeys(database, { helpers }).sent(print, undefined)).toMatch(/^print of A-1:/);
  expect(written).toBe(2);
});

test('claims that the questions of another process have left behind keep a key for seconds', async () => {
  const [database, clock] = [new Database(), new VirtualClock()];
  const { checkProcessedAndRecord: add } = database.helpers('workflow', 'node');
  const left = (claim: string) => [8, 9, 10, 11, 12].map((nth) => claim.replace(/\d+$/, String(nth)));
  const after = async (claim: string) => await add(left(claim), 'node', { mode: 'entries' });
  const helpers = aroundClaims(database, { after });
  await expect(openKeys(database, { helpers, clock }).sent(print, undefined)).rejects.toMatchObject({
    failure: { code: 'order_key_taken' },
  });
  await clock.pass(30_000);
  expect(await openKeys(database, { clock }).sent(print, undefined)).toMatch(/^print of A-1:/);
});

test('who wins its claim after another has written the order down gives way, and leaves it whole', async () => {
  const database = new Database();
  const first = openKeys(database);
  let place = '';
  const before = async () => void (place = await first.sent(print, undefined));
  const helpers = aroundClaims(database, { before });
  await expect(openKeys(database, { helpers }).sent(print, undefined)).rejects.toMatchObject({
    failure: { code: 'order_key_taken', category: 'service' },
  });
  expect(place).not.toBe('');
  await first.accepted(place, 'task-1', async () => print);
  expect(await openKeys(database).find(print)).toMatchObject({ place, isSame: true, taskId: 'task-1' });
});
