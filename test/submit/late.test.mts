/** One call of the database takes seconds, or cannot be taken back, while something else ends the run. */
import { idsOf, machine, minuteMs, prompts } from '../support/machine.mts';
import type { Scene } from '../support/context.mts';
import { flowers } from '../support/flowers.mts';
import { accepted } from '../support/replies.mts';
import { json } from '../support/service.mts';

const parameters = { ...flowers, batching: { maxConcurrentTasks: 3 } };
const no = json({ error: { message: 'No' } }, 400);

/** The nth wait of the database takes so long; Item 1 is refused once, where that is to be. */
function late({ nth, ms, isRefused = false }: { nth: number; ms: number; isRefused?: boolean }) {
  let [calls, refusals] = [0, isRefused ? 1 : 0];
  const all = machine({ items: prompts(3), parameters }, async (made) => {
    const sent = all.service.creates().at(-1)?.body as { prompt?: string } | undefined;
    if (sent?.prompt === 'Item 1' && refusals-- > 0) return no;
    await clock.sleep(400);
    return json(accepted({ id: `task-${made}` }));
  });
  const clock = all.process();
  all.database.pause = async () => void (++calls === nth && (await clock.sleep(ms)));
  const own = { clock, memory: {} };
  const run = async (more: Partial<Scene>) => idsOf(await all.run({ ...own, ...more })).length;
  return { ...all, clock, run, fails: async () => await all.fails(own) };
}

const seconds = (...waits: number[]) =>
  waits.flatMap((nth) => [1_500, 2_500, 11_000].map((ms) => ({ nth, ms })));

describe.each([
  ['at once', 0],
  ['a minute later', minuteMs],
])('a Retry %s asks about nothing that was not accepted', (_when, passMs) => {
  test.each(seconds(5, 6, 7, 8))('where one was refused, and wait $nth took $ms ms', async (wait) => {
    const { run, fails, clock, retries, service } = late({ ...wait, isRefused: true });
    expect(await fails()).toMatch(/No/);
    await clock.pass(passMs);
    expect([await run(retries), service.creates().length]).toEqual([3, 4]);
  });

  test.each(seconds(5, 6))(
    'where Stop ended the run in wait $nth of $ms ms, within a second',
    async (wait) => {
      const { run, clock, retries, service } = late(wait);
      const stop = new AbortController();
      clock.at(3, () => stop.abort());
      await run({ stop: stop.signal }).catch(() => undefined);
      expect(clock.elapsedMs).toBeLessThanOrEqual(1_003);
      await clock.pass(passMs);
      expect([await run(retries), service.creates().length]).toEqual([3, 3]);
    },
  );
});

test('an order that was written down late is gone on with after a crash', async () => {
  const { dies, run, retries, finish, process, database, service } = machine();
  const clock = process();
  let calls = 0;
  // The add of the order itself.
  database.pause = async () => void (++calls === 6 && (await clock.sleep(6_000)));
  await dies({ clock });
  finish();
  database.pause = async () => undefined;
  expect(idsOf(await run(retries))).toEqual([['task-1', true]]);
  expect(service.creates()).toEqual([]);
});

test('a database is not silent that takes a second and a half for each of its answers', async () => {
  const { dies, run, retries, finish, process, database, service } = machine();
  const clock = process();
  database.pause = async () => await clock.sleep(700);
  await dies({ clock });
  finish();
  database.pause = async () => undefined;
  expect(idsOf(await run(retries))).toEqual([['task-1', true]]);
  expect(service.creates()).toEqual([]);
});

test('a place that turns out late to be that of an earlier order is left alone', async () => {
  const { dies, run, retries, finish, process, database, service } = machine();
  await dies();
  // n8n has started again, and counts from the first place once more.
  const clock = process();
  let calls = 0;
  database.pause = async () => void (++calls === 5 && (await clock.sleep(6_000)));
  await dies({ clock });
  finish();
  database.pause = async () => undefined;
  expect(idsOf(await run({ ...retries, memory: {} }))).toEqual([['task-1', true]]);
  expect(service.creates()).toEqual([]);
});

describe.each<[string, Partial<Scene>, Partial<Scene>]>([
  ['Retry', {}, { mode: 'retry' }],
  ['test run', { mode: 'manual' }, { mode: 'manual' }],
  ['call of an agent', { isTool: true }, { isTool: true }],
])('where the database is away for a while, the next %s asks about nothing', (_what, first, next) => {
  test.each([2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'since what was to be taken back still is, after wait %i',
    async (nth) => {
      let [calls, refusals] = [0, 1];
      const { run, process, database } = machine({ parameters: flowers }, () => (refusals-- > 0 ? no : null));
      const clock = process();
      database.pause = async () => {
        if (++calls >= nth) throw new Error('connection terminated');
      };
      await run({ ...first, clock }).catch(() => undefined);
      database.pause = async () => undefined;
      const [[taskId] = []] = idsOf(await run({ ...next, clock }));
      expect(taskId).toMatch(/^task-/);
    },
  );
});
