/** Many tasks share one loop; Stop ends them all; nothing is left running behind. */
import { laterFailureOf } from '../support/failure.mts';
import { completed, created, pending, processing } from '../support/replies.mts';
import { minutes, rules, scene, taskOf, type Seen } from '../support/watch.mts';

const ids = (count: number) => Array.from({ length: count }, (_none, index) => `task-${index}`);

/** The most looks that fall into any second. */
function densest(moments: number[]): number {
  const inSecond = (start: number) => moments.filter((ms) => ms >= start && ms < start + 1_000).length;
  return Math.max(...moments.map(inSecond));
}

test('two hundred tasks are looked after with 40 looks a second at most, and none is forgotten', async () => {
  const { watch, clock, looks } = scene(({ atMs }) => (atMs > 2 * minutes ? completed() : processing(50)));
  const all = ids(200).map(async (id) => await watch.until(id, rules(), taskOf(pending({ id }))));
  const ends = await clock.run(Promise.all(all));
  expect(ends.map(({ task }) => task?.id)).toEqual(ids(200));
  expect(ends.every(({ timedOut }) => !timedOut)).toBe(true);
  expect(densest(looks.map(({ atMs }) => atMs))).toBeLessThanOrEqual(40);
});

test('a slow answer for one task does not hold up the others', async () => {
  let answer: (seen: Seen) => void = () => undefined;
  const slow = new Promise<Seen>((resolve) => (answer = resolve));
  const { watch, clock } = scene(({ taskId, atMs }) => {
    if (taskId === 'task-0') return slow;
    return atMs > 30_000 ? completed() : processing(50);
  });
  const [first, second] = ids(2).map(async (id) => await watch.until(id, rules(), taskOf(pending({ id }))));
  await clock.run(second ?? Promise.reject(new Error('No second task')));
  expect(clock.elapsedMs).toBeLessThanOrEqual(60_000);
  answer(completed());
  expect(await clock.run(first ?? Promise.resolve(null))).toMatchObject({ timedOut: false });
});

test('Stop ends every wait within a second, and names each task', async () => {
  const stop = new AbortController();
  const { watch, clock, looks } = scene(() => processing(50), stop.signal);
  clock.at(33_300, () => stop.abort());
  const waits = ids(3).map((id) => laterFailureOf(watch.until(id, rules(), taskOf(pending({ id })))));
  const failures = await clock.run(Promise.all(waits));
  expect(failures).toMatchObject(ids(3).map((taskId) => ({ category: 'cancelled', taskId })));
  expect(clock.elapsedMs).toBeLessThanOrEqual(34_300);
  expect(looks.filter(({ atMs }) => atMs > 33_300)).toEqual([]);
});

test('Stop ends a wait whose look is still on its way, and its late answer is ignored', async () => {
  const stop = new AbortController();
  let answer: (seen: Seen) => void = () => undefined;
  const { watch, clock } = scene(() => new Promise<Seen>((resolve) => (answer = resolve)), stop.signal);
  clock.at(60_000, () => stop.abort());
  const failure = await clock.run(laterFailureOf(watch.until('task-0', rules())));
  expect(failure).toMatchObject({ category: 'cancelled', taskId: 'task-0' });
  answer(completed());
  await clock.pass(5_000);
  expect(clock.sleepers).toBe(0);
});

test.each(['a finished task', 'Stop'])('after %s nothing sleeps any more', async (what) => {
  const stop = new AbortController();
  const { watch, clock } = scene(
    ({ atMs }) => (what === 'Stop' ? processing(50) : completed({ atMs })),
    stop.signal,
  );
  clock.at(20_000, () => stop.abort());
  await clock.run(laterFailureOf(watch.until('task-0', rules(), taskOf(pending({ id: 'task-0' })))));
  await clock.pass(1_000);
  expect(clock.sleepers).toBe(0);
});

test('a task that comes when all others have ended is looked after all the same', async () => {
  const { watch, clock, looks } = scene(() => completed());
  await clock.run(watch.until('task-0', rules()));
  await clock.pass(10 * minutes);
  expect(await clock.run(watch.until('task-1', rules()))).toMatchObject({
    timedOut: false,
    task: { id: 'task-1' },
  });
  expect(looks.map(({ taskId }) => taskId)).toEqual(['task-0', 'task-1']);
});

test('a task that comes while the loop is busy is looked after too', async () => {
  const { watch, clock } = scene(({ taskId, atMs }) =>
    taskId === 'task-1' || atMs > 60_000 ? completed() : processing(9),
  );
  const first = watch.until('task-0', rules());
  let second: Promise<unknown> = Promise.resolve();
  clock.at(5_500, () => (second = watch.until('task-1', rules())));
  await clock.run(first);
  expect(await clock.run(second)).toMatchObject({ task: { id: 'task-1' }, polls: 1 });
});

test('later tasks of the same price class profit from how long the earlier ones took', async () => {
  const { watch, clock, looks } = scene(({ atMs }) =>
    atMs % 1_000_000 >= 100_000 ? completed() : processing(0),
  );
  const priceClass = 'standard 1080p 8';
  const waited = async (id: string) =>
    await clock.run(
      watch.until(id, rules({ priceClass }), taskOf(pending({ id, created: clock.now() / 1000 }))),
    );
  for (const [turn, id] of ids(2).entries()) {
    await clock.pass(turn * 1_000_000 - clock.elapsedMs);
    await waited(id);
  }
  const looksAt = (id: string) => looks.filter(({ taskId }) => taskId === id).length;
  expect(looksAt('task-1')).toBeLessThan(looksAt('task-0'));
});

test('a task that had ended long before anybody looked teaches nothing about how long tasks take', async () => {
  const { watch, clock, looks } = scene(({ taskId, atMs }) =>
    taskId === 'task-old' || atMs >= 30_000 ? completed({ created: created - 80_000 }) : processing(0),
  );
  const sameClass = rules({ priceClass: 'standard 1080p 8' });
  await clock.run(watch.until('task-old', sameClass));
  const begun = taskOf(pending({ id: 'task-new', created }));
  await clock.run(watch.until('task-new', sameClass, begun));
  const [first] = looks.filter(({ taskId }) => taskId === 'task-new');
  expect(first?.atMs).toBeLessThan(5_000);
});

test('twenty tasks that ended long ago are read within seconds', async () => {
  const { watch, clock } = scene(() => completed({ created: created - 80_000 }));
  const sameClass = rules({ priceClass: 'standard 1080p 8' });
  await clock.run(Promise.all(ids(20).map(async (id) => await watch.until(id, sameClass))));
  expect(clock.elapsedMs).toBeLessThan(3_000);
});
