/** What survives what in one process: the first table of docs/operations.md. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RealN8n } from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import type { Bench } from '../support/bench.mts';
import {
  asksWhatWasDone,
  asksWhatWasUnanswered,
  resumesBatch,
  resumesByKey,
  resumesTestRun,
} from '../support/crashes.mts';
import { createsAgainInSub, onlyReadsInSub, tellsInsteadOfFailing } from '../support/subWorkflows.mts';
import {
  afterTimeout,
  neverCreatesTwice,
  outage,
  resumesByRetryOnFail,
  stop,
} from '../support/everywhere.mts';
import { repeatsCheckByMcp, repeatsCreateByMcp } from '../support/mcp.mts';
import {
  allGoOn,
  assertCreates,
  assertVideo,
  endOf,
  finishTasks,
  goesOn,
  retried,
  runAll,
  type AllShapes,
  type Running,
} from '../support/shapes.mts';
import { proveTable } from '../support/table.mts';
import { test } from './test.mts';

/** `kill -9`, as a crash or a power cut. */
async function dies(bench: Bench): Promise<AllShapes> {
  const all = await runAll(bench);
  await bench.n8n.process.kill();
  finishTasks(all);
  await bench.n8n.restart();
  return all;
}

/** SIGTERM, and what n8n itself makes of it. `meanwhile` = what happens while it shuts down. */
async function isDeployed({ n8n }: Bench, meanwhile: () => void = () => undefined): Promise<void> {
  const { process: old }: RealN8n = n8n;
  process.kill(old.pid, 'SIGTERM');
  await sleep(2_000);
  meanwhile();
  await until('n8n has ended', () => !old.isServing(), { withinMs: 60_000 });
  await n8n.restart();
}

async function onlyWaitsAgain(running: Running): Promise<void> {
  assert.equal((await endOf(running)).status, 'crashed');
  await assertVideo(running, await retried(running));
  assertCreates(running, 1);
}

const diesInTheWait = {
  createAndWait: onlyWaitsAgain,
  createThenWait: onlyWaitsAgain,
  waitsInN8n: goesOn,
};

proveTable<Bench>(test, 'One process', {
  'n8n dies (kill -9, a power cut) and is started again': {
    strike: dies,
    cells: diesInTheWait,
  },
  'n8n dies in the middle of a batch': { alone: { createAndWait: resumesBatch } },
  'n8n dies before AIHubMax has answered a create': { alone: { createAndWait: asksWhatWasUnanswered } },
  'n8n dies in a later node': { alone: { createAndWait: asksWhatWasDone } },
  'The same **Order Key** in a fresh execution: a second press, and after n8n has died': {
    alone: { createAndWait: resumesByKey },
  },
  'n8n dies in a test run, or after it': { alone: { createAndWait: resumesTestRun } },
  'A deploy (SIGTERM), with the 30 s that n8n grants by default': {
    async strike(bench) {
      const all = await runAll(bench);
      await isDeployed(bench);
      finishTasks(all);
      return all;
    },
    cells: diesInTheWait,
  },
  'A deploy with `N8N_GRACEFUL_SHUTDOWN_TIMEOUT=300`': {
    async strike(bench) {
      await bench.n8n.restart({ N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '300' });
      const all = await runAll(bench);
      await isDeployed(bench, () => finishTasks(all));
      return all;
    },
    cells: allGoOn,
  },
  'AIHubMax is away for two minutes': outage,
  Stop: stop,
  'Retry On Fail (the node’s **Settings**)': {
    alone: {
      createAndWait: resumesByRetryOnFail('createAndWait'),
      createThenWait: resumesByRetryOnFail('createThenWait'),
      waitsInN8n: neverCreatesTwice,
    },
  },
  'Retry (**Executions → ↻**) after a wait that took too long': {
    alone: {
      createAndWait: afterTimeout('createAndWait'),
      createThenWait: afterTimeout('createThenWait'),
    },
  },
  'Retry On Fail on an Execute Sub-workflow node': {
    alone: {
      createAndWait: createsAgainInSub,
      createThenWait: onlyReadsInSub,
      waitsInN8n: tellsInsteadOfFailing,
    },
  },
  'An MCP client repeats a call after its own timeout': {
    alone: { createAndWait: repeatsCreateByMcp, createThenWait: repeatsCheckByMcp },
  },
});
