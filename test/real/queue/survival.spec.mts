/** What survives what in queue mode: the second table of docs/operations.md. */
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../dev/n8n/until.mts';
import { resumesBatch, strikes } from '../support/crashes.mts';
import { outlives } from '../support/durable.mts';
import { afterTimeout, outage, stop } from '../support/everywhere.mts';
import { onePowerCut } from '../support/powerCut.mts';
import {
  allGoOn,
  diesInTheWait,
  finishTasks,
  goesOn,
  onlyWaitsAgain,
  runAll,
  type AllShapes,
} from '../support/shapes.mts';
import { proveTable, type Proof } from '../support/table.mts';
import { together } from '../support/together.mts';
import type { QueueBench } from './bench.mts';
import { rateLimits } from './limits.mts';
import { createsOnce, waitsElsewhere, resumesByKeyElsewhere } from './orderKeys.mts';
import { test } from './test.mts';
import {
  allDieAndComeBack,
  allRun,
  isLost,
  loseFirstWorker,
  reusesOnOtherWorker,
  resumesTestBatchOnOtherWorker,
  processesOf,
  workersEnd,
} from './workers.mts';

const isLostToo = { createAndWait: isLost, createThenWait: isLost, waitsInN8n: goesOn };

type Quiet = Record<'waitsElsewhere' | 'createsOnce' | keyof typeof rateLimits, void> & {
  away: AllShapes<QueueBench>;
};

const { running } = together<QueueBench, { running: void }>({ running: allRun });

const onAll =
  <T,>(play: (bench: QueueBench) => Promise<T>) =>
  async (bench: QueueBench): Promise<T> => {
    await running(bench);
    return await play(bench);
  };

/** Nothing here ends a process, so the two minutes and a minute of creates are waited for once. */
const quiet = together<QueueBench, Quiet>({
  away: onAll(outage.strike<QueueBench>),
  waitsElsewhere: onAll(waitsElsewhere),
  createsOnce: onAll(createsOnce),
  limit1: onAll(rateLimits.limit1),
  limit2: onAll(rateLimits.limit2),
  limitNone: onAll(rateLimits.limitNone),
});

/** By the Retry-After of the refusals. */
const limits = { 1: quiet.limit1, 2: quiet.limit2, none: quiet.limitNone };

/** What ends nothing begins once the workers have ended, and passes beside what is left to be seen of that. */
const { ended } = together({
  async ended(bench: QueueBench) {
    const all = await workersEnd(bench);
    // Its own row tells how it went.
    quiet.away(bench).catch(() => undefined);
    return all;
  },
});

/** Everything dies once, in the middle of all that is to be seen of it. */
const powerCut = onePowerCut<
  'createAndWait' | 'createThenWait' | 'waitsInN8n' | 'batch' | 'key' | 'durable',
  QueueBench
>(
  {
    createAndWait: strikes('createAndWait', onlyWaitsAgain),
    createThenWait: strikes('createThenWait', onlyWaitsAgain),
    waitsInN8n: strikes('waitsInN8n', goesOn),
    batch: resumesBatch,
    key: resumesByKeyElsewhere,
    durable: outlives,
  },
  { die: allDieAndComeBack, last: ['waitsInN8n', 'durable'] },
);

const rows: Readonly<Record<string, Proof<QueueBench>>> = {
  'A worker dies (kill -9, out of memory)': {
    strike: async (bench) => (await ended(bench)).killed,
    cells: isLostToo,
  },
  'A deploy (SIGTERM), with the 30 s that n8n grants by default': {
    strike: async (bench) => (await ended(bench)).deployed,
    cells: isLostToo,
  },
  'A deploy with `N8N_GRACEFUL_SHUTDOWN_TIMEOUT=300`': {
    strike: async (bench) => (await ended(bench)).deployedSlowly,
    cells: allGoOn,
  },
  'AIHubMax is away for two minutes': {
    async strike(bench) {
      // They end before a later row kills what they run on; their own tests tell how they went.
      await Promise.allSettled(Object.values(limits).map(async (isBorne) => await isBorne(bench)));
      return await quiet.away(bench);
    },
    cells: outage.cells,
  },
  Stop: stop,
  'The same **Order Key** on another worker before AIHubMax has answered the create': {
    alone: { createAndWait: quiet.waitsElsewhere },
  },
  'The same **Order Key** in several executions that begin at once, on all workers': {
    alone: { createAndWait: quiet.createsOnce },
  },
  'Main, workers and Redis die at once': {
    alone: {
      createAndWait: powerCut.createAndWait,
      createThenWait: powerCut.createThenWait,
      waitsInN8n: powerCut.waitsInN8n,
    },
  },
  'Main, workers and Redis die in the middle of a batch': { alone: { createAndWait: powerCut.batch } },
  'The same **Order Key** on another worker: a second press, after everything has died, and after a worker has died':
    { alone: { createAndWait: powerCut.key } },
  'Main dies and comes back': {
    async strike(bench) {
      await allRun(bench);
      const all = await runAll(bench);
      await bench.n8n.process.kill();
      await sleep(5_000);
      await bench.n8n.restart();
      finishTasks(all);
      return all;
    },
    cells: allGoOn,
  },
  'Redis is away for longer than `QUEUE_BULL_REDIS_TIMEOUT_THRESHOLD` (10 s)': {
    async strike(bench) {
      const { redis } = bench.queue;
      await allRun(bench);
      const all = await runAll(bench);
      await redis.kill();
      await until('n8n has given up', () => processesOf(bench).every((each) => !each.isServing()));
      await redis.restart();
      finishTasks(all);
      await allRun(bench);
      return all;
    },
    cells: diesInTheWait,
  },
  'Retry after a wait that took too long, with the first worker gone': {
    alone: {
      createAndWait: afterTimeout('createAndWait', loseFirstWorker),
      createThenWait: afterTimeout('createThenWait', loseFirstWorker),
    },
  },
  'A test run, and the next one on another worker': { alone: { createAndWait: reusesOnOtherWorker } },
  'A worker dies in a test run of a batch': { alone: { createAndWait: resumesTestBatchOnOtherWorker } },
};

proveTable<QueueBench>(test, 'Queue mode', rows);

test('main, workers and Redis killed in the Wait of durable-video: five items come out with their videos, five creates', ({
  bench,
}) => powerCut.durable(bench));

for (const [retryAfter, isBorne] of Object.entries(limits))
  test(`60 creates of 6 executions against one a second, Retry-After ${retryAfter}: all are accepted`, ({
    bench,
  }) => isBorne(bench));
