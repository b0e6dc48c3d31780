/** Waiting for one task: always bounded, never in a rush, and no video is missed. */
import fc from 'fast-check';
import { completed, created, failed, pending, processing, taskId, videoUrl } from '../support/replies.mts';
import { minutes, rules, scene, taskOf, type Eyes, type Scene } from '../support/watch.mts';
import type { Watched } from '../../nodes/AiHubMaxVeo/wait/watched';

const waited = async ({ watch, clock }: Scene, given: Watched['rules'] = rules()) =>
  await clock.run(watch.until(taskId, given, taskOf(pending())));

/** At that moment, or within the second after it. */
const isAt = (ms = 0, wanted: number) => ms >= wanted && ms <= wanted + 1_000;

/** A task that takes this long, its progress as the service tells it. */
const lasting =
  (seconds: number, progressAt: (share: number) => number = (share) => Math.floor(100 * share)): Eyes =>
  ({ atMs }) =>
    atMs >= seconds * 1000 ? completed() : processing(progressAt(atMs / 1000 / seconds));

test('a finished task comes back as it was last seen', async () => {
  const place = scene(lasting(100));
  const end = await waited(place);
  expect(end).toMatchObject({ timedOut: false, lastFailure: null, polls: place.looks.length });
  expect(end.task).toMatchObject({
    id: taskId,
    status: 'completed',
    videoUrls: [videoUrl],
    createdAtMs: created * 1000,
  });
  expect(end.elapsedMs).toBe(place.clock.elapsedMs);
});

test.each([20, 60, 100, 161, 300, 800])(
  'a task of %i seconds is seen soon after its end, with few looks',
  async (seconds) => {
    const place = scene(lasting(seconds));
    await waited(place);
    const lateMs = place.clock.elapsedMs - seconds * 1000;
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThanOrEqual(20_000);
    // Every five seconds is what the vendor's own client does.
    expect(place.looks.length).toBeLessThanOrEqual(seconds / 5 + 3);
  },
);

test.each<[string, (share: number) => number]>([
  ['stuck', () => 0],
  ['in steps', (share) => Math.floor(share * 3) * 30],
  ['falling', (share) => Math.round(100 * (1 - share))],
  ['at 99', () => 99],
])('progress that is %s neither delays the end nor makes the looks a rush', async (_kind, progressAt) => {
  const place = scene(lasting(120, progressAt));
  await waited(place);
  expect(place.clock.elapsedMs).toBeLessThanOrEqual(150_000);
  expect(place.looks.length).toBeLessThanOrEqual(61);
});

test.each([0, 50, 90, 99])(
  'a task stuck at %i %% is not looked at every two seconds all the time',
  async (progress) => {
    const place = scene(() => processing(progress));
    await waited(place);
    expect(place.looks.length).toBeLessThanOrEqual(150);
  },
);

test('a task that never ends is let go at the deadline, after one last look that asks for a refresh', async () => {
  const place = scene(() => processing(50));
  const end = await waited(place);
  expect(end).toMatchObject({ timedOut: true, task: { status: 'processing', progress: 50 } });
  expect(isAt(end.elapsedMs, 15 * minutes)).toBe(true);
  expect(place.looks.slice(0, -1).some(({ sync }) => sync)).toBe(false);
  const last = place.looks[place.looks.length - 1];
  expect([last?.sync, isAt(last?.atMs, 15 * minutes)]).toEqual([true, true]);
});

test('a video that is there at the deadline is not missed', async () => {
  const place = scene(({ sync }) => (sync ? completed() : processing(50)));
  expect(await waited(place)).toMatchObject({ timedOut: false, task: { videoUrls: [videoUrl] } });
});

test('whatever the progress, a wait ends at its deadline with a sane number of looks', async () => {
  const progress = fc.oneof(
    fc.integer({ min: -10, max: 110 }),
    fc.double(),
    fc.constantFrom(0, 99.99, 100, 5e-324),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(progress, { minLength: 1 }),
      fc.integer({ min: 1, max: 60 }),
      async (values, limit) => {
        const place = scene((_look, nth) => processing(values[nth % values.length] ?? 0));
        const end = await waited(place, rules({ timeoutMs: limit * minutes }));
        expect([end.timedOut, isAt(end.elapsedMs, limit * minutes)]).toEqual([true, true]);
        expect(place.looks.length).toBeLessThanOrEqual(limit * 30 + 2);
      },
    ),
    { numRuns: 25 },
  );
});

test('a fixed interval is kept', async () => {
  const place = scene(lasting(22));
  await waited(place, rules({ intervalMs: 5_000 }));
  expect(place.looks.map(({ atMs }) => atMs)).toEqual([5_000, 10_000, 15_000, 20_000, 25_000]);
});

test.each([
  ['failed', failed()],
  ['cancelled', failed({ status: 'cancelled' })],
])('a task that %s ends the wait at once', async (_word, reply) => {
  const place = scene(() => reply);
  const end = await waited(place);
  expect(end).toMatchObject({ timedOut: false, polls: 1 });
  expect(end.task?.failure).not.toBeNull();
});

test('a status nobody knows is looked at until the deadline, without a rush', async () => {
  const place = scene(() => pending({ status: 'paused', progress: 100 }));
  expect(await waited(place)).toMatchObject({ timedOut: true });
  expect(place.looks.length).toBeLessThanOrEqual(100);
});

test('a task of which nothing is known is looked at at once', async () => {
  const { watch, clock, looks } = scene(() => completed());
  await clock.run(watch.until(taskId, rules()));
  expect(looks).toEqual([{ taskId, sync: false, atMs: 0 }]);
});
