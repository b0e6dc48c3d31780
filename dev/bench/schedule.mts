/** Plays a policy against an imaginary task and counts what it costs. */
import { withPoll } from '../../../nodes/AiHubMaxVeo/wait/schedule.ts';
import type { Step } from '../../../nodes/AiHubMaxVeo/wait/schedule.ts';
import type { Policy } from './policies.mts';
import type { Progress } from './tasks.mts';

export interface Imagined {
  durationMs: number;
  progress: Progress;
}

export interface Played {
  polls: number;
  /** From the task's end to the look that saw it. */
  lagMs: number;
}

export function play(policy: Policy, { durationMs, progress }: Imagined): Played {
  let elapsedMs = 0;
  let steps: Step[] = withPoll([], 0, 0);
  for (let polls = 1; ; polls++) {
    elapsedMs += policy({ elapsedMs, steps, typicalMs: null }, polls - 1);
    if (elapsedMs >= durationMs) return { polls, lagMs: elapsedMs - durationMs };
    steps = withPoll(steps, progress(elapsedMs, durationMs), elapsedMs);
  }
}

export interface Summary {
  polls: number;
  lagSeconds: number;
  lagSeconds95: number;
  /** Mean polls x mean lag: what a policy trades, in one figure. */
  product: number;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function summary(played: Played[]): Summary {
  const lags = played.map(({ lagMs }) => lagMs / 1000).sort((one, other) => one - other);
  const polls = mean(played.map((one) => one.polls));
  const lagSeconds = mean(lags);
  const lagSeconds95 = lags[Math.floor(lags.length * 0.95)] ?? NaN;
  return { polls, lagSeconds, lagSeconds95, product: polls * lagSeconds };
}
