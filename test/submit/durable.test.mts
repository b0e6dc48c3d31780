/** The shelf in n8n's database: a map made of a set, which may miss an order, and never gives a wrong ID. */
import { VirtualClock } from '../support/clock.mts';
import { Database } from '../support/database.mts';
import { accept, dayMs, found, id, open, print, reading, type Orders } from '../support/durable.mts';
import type { Print } from '../../nodes/AiHubMaxVeo/submit/print';

test('an ID comes back whole in another process, and an order that was never sent is not known', async () => {
  const database = new Database();
  await (await open(database)).mark([await accept(open(database))], 'done');
  expect(await open(database).find(reading())).toMatchObject([
    { place: `${print.text}:20779:000`, isDone: true, isAsked: false, isUnderWay: false },
  ]);
  expect(await found(database)).toEqual([id]);
  expect(await found(database, { ...print, text: 'another' })).toEqual([]);
});

test.each([
  'a',
  '7',
  'TASK_1:2.3~4-5',
  '0b8f0c9e-53e1-4c55-9d6a-1f6f2b0d7c11',
  'cgt-20261129-aBcDeFgHiJkLmNoPqRsTuVwXyZ',
  'x'.repeat(64),
])('the ID %s comes back', async (taskId) => {
  const database = new Database();
  await accept(open(database), taskId);
  expect(await found(database)).toEqual([taskId]);
});

test.each(['x'.repeat(65), 'task/1', 'task-ü', ''])(
  'of the ID "%s" only that it was sent is kept',
  async (taskId) => {
    const database = new Database();
    await accept(open(database), taskId);
    expect(await found(database)).toEqual([null]);
  },
);

test('what was sent and never answered is known as that', async () => {
  const database = new Database();
  await open(database).sent(reading());
  expect(await open(database).find(reading())).toMatchObject([{ taskId: null, isDone: false }]);
});

test('what was refused is forgotten', async () => {
  const database = new Database();
  const orders = open(database);
  await orders.refused((await orders.sent(reading())) ?? '');
  expect(await orders.find(reading())).toEqual([]);
  expect(database.entries('workflow node')).toEqual([]);
});

test('equal orders do not mix, whichever process sends them; the last comes first', async () => {
  const database = new Database();
  const both = open(database);
  await Promise.all([accept(both, 'task-1'), accept(both, 'task-2')]);
  await accept(open(database), 'task-3');
  expect(await found(database)).toEqual(['task-3', 'task-2', 'task-1']);
});

test('yesterday is known, the day before is not', async () => {
  const database = new Database();
  const clock = new VirtualClock();
  await accept(open(database, { clock }));
  const after = (days: number) => ({ clock: new VirtualClock(clock.startMs + days * dayMs) });
  expect(await found(database, print, after(1))).toEqual([id]);
  expect((await open(database, after(1)).find(reading()))[0]?.untilMs).toBe(20780 * dayMs);
  expect(await found(database, print, after(2))).toEqual([]);
});

test('nodes know nothing of each other', async () => {
  const database = new Database();
  await accept(open(database));
  expect(await found(database, print, { node: 'other' })).toEqual([]);
  expect(await found(database, print, { workflowId: 'other' })).toEqual([]);
});

test.each<[string, (string | null)[], (string | null)[], boolean]>([
  ['the same file', ['etag-1'], ['etag-1'], true],
  ['another file behind its URL', ['etag-1'], ['etag-2'], false],
  ['a file of which nobody knew', [null], ['etag-2'], true],
  ['a file of which nobody knows', ['etag-1'], [null], true],
  ['one of two that is another', ['etag-1', 'etag-2'], ['etag-1', 'etag-3'], false],
  ['two that have changed places', ['etag-1', 'etag-2'], ['etag-2', 'etag-1'], false],
])('%s', async (_what, versions, then, isSame) => {
  const database = new Database();
  await accept(open(database), id, { ...print, versions });
  expect(await found(database, { ...print, versions: then })).toEqual(isSame ? [id] : []);
});

test('asking leaves nothing behind', async () => {
  const database = new Database();
  await accept(open(database));
  const before = database.entries('workflow node');
  await found(database);
  await found(database, { ...print, text: 'another' });
  expect(database.entries('workflow node')).toEqual(before);
});

/** As the vendor writes them: docs/api-contract.md. */
const vendorIds = Array.from(
  { length: 300 },
  (_none, nth) => `task-unified-1795340${nth + 100}-k3v9x2q${nth % 10}`,
);

test.each<[string, Partial<Print>, string[], number]>([
  ['of the vendor, and three files each', { versions: ['etag-1', 'etag-2', null] }, vendorIds, 100],
  ['that are UUIDs', {}, vendorIds.map((_none, nth) => `0b8f0c9e-53e1-4c55-9d6a-1f6f2b0d7${nth + 100}`), 95],
])(
  'of three hundred orders with IDs %s the youngest are whole; n8n drops the oldest, and none comes back wrong',
  async (_what, own, ids, count) => {
    const database = new Database();
    const orders = open(database);
    for (const [nth, taskId] of ids.entries()) {
      const of = { ...print, ...own, text: `print-${nth}` };
      await orders.mark([await accept(orders, taskId, of)], 'done');
      expect(database.entries('workflow node').length).toBeLessThanOrEqual(3_500);
    }
    const idOf = async (nth: number) => await found(database, { ...print, ...own, text: `print-${nth}` });
    for (const nth of [0, 100, 300 - count, 250, 299])
      expect([nth, await idOf(nth)]).toEqual([nth, nth < 300 - count ? [] : [ids[nth]]]);
    // Somewhere between lies one that has lost its beginning, and counts as lost or as sent.
    for (let nth = 300 - count - 1; nth > 150; nth -= 7) {
      const [taskId = null] = await idOf(nth);
      expect([null, ids[nth]]).toContain(taskId);
    }
  },
);

test('three hundred equal orders of a day take their numbers in turn, and the last are there', async () => {
  const database = new Database();
  const orders = open(database);
  for (const taskId of vendorIds) await orders.mark([await accept(orders, taskId)], 'done');
  const kept = (await open(database).find(reading())).flatMap(({ taskId }) => taskId ?? []);
  expect(kept.length).toBeGreaterThanOrEqual(100);
  const some = kept.filter((_read, nth) => nth % 10 === 0);
  const known = (await Promise.all(some.map(async (read) => await read()))).flatMap((id) => id ?? []);
  expect(known.length).toBeGreaterThanOrEqual(some.length - 1);
  expect(vendorIds.slice(-130)).toEqual(expect.arrayContaining(known));
});

test('an entry that another process has overwritten makes an order one that was only sent', async () => {
  for (let lost = 1, count = 2; lost < count; lost++) {
    const database = new Database();
    await accept(open(database));
    const entries = database.entries('workflow node');
    count = entries.length;
    database.lose((entry) => entry === entries[lost]);
    expect(await found(database)).toEqual([null]);
  }
});

/** What is found once an order holds what belongs to another as well. `loses`: instead of these. */
async function mixed(entry: string, loses: string[] = []): Promise<(string | null)[]> {
  const database = new Database();
  const place = await accept(open(database));
  for (const each of loses) database.lose((entry) => entry === `${place}:${each}`);
  const { checkProcessedAndRecord: add } = database.helpers('workflow', 'node');
  await add([`${place}:${entry}`], 'node', { mode: 'entries' });
  return await found(database);
}

const atThree = [...'0123456789abcdefghijklmnopqrstuvwxyz'].map((digit) => `3:${digit}`);

test('a digit of another ID in the place of one that was lost makes no ID', async () => {
  const all = (await Promise.all(atThree.map(async (entry) => await mixed(entry, atThree)))).flat();
  expect([all.length, all.filter((taskId) => taskId !== null)]).toEqual([36, [id]]);
});

test('an entry too many, as a crash in the middle of a question leaves it, does so as well', async () => {
  const all = (await Promise.all(atThree.map(async (entry) => await mixed(entry)))).flat();
  expect([all.length, all.filter((taskId) => taskId !== null)]).toEqual([36, [id]]);
  expect(await mixed('n12')).toEqual([null]);
});

test('two processes that write at the same time lose orders, and never get a wrong ID', async () => {
  const database = new Database();
  let turn = 0;
  // Whoever reads meets somebody who writes.
  database.pause = async () => {
    for (let nth = 0; nth < 1 + (turn++ % 3); nth++) await new Promise(setImmediate);
  };
  const [one, other] = [open(database), open(database)];
  const sent = new Map<string, string>();
  const write = async (orders: Orders, who: string) => {
    for (let nth = 0; nth < 20; nth++) {
      const text = `print-${nth % 4}`;
      const taskId = `task-${who}-${nth}`;
      sent.set(taskId, text);
      await orders.mark([await accept(orders, taskId, { ...print, text })], 'done');
    }
  };
  await Promise.all([write(one, 'one'), write(other, 'other')]);
  for (const text of ['print-0', 'print-1', 'print-2', 'print-3'])
    for (const taskId of await found(database, { ...print, text }))
      expect(taskId === null ? text : sent.get(taskId)).toBe(text);
});
