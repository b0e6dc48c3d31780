/**
 * From a hundred to a million videos a day: what they need of n8n, of its database and of AIHubMax. Arrivals and waits
 * are simulated, everything else is counted from what is measured here.
 */
import { stringify } from 'flatted';
import { chances } from '../../test/support/chances.mts';
import { runFlow } from '../../test/support/engine.mts';
import { flowers } from '../../test/support/flowers.mts';
import { startEmulator } from '../emulator/index.mts';
import { ourNode } from './engine.mts';
import { mean, show, type Cell } from './figures.mts';
import { linear, ours, play } from './schedule.mts';

/** Assumed, since nobody publishes it: how long a video takes, and how uneven a day is. */
const assumed = {
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
function checksPerTask(): number {
  const random = chances(7);
  const checks = () => play(ours, durationSeconds(random()) * 1000, linear).polls;
  return mean(Array.from({ length: 500 }, checks));
}

/** Of one execution with one Create and Wait, as n8n writes it into its database. */
async function kilobytesPerExecution(): Promise<number> {
  const emulator = await startEmulator({ render: false, taskSeconds: 1 });
  try {
    const parameters = { ...flowers, operation: 'createAndWait', imageUrl: emulator.samplePhotoUrl };
    const credentials = { apiKey: emulator.key, baseUrl: emulator.url };
    const { run } = await runFlow({ credentials, parameters, items: [{ json: {} }], nodeType: ourNode() });
    return Buffer.byteLength(stringify(run.data)) / 1024;
  } finally {
    await emulator.stop();
  }
}

/** How many tasks are open at once in the busiest hour, at most: Poisson arrivals, an hour to warm up. */
function maxOpen(perSecond: number): number {
  const random = chances(11);
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

const head = [
  'Videos a day',
  'Creates/s',
  'Checks/s',
  'Open at once',
  'Workers, if waits hold slots',
  'Database MB a day',
  'Storage for 24 h, GB',
];

/** In the busiest hour, but for what is per day. */
function rowOf(perDay: number, checks: number, kilobytes: number): Cell[] {
  const createsPerSecond = (perDay / 86_400) * assumed.peak;
  const open = maxOpen(createsPerSecond);
  const workers = Math.ceil(open / assumed.workerConcurrency);
  const databaseMegabytes = (perDay * kilobytes) / 1024;
  const storageGigabytes = (perDay * assumed.megabytesPerVideo) / 1024;
  return [
    ...[String(perDay), createsPerSecond, createsPerSecond * checks, String(open), String(workers)],
    ...[databaseMegabytes, storageGigabytes],
  ];
}

export async function benchScale(): Promise<void> {
  const checks = checksPerTask();
  const kilobytes = await kilobytesPerExecution();
  const { fromSeconds, toSeconds, peak, megabytesPerVideo, workerConcurrency } = assumed;
  const title = [
    `Scale: tasks of ${fromSeconds} to ${toSeconds} s, the busiest hour ${peak} times the average\n`,
    `Measured: ${checks.toFixed(1)} checks per task, ${kilobytes.toFixed(1)} kB per execution in the database.`,
    `Assumed: ${megabytesPerVideo} MB per video, workers of concurrency ${workerConcurrency}.`,
  ];
  const rows = [100, 1_000, 10_000, 100_000, 1_000_000].map((perDay) => rowOf(perDay, checks, kilobytes));
  show(title.join('\n'), head, rows);
}
