/** A large batch must not take n8n's only thread away from everybody else. */
import { mapConcurrent } from '../../nodes/AiHubMaxVeo/run/mapConcurrent';
import { VirtualClock } from '../support/clock.mts';

test('work that waits for nothing lets others have the thread every few milliseconds', async () => {
  const clock = new VirtualClock();
  let workedMs = 0;
  let longestMs = 0;
  let beganMs = 0;
  const machine = {
    now: () => clock.now() + workedMs,
    sleep: async (ms: number) => {
      longestMs = Math.max(longestMs, workedMs - beganMs);
      await clock.sleep(ms);
      beganMs = workedMs;
    },
  };
  const limits = { concurrency: 10, stop: new AbortController().signal, clock: machine };
  const jobs = Array.from({ length: 10_000 }, (_, nth) => nth);
  const results = await clock.run(
    mapConcurrent(jobs, limits, async (job) => {
      workedMs += 0.3;
      return job * 2;
    }),
  );
  expect(results).toEqual(jobs.map((job) => job * 2));
  expect(longestMs).toBeGreaterThan(0);
  expect(longestMs).toBeLessThanOrEqual(50);
});
