/** What many videos a day mean: arrivals and waits simulated, everything else counted from what was measured. */
import { nextPollDelayMs } from '../../../nodes/AiHubMaxVeo/wait/schedule.ts';
import { play } from '../schedule/simulate.mts';
import { progressShapes } from '../schedule/tasks.mts';
import { chances } from '../../../test/support/chances.mts';

/** Assumed, since nobody publishes it: how long a video takes, and how uneven a day is. */
export const assumed = {
  fromSeconds: 60,
  toSeconds: 180,
  /** The busiest hour has so many times the videos of the average one. */
  peak: 3,
  /** Of a clip of 8 s at 720p. */
  megabytesPerVideo: 5,
  workerConcurrency: 10,
} as const;

const durationSeconds = (random: number): number =>
  assumed.fromSeconds + random * (assumed.toSeconds - assumed.fromSeconds);

/** Checks that one task needs by the node's own schedule, on average. */
export function checksPerTask(): number {
  const linear = progressShapes.linear;
  if (!linear) throw new Error('no such progress');
  const random = chances(7);
  const played = Array.from({ length: 500 }, () =>
    play((history) => nextPollDelayMs(history), {
      durationMs: durationSeconds(random()) * 1000,
      progress: linear,
    }),
  );
  return played.reduce((sum, { polls }) => sum + polls, 0) / played.length;
}

/** How many tasks are open at once in the busiest hour, at most: Poisson arrivals, an hour to warm up. */
export function mostOpen(perDay: number): number {
  const random = chances(11);
  const perSecond = (perDay / 86_400) * assumed.peak;
  const ends: number[] = [];
  let most = 0;
  for (let at = 0; at < 7_200; ) {
    at += -Math.log(1 - random()) / perSecond;
    while (ends.length > 0 && (ends[0] ?? 0) <= at) ends.shift();
    const end = at + durationSeconds(random());
    const place = ends.findIndex((other) => other > end);
    ends.splice(place < 0 ? ends.length : place, 0, end);
    if (at > 3_600) most = Math.max(most, ends.length);
  }
  return most;
}

export interface Scale {
  readonly perDay: number;
  readonly createsPerSecond: number;
  readonly checksPerSecond: number;
  readonly open: number;
  /** Where each wait holds a slot. */
  readonly workers: number;
  readonly databaseMegabytes: number;
  readonly storageGigabytes: number;
}

/** `kilobytes`: of one execution as n8n stores it. In the busiest hour, but for what is per day. */
export function scaleOf(perDay: number, { checks, kilobytes }: { checks: number; kilobytes: number }): Scale {
  const createsPerSecond = (perDay / 86_400) * assumed.peak;
  const open = mostOpen(perDay);
  return {
    perDay,
    createsPerSecond,
    checksPerSecond: createsPerSecond * checks,
    open,
    workers: Math.ceil(open / assumed.workerConcurrency),
    databaseMegabytes: (perDay * kilobytes) / 1024,
    storageGigabytes: (perDay * assumed.megabytesPerVideo) / 1024,
  };
}
