/** The shelf of orders with a key: what it holds is never forgotten in silence. */
import { VirtualClock } from '../support/clock.mts';
import { Database } from '../support/database.mts';
import { accept, dayMs, id, open, openKeys } from '../support/durable.mts';
import type { Print } from '../../nodes/AiHubMaxVeo/submit/print';
import type { OrderKeys } from '../../nodes/AiHubMaxVeo/submit/orderKeys';

const row = 'workflow node';
const of = (key: string, whole = `whole ${key}`): Print => ({
  text: `print of ${key}`,
  versions: [],
  keyed: { key, whole, timeless: `timeless ${whole}` },
});

async function pay(keys: OrderKeys, print: Print, taskId = `task-${print.text.slice(9)}`): Promise<string> {
  const place = await keys.sent(print, (await keys.find(print))?.place);
  await keys.accepted(place, taskId, async () => print);
  return place;
}

async function idOf(keys: OrderKeys, print: Print): Promise<string | null> {
  return (await keys.find(print))?.taskId ?? null;
}

const many = Array.from({ length: 400 }, (_none, nth) => `task-unified-1795340000-${nth + 100000}`);

/** A row with all that it may hold. */
const filled = (async () => {
  const [database, clock] = [new Database(), new VirtualClock()];
  const keys = openKeys(database, { clock });
  for (const taskId of many) {
    const print = of(taskId);
    await keys.accepted(await keys.sent(print, undefined), taskId, async () => print);
  }
  return database.entries(row);
})();

const full = async (): Promise<Database> => new Database([[row, await filled]]);

test('four hundred keys are all there; one more is refused, free, and forgets none', async () => {
  const database = await full();
  const keys = openKeys(database);
  await expect(keys.sent(of('one more'), undefined)).rejects.toMatchObject({
    failure: {
      category: 'limit_reached',
      code: 'order_keys_full',
      message:
        'Order Key "one more" cannot be kept: this node keeps at most 400 orders with a key within 24 hours',
    },
  });
  for (const taskId of [0, 57, 200, 399].map((nth) => many[nth] ?? ''))
    expect(await idOf(keys, of(taskId))).toBe(taskId);
  // n8n looks through the whole row for each entry that is taken back.
  expect(Math.max(...database.removals)).toBeLessThanOrEqual(100);
}, 120_000);

test('what is full says so at once to the next orders of its run', async () => {
  const database = await full();
  const keys = openKeys(database);
  await expect(keys.sent(of('one'), undefined)).rejects.toThrow(/at most 400/);
  database.calls.length = 0;
  await expect(keys.sent(of('other'), undefined)).rejects.toThrow(/at most 400/);
  expect(database.calls.length).toBeLessThan(4);
}, 120_000);

test('after 24 hours, and not a minute before, their room is free again', async () => {
  const [database, clock] = [await full(), new VirtualClock()];
  const later = (ms: number) => openKeys(database, { clock: new VirtualClock(clock.startMs + ms) });
  await expect(later(dayMs - 60_000).sent(of('early'), undefined)).rejects.toThrow(/at most 400 orders/);
  const keys = later(dayMs + 60_000);
  await pay(keys, of('first of the next day'));
  expect(await later(dayMs + 120_000).find(of('first of the next day'))).not.toBeNull();
}, 120_000);

test('orders without a key push none out, before, between and after', async () => {
  const [database, clock] = [new Database(), new VirtualClock()];
  const orders = open(database, { clock });
  const plain = async (from: number) => {
    for (let nth = from; nth < from + 100; nth++)
      await accept(orders, `task-unified-17953400${nth}-k3v9x2qa`, { text: `plain ${nth}`, versions: [] });
  };
  await plain(0);
  await pay(openKeys(database, { clock }), of('A-1'), id);
  await plain(100);
  await pay(openKeys(database, { clock }), of('A-2'), 'task-2');
  await plain(200);
  const keys = openKeys(database);
  expect([await idOf(keys, of('A-1')), await idOf(keys, of('A-2'))]).toEqual([id, 'task-2']);
});

test('a run that began before the first key pushes none out by its answers', async () => {
  const [database, clock] = [new Database(), new VirtualClock()];
  const orders = open(database, { clock });
  const places = [];
  for (let nth = 0; nth < 90; nth++)
    places.push(await orders.sent(async () => ({ text: `plain ${nth}`, versions: [] })));
  await pay(openKeys(database, { clock }), of('A-1'), id);
  for (const [nth, place = ''] of places.entries())
    await orders.accepted(place, `task-unified-17953400${nth}-k3v9x2qa`, async () => ({
      text: `plain ${nth}`,
      versions: [],
    }));
  await orders.mark(
    places.flatMap((place) => place ?? []),
    'done',
  );
  expect(await idOf(openKeys(database), of('A-1'))).toBe(id);
});

test.each<[string, (clock: VirtualClock) => VirtualClock, number]>([
  ['the same process', (clock) => clock, 0],
  ['another', () => new VirtualClock(), 60_000],
])(
  'a run without a key that goes on while %s keeps many with one pushes none out',
  async (_which, clockOf, ms) => {
    const [database, clock] = [new Database(), new VirtualClock()];
    const orders = open(database, { clock });
    await accept(orders, id, { text: 'plain', versions: [] });
    const keys = openKeys(database, { clock: clockOf(clock) });
    for (const taskId of many.slice(0, 120)) await pay(keys, of(taskId), taskId);
    await clock.pass(ms);
    await accept(orders, id, { text: 'another', versions: [] });
    expect(await idOf(openKeys(database), of(many[0] ?? ''))).toBe(many[0]);
  },
);

test.each(['x'.repeat(65), 'task/1', 'task-ü'])(
  'of the ID "%s" it is kept that there is one',
  async (taskId) => {
    const database = new Database();
    await pay(openKeys(database), of('A-1'), taskId);
    expect(await openKeys(database).find(of('A-1'))).toMatchObject({ isUnnamed: true, taskId: null });
  },
);

test('what was refused leaves nothing but the day', async () => {
  const database = new Database();
  const keys = openKeys(database);
  await keys.refused(await keys.sent(of('A-1'), undefined));
  expect(await keys.find(of('A-1'))).toBeNull();
  expect(database.entries(row)).toHaveLength(1);
});

test('asking leaves nothing behind', async () => {
  const database = new Database();
  await pay(openKeys(database), of('A-1'));
  const before = database.entries(row);
  await openKeys(database).find(of('A-1'));
  await openKeys(database).find(of('B-1'));
  expect(database.entries(row)).toEqual(before);
});

test('orders that are written at the same time take slots of their own', async () => {
  const database = new Database();
  const keys = openKeys(database);
  await Promise.all(Array.from({ length: 20 }, async (_none, nth) => await pay(keys, of(`key-${nth}`))));
  const taken = Array.from({ length: 400 }, (_none, nth) => `slot:${nth}`).filter((slot) =>
    database.entries(row).includes(slot),
  );
  expect(taken).toHaveLength(20);
});

test('whatever another process overwrites: no wrong ID, and what was sent is written once more by its answer', async () => {
  const database = new Database();
  const keys = openKeys(database);
  const place = await keys.sent(of('A-1'), undefined);
  database.lose(() => true);
  await keys.accepted(place, id, async () => of('A-1'));
  expect(await idOf(openKeys(database), of('A-1'))).toBe(id);
  const entries = database.entries(row);
  const ends = new Set<string | null>();
  for (const lost of entries) {
    const copy = new Database([[row, entries.filter((entry) => entry !== lost)]]);
    const clock = new VirtualClock();
    const reading = idOf(openKeys(copy, { clock, isDriven: true }), of('A-1'));
    const end = await clock.run(reading.catch((thrown: unknown) => String(thrown)));
    ends.add(end === id || end === null ? end : end.replace(/:.*(cannot be read for certain).*/, ': $1'));
  }
  // Without the entry that it was accepted it may have been only sent, and without one of its ID it is refused.
  expect(ends).toEqual(new Set([id, null, 'VideoError: cannot be read for certain']));
});

test('who comes second in another process is refused at the last moment', async () => {
  const database = new Database();
  const [one, other] = [openKeys(database), openKeys(database)];
  expect([await one.find(of('A-1')), await other.find(of('A-1'))]).toEqual([null, null]);
  await one.sent(of('A-1'), undefined);
  await expect(other.sent(of('A-1'), undefined)).rejects.toThrow(
    'Order Key "A-1" was used by another execution a moment ago',
  );
});

test('what a crash has left of a question is no order', async () => {
  const database = new Database();
  const { checkProcessedAndRecord: add } = database.helpers('workflow', 'node');
  const left = Array.from(
    { length: 32 },
    (_none, nth) => `print of A-1:20779:${String(nth).padStart(2, '0')}`,
  );
  await add([...left.slice(0, 20), 'slot:0', 'slot:1'], 'node', { mode: 'entries' });
  const keys = openKeys(database);
  expect(await keys.find(of('A-1'))).toBeNull();
  await pay(keys, of('A-1'), id);
  expect(await idOf(openKeys(database), of('A-1'))).toBe(id);
});

test('a key whose tasks fail again and again is refused once its numbers are used up, and not mixed', async () => {
  const database = new Database();
  const keys = openKeys(database);
  for (let nth = 0; nth < 32; nth++) {
    await pay(keys, of('A-1'), `task-${nth}`);
    expect(await idOf(keys, of('A-1'))).toBe(`task-${nth}`);
  }
  await expect(pay(keys, of('A-1'))).rejects.toThrow('Order Key "A-1" was used 32 times within a day');
});

test('a clock that was ahead, or was set back, loses no order', async () => {
  const [database, clock] = [new Database(), new VirtualClock()];
  const at = (ms: number) => openKeys(database, { clock: new VirtualClock(clock.startMs + ms) });
  await pay(at(14 * 60 * 60 * 1000), of('A-1'), id);
  expect(await idOf(at(0), of('A-1'))).toBe(id);
  // It has failed, and another takes its place.
  await pay(at(0), of('A-1'), 'task-2');
  expect(await idOf(at(60_000), of('A-1'))).toBe('task-2');
});
