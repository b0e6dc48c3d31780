/** The schedule beside fixed intervals and a backoff: looks per task, and how late the end is seen. No real time passes. */
import { nextPollDelayMs, withPoll } from '../../nodes/AiHubMaxVeo/wait/schedule.ts';
import { mean, quantile, show, type Cell } from './figures.mts';

/** The delay until the next look, in ms; `looks` = how many there have been. */
type Policy = (history: Parameters<typeof nextPollDelayMs>[0], looks: number) => number;

const fixed =
  (seconds: number): Policy =>
  () =>
    seconds * 1000;

/** The node's own. Its second parameter is no number of looks, but the spread: here none. */
export const ours: Policy = (history) => nextPollDelayMs(history);

/** Ways to decide when to look: ours, and what people and other nodes do. */
const policies: Record<string, Policy> = {
  ours,
  'fixed 2 s': fixed(2),
  'fixed 5 s': fixed(5),
  'fixed 10 s': fixed(10),
  'fixed 15 s': fixed(15),
  'fixed 20 s': fixed(20),
  /** Half as much again each time. */
  'backoff 5-30 s': (_history, looks) => Math.min(30_000, 5_000 * 1.5 ** looks),
};

type Progress = (ageMs: number, durationMs: number) => number;

/** Progress is a whole number and reaches 100 only with the end, as the vendor's does. */
const inSteps =
  (size: number): Progress =>
  (ageMs, durationMs) =>
    Math.min(100 - size, size * Math.floor((100 * ageMs) / durationMs / size));

export const linear = inSteps(1);

const shapes: Record<string, Progress> = {
  linear,
  'steps of 10': inSteps(10),
  'steps of 25': inSteps(25),
  'stuck at 0': () => 0,
};

/** Plays a policy against an imaginary task. `lagMs`: from the task's end to the look that saw it. */
export function play(policy: Policy, durationMs: number, progress: Progress) {
  let elapsedMs = 0;
  let steps = withPoll([], 0, 0);
  for (let polls = 1; ; polls++) {
    elapsedMs += policy({ elapsedMs, steps, typicalMs: null }, polls - 1);
    if (elapsedMs >= durationMs) return { polls, lagMs: elapsedMs - durationMs };
    steps = withPoll(steps, progress(elapsedMs, durationMs), elapsedMs);
  }
}

/** Durations in ms, spread evenly without falling on whole seconds. */
function durations(fromSeconds: number, toSeconds: number): number[] {
  const all: number[] = [];
  for (let seconds = fromSeconds + 0.37; seconds <= toSeconds; seconds += 0.73) all.push(seconds * 1000);
  return all;
}

/** The last figure is mean polls x mean lag: what a policy trades, in one. */
function figuresOf(policy: Policy, progress: Progress, durationsMs: number[]) {
  const played = durationsMs.map((durationMs) => play(policy, durationMs, progress));
  const lags = played.map(({ lagMs }) => lagMs / 1000);
  const [polls, lag] = [mean(played.map((one) => one.polls)), mean(lags)];
  return [polls, lag, quantile(lags, 0.95), polls * lag] as const;
}

function rowsOf(durationsMs: number[]): Cell[][] {
  return Object.entries(shapes).flatMap(([shape, progress]) => {
    const [, , , base] = figuresOf(fixed(10), progress, durationsMs);
    return Object.entries(policies).map(([name, policy]): Cell[] => {
      const figures = figuresOf(policy, progress, durationsMs);
      return [shape, name, ...figures, figures[3] / base];
    });
  });
}

export function benchSchedule(): void {
  const head = ['Progress', 'Policy', 'Polls', 'Lag s', 'Lag s p95', 'Polls x lag', 'Product vs fixed 10 s'];
  for (const [from, to] of [
    [30, 300],
    [20, 600],
  ] as const)
    show(`Schedule: tasks of ${from} to ${to} s (simulated)`, head, rowsOf(durations(from, to)));
}
