/** The node's own clock, and its hold on the Stop button. */
import { RunStop, systemClock } from '../../nodes/AiHubMaxVeo/time';

test('a machine whose clock is set back in the middle of a wait waits no longer', () => {
  const clock = systemClock();
  const before = clock.now();
  const back = jest.spyOn(Date, 'now').mockReturnValue(before - 3_600_000);
  expect(clock.now()).toBeGreaterThanOrEqual(before);
  back.mockRestore();
  expect(Math.abs(systemClock().now() - Date.now())).toBeLessThan(1_000);
});

test('a run that has ended holds on to the Stop button no longer', () => {
  const stop = new AbortController();
  const [ended, open] = [new RunStop(stop.signal), new RunStop(stop.signal)];
  ended.release();
  stop.abort();
  expect([ended.signal.aborted, open.signal.aborted]).toEqual([false, true]);
});
