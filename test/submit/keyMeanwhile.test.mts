/** Production executions with one Order Key that meet: nobody creates twice. */
import { flowers, type Scene } from '../support/context.mts';
import type { VirtualClock } from '../support/clock.mts';
import { Database } from '../support/database.mts';
import { isQuestion, keyedScene } from '../support/keyWorkers.mts';
import { apiError } from '../support/service.mts';
import { slow } from '../support/slow.mts';

test('at the same time they are one create, and all get its task', async () => {
  const { clock, service, run } = slow();
  const own = keyedScene();
  expect(await clock.run(Promise.all([run(own), run(own), run(own)]))).toEqual([
    ['task-1'],
    ['task-1'],
    ['task-1'],
  ]);
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

test('an order of which this process knows that its outcome is unknown is asked about at once', async () => {
  const { clock, service, run } = slow(() => apiError(500, 'gateway down'));
  const own = keyedScene();
  await clock.run(run(own));
  const begunMs = clock.elapsedMs;
  expect(await clock.run(run(own))).toEqual([expect.stringMatching(isQuestion)]);
  expect([service.creates().length, clock.elapsedMs - begunMs < 1_000]).toEqual([1, true]);
});

test('one that meets another request under way is refused', async () => {
  const { clock, service, run } = slow();
  const own = keyedScene();
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
  const [own, stop] = [keyedScene(), new AbortController()];
  clock.at(2_000, () => stop.abort());
  expect(await clock.run(run({ ...own, stop: stop.signal }))).toEqual([expect.stringMatching(/canceled/)]);
  await clock.pass(laterMs);
  expect(await clock.run(run(own))).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});

test('a create that is refused while another waits is sent by that one', async () => {
  const { clock, service, run } = slow((nth) => (nth === 1 ? apiError(422, 'No') : null));
  const own = keyedScene();
  const [first, second] = await clock.run(Promise.all([run(own), run(own)]));
  expect(first).toEqual([expect.stringMatching(/^No /)]);
  expect(second).toEqual(['task-2']);
  // Nothing keeps the key meanwhile.
  expect(clock.elapsedMs).toBeLessThan(15_000);
  expect(service.creates()).toHaveLength(2);
});

test('a question does not hide that nobody knows about another item of the run', async () => {
  const { clock, service, run } = slow(() => apiError(500, 'gateway down'));
  const own = keyedScene();
  const items = [{ prompt: 'Another video', options: { orderKey: '' } }, {}];
  const first = run(own);
  await clock.pass(2_000);
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
  const [own, stop] = [keyedScene(), new AbortController()];
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
    const [own, database, stop] = [keyedScene(), new Database(), new AbortController()];
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
  const [own, stop, memory] = [keyedScene(), new AbortController(), {}];
  clock.at(2_000, () => stop.abort());
  await clock.run(run({ ...own, stop: stop.signal, memory }));
  const saved = structuredClone(memory);
  await clock.pass(60_000);
  expect(await clock.run(run({ ...own, mode: 'retry', memory: saved }))).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});
