/** The schedule beside fixed intervals and a backoff: looks per task, and how late the end is seen. No real time passes. */
import { table } from '../table.mts';
import type { Cell } from '../table.mts';
import { policies } from './policies.mts';
import { play, summary } from './simulate.mts';
import type { Summary } from './simulate.mts';
import { durations, progressShapes } from './tasks.mts';

interface Case {
  shape: string;
  policy: string;
  from: number;
  to: number;
}

function measure({ shape, policy, from, to }: Case): Summary {
  const decide = policies[policy];
  const progress = progressShapes[shape];
  if (!decide || !progress) throw new Error('unknown case');
  const played = durations(from, to).map((durationMs) => play(decide, { durationMs, progress }));
  return summary(played);
}

const head = ['Progress', 'Policy', 'Polls', 'Lag s', 'Lag s p95', 'Polls x lag', 'Product vs fixed 10 s'];

function rows(from: number, to: number): Cell[][] {
  const all: Cell[][] = [];
  for (const shape of Object.keys(progressShapes)) {
    const base = measure({ shape, policy: 'fixed 10 s', from, to });
    for (const policy of Object.keys(policies)) {
      const { polls, lagSeconds, lagSeconds95, product } = measure({ shape, policy, from, to });
      all.push([shape, policy, polls, lagSeconds, lagSeconds95, product, product / base.product]);
    }
  }
  return all;
}

export function benchSchedule(say: (line: string) => void): void {
  for (const [from, to] of [
    [30, 300],
    [20, 600],
  ] as const) {
    say(`\n## Schedule: tasks of ${from} to ${to} s (simulated)\n`);
    say(table(head, rows(from, to)));
  }
}
