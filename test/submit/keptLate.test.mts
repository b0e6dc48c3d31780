/** A database that answers late: what it has written by then of an order that did not come about is no order. */
import { keyed, keyedMachine } from '../support/keyed.mts';
import { idsOf, machine, prompts, waiting } from '../support/machine.mts';
import { accepted } from '../support/replies.mts';
import { apiError, json } from '../support/service.mts';

test('an order with a key that was refused, since it could not be written down in time, is not told as sent', async () => {
  const { fails, run, database, process, service } = keyedMachine();
  const clock = process();
  const { pause } = database;
  // The entries of the order itself: the place, the slot, the request, the time, the claim, and twice that it is there.
  database.pause = async () => void (database.calls.at(-1) === 13 && (await clock.sleep(4_000)));
  expect(await fails({ clock })).toMatch(
    /^Order Key "A-1" cannot be looked up.*no answer in time \| service: Nothing was sent and nothing was charged/,
  );
  await clock.pass(60_000);
  database.pause = pause;
  expect(service.creates()).toEqual([]);
  const another = { parameters: keyed('A-1', { prompt: 'Another video' }), clock };
  expect(idsOf(await run(another))).toEqual([['task-1', false]]);
});

test('nobody is asked about a create that was refused while the database was silent', async () => {
  const { fails, run, retries, finish, process, database, service } = machine(
    { parameters: { ...waiting, batching: { maxConcurrentTasks: 2 } } },
    async (nth) => {
      if (nth === 1) database.pause = async () => await clock.sleep(5_000);
      if (nth !== 2) return json(accepted({ id: `task-${nth}` }));
      await clock.sleep(8_000);
      return apiError(400, 'No such ratio');
    },
  );
  const clock = process();
  const { pause } = database;
  finish();
  expect(await fails({ clock, items: prompts(2) })).toMatch(/No such ratio/);
  await clock.pass(60_000);
  database.pause = pause;
  const [, refused = {}] = prompts(2);
  expect(idsOf(await run({ ...retries, clock, items: [refused] }))).toEqual([['task-3', false]]);
  expect(service.creates()).toHaveLength(3);
});

test('a task that was accepted is written down, also where the database was late for another item before', async () => {
  const { run, process, database, service } = keyedMachine({}, async (nth) => {
    if (nth === 2) database.pause = async () => await clock.sleep(4_000);
    if (nth === 1) await clock.sleep(60_000);
    return json(accepted({ id: `task-${nth}` }));
  });
  const clock = process();
  const { pause } = database;
  clock.at(30_000, () => (database.pause = pause));
  const items = ['A-1', 'B-1'].map((orderKey) => ({ prompt: orderKey, options: { orderKey } }));
  expect(idsOf(await run({ clock, items }))).toEqual([
    ['task-1', false],
    ['task-2', false],
  ]);
  expect(idsOf(await run({ clock, items }))).toEqual([
    ['task-1', true],
    ['task-2', true],
  ]);
  expect(service.creates()).toHaveLength(2);
});
