/** The shelf in n8n's database, as runs use it: few turns, what is under way, and going on without it. */
import { VirtualClock } from '../support/clock.mts';
import { Database } from '../support/database.mts';
import { accept, found, id, open, print, reading, type Orders, type Run } from '../support/durable.mts';

test('a hundred at once take few turns, none of them longer than about 500 values', async () => {
  const database = new Database();
  const orders = open(database);
  const texts = Array.from({ length: 100 }, (_none, nth) => `print-${nth}`);
  await Promise.all(texts.map(async (text) => await accept(orders, `task-${text}`, { ...print, text })));
  expect(database.calls.length).toBeLessThan(12);
  database.calls.length = 0;
  await Promise.all(texts.map(async (text) => await found(database, { ...print, text })));
  expect(Math.max(...database.calls)).toBeLessThanOrEqual(500);
});

test('nothing that was only asked for is found where taking it back fails once', async () => {
  const database = new Database();
  await accept(open(database));
  database.failingRemovals = 1;
  expect(await found(database)).toEqual([id]);
  expect(await found(database, { ...print, text: 'another print' })).toEqual([]);
});

test('what a run is at work on is known in its process until the run ends', async () => {
  const database = new Database();
  const clock = new VirtualClock();
  const orders = open(database, { clock });
  await accept(orders);
  const isUnderWay = async (run: Run) => (await open(database, run).find(reading()))[0]?.isUnderWay;
  expect([await isUnderWay({ clock }), await isUnderWay({})]).toEqual([true, false]);
  orders.close();
  expect(await isUnderWay({ clock })).toBe(false);
});

describe('a run goes on without it, and says so once in the log', () => {
  async function uses(orders: Orders): Promise<unknown[]> {
    const place = await orders.sent(reading());
    await orders.accepted('place', id, reading());
    await orders.mark(['place'], 'done');
    await orders.refused('place');
    orders.close();
    return [place, await orders.find(reading())];
  }

  test.each<[string, RegExp, (database: Database) => Run]>([
    [
      'the database is away',
      /connection refused/,
      (database) => {
        database.broken = new Error('connection refused');
        return {};
      },
    ],
    ['the execution has no workflow', /workflow\.id/, () => ({ workflowId: '' })],
  ])('%s', async (_what, reason, prepare) => {
    const database = new Database();
    const lines: string[] = [];
    const orders = open(database, { ...prepare(database), lines });
    expect(await uses(orders)).toEqual([undefined, []]);
    expect(lines).toEqual([expect.stringMatching(reason)]);
    expect(orders.isOn).toBe(false);
  });

  test('this n8n has no set for nodes', async () => {
    const lines: string[] = [];
    const orders = open(new Database(), { helpers: {}, lines });
    expect(await uses(orders)).toEqual([undefined, []]);
    expect(lines).toEqual(["Orders are not kept in n8n's database: this n8n has no set for a node"]);
  });

  test('the database never answers: after two seconds, and all that wait give up together', async () => {
    const database = new Database();
    database.hangs = true;
    const [clock, lines]: [VirtualClock, string[]] = [new VirtualClock(), []];
    const orders = open(database, { clock, lines });
    const all = Array.from({ length: 50 }, async () => await orders.sent(reading()));
    expect(new Set(await clock.run(Promise.all(all)))).toEqual(new Set([undefined]));
    expect([clock.elapsedMs, lines.length]).toEqual([2_000, 1]);
  });

  test('a log that throws harms nobody', async () => {
    const database = new Database();
    database.broken = new Error('away');
    const debug = () => {
      throw new Error('disk full');
    };
    const orders = open(database, { debug });
    expect(await uses(orders)).toEqual([undefined, []]);
  });

  test('one stumble of the database is none', async () => {
    const database = new Database();
    database.broken = new Error('SQLITE_BUSY');
    database.pause = async () => void (database.broken = null);
    const helpers = database.helpers('workflow', 'node');
    const { checkProcessedAndRecord: add } = helpers;
    let calls = 0;
    helpers.checkProcessedAndRecord = async (...call) => {
      if (++calls === 2) database.broken = null;
      return await add(...call);
    };
    const orders = open(database, { helpers });
    expect(await orders.sent(reading())).toBeDefined();
  });
});
