/** A large batch must not take n8n's only thread away from everybody else. */
import { mapConcurrent, Yielder } from '../../nodes/AiHubMaxVeo/time';
import { VirtualClock } from '../support/clock.mts';

test('work that waits for nothing lets others have the thread every few milliseconds', async () => {
  const clock = new VirtualClock();
  let workedMs = 0;
  let maxBlockMs = 0;
  let beganMs = 0;
  const machine = {
    now: () => clock.now() + workedMs,
    sleep: async (ms: number) => {
      maxBlockMs = Math.max(maxBlockMs, workedMs - beganMs);
      await clock.sleep(ms);
      beganMs = workedMs;
    },
  };
  const limits = { concurrency: 10, stop: new AbortController().signal, yielder: new Yielder(machine) };
  const jobs = Array.from({ length: 10_000 }, (_, nth) => nth);
  const results = await clock.run(
    mapConcurrent(jobs, limits, async (job) => {
      workedMs += 0.3;
      return job * 2;
    }),
  );
  expect(results).toEqual(jobs.map((job) => job * 2));
  expect(maxBlockMs).toBeGreaterThan(0);
  expect(maxBlockMs).toBeLessThanOrEqual(50);
});

test('all rest at the same time: timers of several would follow each other without a gap for others', async () => {
  let resting = 0;
  let broken = 0;
  let nowMs = 0;
  let rests = 0;
  const machine = {
    now: () => nowMs,
    sleep: async () => {
      resting += 1;
      rests += 1;
      const turns = 50 * rests;
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      resting -= 1;
    },
  };
  const jobs = Array.from({ length: 100 }, (_, nth) => nth);
  const limits = { concurrency: 10, stop: new AbortController().signal, yielder: new Yielder(machine) };
  await mapConcurrent(jobs, limits, async () => {
    nowMs += 5;
    if (resting > 0) broken += 1;
  });
  expect([broken, rests > 10]).toEqual([0, true]);
});
