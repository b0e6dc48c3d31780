/** When to look again: never in a rush, never forever. */
import fc from 'fast-check';
import { nextPollDelayMs, suggestedCheckMs } from '../../nodes/AiHubMaxVeo/wait/schedule';

const created = 1_795_342_400_000;

const task = fc.record({
  createdAtMs: fc.option(fc.integer({ min: 0, max: 2 * created })),
  progress: fc.double({ min: 0, max: 100, noNaN: true }),
});

test('a suggestion lies between a second and a few minutes, whatever the service says', () => {
  fc.assert(
    fc.property(task, fc.integer({ min: 0, max: 2 * created }), (seen, nowMs) => {
      const ms = suggestedCheckMs(seen, nowMs);
      expect(ms).toBeGreaterThan(0);
      expect(ms).toBeLessThanOrEqual(180_000);
    }),
    { numRuns: 1000 },
  );
});

test('a task that was just created is left alone for a while', () => {
  const ms = suggestedCheckMs({ createdAtMs: created, progress: 0 }, created);
  expect(ms).toBeGreaterThanOrEqual(5_000);
  expect(ms).toBeLessThanOrEqual(60_000);
});

test('the delay is a number above zero for any history, and chance changes it by a tenth at most', () => {
  const step = fc.record({
    progress: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })),
    firstMs: fc.integer({ min: 0, max: 600_000 }),
    lengthMs: fc.integer({ min: 0, max: 60_000 }),
  });
  const history = fc.record({
    elapsedMs: fc.integer({ min: 0, max: 3_600_000 }),
    steps: fc.array(step, { maxLength: 8 }),
    typicalMs: fc.option(fc.integer({ min: 0, max: 1_800_000 })),
  });
  fc.assert(
    fc.property(history, fc.double({ min: 0, max: 1, noNaN: true }), ({ steps, ...rest }, random) => {
      const rising = [...steps].sort((one, other) => one.progress - other.progress);
      const known = {
        ...rest,
        steps: rising.map(({ lengthMs, ...own }) => ({ ...own, lastMs: own.firstMs + lengthMs })),
      };
      const middle = nextPollDelayMs(known);
      const ms = nextPollDelayMs(known, random);
      expect(middle).toBeGreaterThan(0);
      expect(middle).toBeLessThanOrEqual(180_000);
      expect(Math.abs(ms - middle)).toBeLessThanOrEqual(middle * 0.1 + 1e-6);
    }),
    { numRuns: 1000 },
  );
});
