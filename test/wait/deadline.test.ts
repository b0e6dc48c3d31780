/** The last look of a wait: taken at the deadline, of the kind that shows most, and bounded itself. */
import { laterFailureOf } from '../support/failure.mts';
import { completed, pending, processing, taskId, videoUrl, withoutVideo } from '../support/replies.mts';
import { rules, scene, taskOf, type Eyes } from '../support/watch.mts';

const minute = rules({ timeoutMs: 60_000 });

async function waited(make: (clock: { sleep(ms: number): Promise<void> }) => Eyes) {
  const late: { eyes?: Eyes } = {};
  const place = scene((look, nth) => late.eyes?.(look, nth) ?? pending());
  late.eyes = make(place.clock);
  const task = taskOf(pending());
  const end = await place.clock.run(place.watch.until(taskId, minute, task));
  return { ...place, end, task };
}

test('a look that began before the deadline is not the last one', async () => {
  const { end, looks } = await waited((clock) => async ({ atMs }) => {
    if (atMs >= 60_000) return completed();
    if (atMs > 45_000) await clock.sleep(20_000);
    return processing(50);
  });
  expect(end).toMatchObject({ timedOut: false, task: { videoUrls: [videoUrl] } });
  expect(looks[looks.length - 1]?.atMs).toBeGreaterThanOrEqual(60_000);
});

test('a refresh at the deadline that hides the link is followed by a plain look', async () => {
  const { end, looks } = await waited(() => ({ sync, atMs }) => {
    if (atMs < 60_000) return processing(50);
    return sync ? withoutVideo() : completed();
  });
  expect(end).toMatchObject({ timedOut: false, task: { videoUrls: [videoUrl] } });
  expect(looks.slice(-2).map(({ sync }) => sync)).toEqual([true, false]);
});

test('an answer that never ends does not outlast the deadline by more than half a minute', async () => {
  const never = new Promise<never>(() => undefined);
  const { end } = await waited(() => async () => await never);
  expect(end.timedOut).toBe(true);
  expect(end.elapsedMs).toBeGreaterThanOrEqual(60_000);
  expect(end.elapsedMs).toBeLessThanOrEqual(90_000);
});

test('Stop ends a wait within a second while an answer does not come, and gathers no listeners', async () => {
  const stop = new AbortController();
  const listen = jest.spyOn(stop.signal, 'addEventListener');
  const release = jest.spyOn(stop.signal, 'removeEventListener');
  const never = new Promise<never>(() => undefined);
  const { watch, clock } = scene(async () => await never, stop.signal);
  const ids = Array.from({ length: 200 }, (_none, index) => `task-${index}`);
  const waits = ids.map((id) => laterFailureOf(watch.until(id, minute)));
  let listeners = 0;
  clock.at(30_000, () => (listeners = listen.mock.calls.length - release.mock.calls.length));
  clock.at(40_300, () => stop.abort());
  expect(await clock.run(Promise.all(waits))).toMatchObject(ids.map(() => ({ category: 'cancelled' })));
  expect([listeners, clock.elapsedMs <= 41_300]).toEqual([0, true]);
});

test('an answer that comes after the end of the wait changes nothing', async () => {
  const { end, clock, task } = await waited((clock) => async () => {
    await clock.sleep(200_000);
    throw new TypeError('Too late to be told');
  });
  expect(end).toMatchObject({ timedOut: true, lastFailure: null, polls: 0, task });
  await clock.pass(200_000);
  expect(clock.sleepers).toBe(0);
});

test('the clock of the service makes a task that was just created no older than it is', async () => {
  // A quarter of an hour behind: by that clock a task of 90 seconds would be long overdue.
  const created = Math.floor(1_795_342_400 - 900);
  const place = scene(({ atMs }) =>
    atMs < 90_000 ? processing(Math.min(99, (100 * atMs) / 90_000), { created }) : completed({ created }),
  );
  const end = await place.clock.run(place.watch.until(taskId, rules(), taskOf(pending({ created }))));
  expect(end.elapsedMs).toBeLessThanOrEqual(95_000);
});
