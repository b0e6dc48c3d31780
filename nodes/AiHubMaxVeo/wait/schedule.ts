/**
 * When to check a task again: a pure function of what is known of it. Few polls while the end is far, close ones when
 * it is near. The vendor's `estimated_time` is not used: 45 for every model, and measured to save nothing.
 * `npm run bench -- schedule` prints how it fares beside fixed intervals.
 */
import type { Task } from '../api/task';

/** One value of progress, and over which stretch of the task's life it was seen. */
interface Step {
  /** 0 to 100. */
  progress: number;
  firstMs: number;
  lastMs: number;
}

/** The first poll finds out whether progress is reported at all; without it the next is worth it only here. */
const firstPollMs = 3_000;
const secondPollMs = 22_000;
/** Between polls while nothing tells how far the task is. */
const steadyMs = 10_000;
const minDelayMs = 2_000;
const maxDelayMs = 60_000;

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/**
 * Where the end lies if progress is proportional to time, in ms of age. Progress may move in steps of any size: 40 in steps
 * of 10 means 40 to 50 percent done, so the end lies between 100/50 of the age at which it was last seen and 100/40 of that
 * at which it was first seen. Where progress is not proportional this only picks worse moments: overdueMs takes over.
 */
function endRange(moved: Step[]): { soonest: number; latest: number } {
  const grain = moved.map(({ progress }) => Math.floor(progress)).reduce(greatestCommonDivisor);
  return {
    soonest: Math.max(...moved.map(({ progress, lastMs }) => (100 * lastMs) / (progress + grain))),
    latest: Math.min(...moved.map(({ progress, firstMs }) => (100 * firstMs) / progress)),
  };
}

/** The end did not come where progress said: by what the last value suggests, and slower the longer nothing moves. */
function overdueMs(elapsedMs: number, { progress, firstMs }: Step): number {
  const suggested = (elapsedMs * (100 - progress)) / progress / 2;
  const still = (elapsedMs - firstMs) / 4;
  return Math.min(steadyMs, Math.max(minDelayMs, suggested, still));
}

/** Most of the way to the soonest end; inside the range where the end must lie, a third of it at a time. */
function afterProgress(elapsedMs: number, moved: Step[], last: Step): number {
  const { soonest, latest } = endRange(moved);
  if (latest <= elapsedMs) return overdueMs(elapsedMs, last);
  if (latest - elapsedMs <= 2 * minDelayMs) return latest - elapsedMs + 200;
  const remaining = Math.max(soonest, elapsedMs) - elapsedMs;
  const width = latest - Math.max(soonest, elapsedMs);
  const delay = remaining > width ? remaining * 0.85 : remaining / 2 + width / 3;
  return Math.min(maxDelayMs, Math.max(minDelayMs, delay));
}

function afterEarlierTasks(elapsedMs: number, typicalMs: number): number {
  if (elapsedMs < 0.85 * typicalMs) return Math.min(maxDelayMs, 0.85 * typicalMs - elapsedMs);
  return elapsedMs < 1.3 * typicalMs ? Math.max(minDelayMs, 0.05 * typicalMs) : steadyMs;
}

function blind(elapsedMs: number): number {
  if (elapsedMs < firstPollMs) return firstPollMs - elapsedMs;
  return elapsedMs < secondPollMs - minDelayMs ? secondPollMs - elapsedMs : steadyMs;
}

/**
 * The delay until the next poll, in ms. `elapsedMs`: the task's age; `steps`: the values of progress seen so far, rising;
 * `typicalMs`: how long earlier tasks of this run with the same kind of request took. `random` (0 to 1) spreads the polls of
 * many tasks by a twentieth.
 */
export function nextPollDelayMs(
  { elapsedMs, steps, typicalMs }: { elapsedMs: number; steps: Step[]; typicalMs: number | null },
  random = 0.5,
): number {
  const moved = steps.filter(({ progress }) => progress >= 1 && progress < 100);
  const last = moved.at(-1);
  const spread = 0.95 + random / 10;
  if (last && elapsedMs > 0) return spread * afterProgress(elapsedMs, moved, last);
  return spread * (typicalMs === null ? blind(elapsedMs) : afterEarlierTasks(elapsedMs, typicalMs));
}

/** The steps with one more poll added. */
export function withPoll(steps: Step[], progress: number, atMs: number): Step[] {
  const last = steps.at(-1);
  if (last?.progress !== progress) return [...steps, { progress, firstMs: atMs, lastMs: atMs }];
  return [...steps.slice(0, -1), { ...last, lastMs: atMs }];
}

/** When a task is worth another check that was seen just once, in ms from now. */
export function suggestedCheckMs(task: Pick<Task, 'createdAtMs' | 'progress'>, nowMs: number): number {
  const elapsedMs = Math.max(firstPollMs, nowMs - (task.createdAtMs ?? nowMs));
  return nextPollDelayMs({ elapsedMs, steps: withPoll([], task.progress, elapsedMs), typicalMs: null });
}
