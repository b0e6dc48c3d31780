/** What survives what in queue mode: the second table of docs/operations.md. */
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../dev/n8n/until.mts';
import { resumesBatch, struckBy } from '../support/crashes.mts';
import { afterTimeout, outage, stop } from '../support/everywhere.mts';
import { allGoOn, diesInTheWait, finishTasks, goesOn, runAll } from '../support/shapes.mts';
import { proveTable, type Proof } from '../support/table.mts';
import type { QueueBench } from './bench.mts';
import { test } from './test.mts';
import {
  allDie,
  allDieAndComeBack,
  allRun,
  endsByItself,
  isLost,
  loseFirstWorker,
  reusesOnOtherWorker,
  resumesTestBatchOnOtherWorker,
  processesOf,
  runOnOne,
} from './workers.mts';

const isLostToo = { createAndWait: isLost, createThenWait: isLost, waitsInN8n: goesOn };

const rows: Readonly<Record<string, Proof<QueueBench>>> = {
  'A worker dies (kill -9, out of memory)': {
    async strike(bench) {
      const [all, one] = await runOnOne(bench);
      await one.process.kill();
      finishTasks(all);
      return all;
    },
    cells: isLostToo,
  },
  'Main, workers and Redis die at once': {
    async strike(bench) {
      await allRun(bench);
      const all = await runAll(bench);
      await allDie(bench);
      finishTasks(all);
      await allRun(bench);
      return all;
    },
    cells: diesInTheWait,
  },
  'Main, workers and Redis die in the middle of a batch': {
    alone: { createAndWait: struckBy(allDieAndComeBack, resumesBatch) },
  },
  'A deploy (SIGTERM), with the 30 s that n8n grants by default': {
    async strike(bench) {
      const [all, one] = await runOnOne(bench);
      process.kill(one.process.pid, 'SIGTERM');
      await endsByItself(one);
      finishTasks(all);
      return all;
    },
    cells: isLostToo,
  },
  'A deploy with `N8N_GRACEFUL_SHUTDOWN_TIMEOUT=300`': {
    async strike(bench) {
      const [all, one] = await runOnOne(bench, { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '300' });
      process.kill(one.process.pid, 'SIGTERM');
      await sleep(2_000);
      finishTasks(all);
      await endsByItself(one);
      return all;
    },
    cells: allGoOn,
  },
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
  'AIHubMax is away for two minutes': outage,
  Stop: stop,
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

test.afterAll(async ({ bench }) => await allRun(bench));
