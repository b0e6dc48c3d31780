/** What survives what in one process: the first table of docs/operations.md. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RealN8n } from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import type { Bench } from '../support/bench.mts';
import {
  asksWhatWasDone,
  asksWhatWasUnanswered,
  resumesBatch,
  resumesByKey,
  resumesTestBatch,
  resumesTestRun,
  strikes,
} from '../support/crashes.mts';
import { outlives } from '../support/durable.mts';
import { onePowerCut } from '../support/powerCut.mts';
import { createsAgainInSub, onlyReadsInSub, tellsInsteadOfFailing } from '../support/subWorkflows.mts';
import {
  afterTimeout,
  neverCreatesTwice,
  outage,
  resumesByRetryOnFail,
  stop,
} from '../support/everywhere.mts';
import { repeatsCheckByMcp, repeatsCreateByMcp, repeatsLostCallByMcp } from '../support/mcp.mts';
import { allGoOn, diesInTheWait, finishTasks, goesOn, onlyWaitsAgain, runAll } from '../support/shapes.mts';
import { proveTable } from '../support/table.mts';
import { together } from '../support/together.mts';
import { isAnotherOrder, staysTwoOrders } from './money/lostRuns.mts';
import { test } from './test.mts';

const slowly = { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '300' };

/**
 * SIGTERM, and what n8n itself makes of it. `meanwhile` = what happens while it shuts down; it comes back with the settings that
 * the next row of the table needs.
 */
async function isDeployed({ n8n }: Bench, meanwhile: () => void = () => undefined): Promise<void> {
  const { process: old }: RealN8n = n8n;
  process.kill(old.pid, 'SIGTERM');
  await sleep(2_000);
  meanwhile();
  await until('n8n has ended', () => !old.isServing(), { withinMs: 60_000 });
  await n8n.restart(slowly);
}

/** n8n dies once, in the middle of all that is to be seen of it. */
const powerCut = onePowerCut(
  {
    createAndWait: strikes('createAndWait', onlyWaitsAgain),
    createThenWait: strikes('createThenWait', onlyWaitsAgain),
    waitsInN8n: strikes('waitsInN8n', goesOn),
    batch: resumesBatch,
    unanswered: asksWhatWasUnanswered,
    laterNode: asksWhatWasDone,
    orderKey: resumesByKey,
    testRun: resumesTestRun,
    testBatch: resumesTestBatch,
    freshOrder: isAnotherOrder,
    equalItems: staysTwoOrders,
    mcp: repeatsLostCallByMcp,
    durable: outlives,
  },
  { last: ['waitsInN8n', 'durable'] },
);

/** Nothing here ends n8n, so the two minutes and n8n's own 65 s are waited for once. */
const quiet = together({
  outage: outage.strike<Bench>,
  resumesCreate: resumesByRetryOnFail('createAndWait'),
  resumesWait: resumesByRetryOnFail('createThenWait'),
  neverCreatesTwice,
  retriedCreate: afterTimeout<Bench>('createAndWait'),
  retriedWait: afterTimeout<Bench>('createThenWait'),
  createsAgainInSub,
  onlyReadsInSub,
  tellsInsteadOfFailing,
});

test('a fresh execution of the same order creates its own task at once, and Retry of the lost one gets the other', ({
  bench,
}) => powerCut.freshOrder(bench));

test('two equal items of a run that n8n has lost: two tasks come back, each once', ({ bench }) =>
  powerCut.equalItems(bench));

test('Execute workflow after a crash in a test run of five: two are resumed, three created', ({ bench }) =>
  powerCut.testBatch(bench));

proveTable<Bench>(test, 'One process', {
  'n8n dies (kill -9, a power cut) and is started again': {
    alone: {
      createAndWait: powerCut.createAndWait,
      createThenWait: powerCut.createThenWait,
      waitsInN8n: powerCut.waitsInN8n,
    },
  },
  'n8n dies in the middle of a batch': { alone: { createAndWait: powerCut.batch } },
  'n8n dies before AIHubMax has answered a create': { alone: { createAndWait: powerCut.unanswered } },
  'n8n dies in a later node': { alone: { createAndWait: powerCut.laterNode } },
  'The same **Order Key** in a fresh execution: a second press, and after n8n has died': {
    alone: { createAndWait: powerCut.orderKey },
  },
  'n8n dies in a test run, or after it': { alone: { createAndWait: powerCut.testRun } },
  'n8n dies in a call of an MCP client, which repeats it': { alone: { createAndWait: powerCut.mcp } },
  'A deploy (SIGTERM), with the 30 s that n8n grants by default': {
    async strike(bench) {
      await bench.n8n.runWith();
      const all = await runAll(bench);
      await isDeployed(bench);
      finishTasks(all);
      return all;
    },
    cells: diesInTheWait,
  },
  'A deploy with `N8N_GRACEFUL_SHUTDOWN_TIMEOUT=300`': {
    async strike(bench) {
      await bench.n8n.runWith(slowly);
      const all = await runAll(bench);
      await isDeployed(bench, () => finishTasks(all));
      // Its own row tells how it went: it ends nothing, so it passes beside what is left to be seen of the deploy.
      quiet.outage(bench).catch(() => undefined);
      return all;
    },
    cells: allGoOn,
  },
  'AIHubMax is away for two minutes': { strike: quiet.outage, cells: outage.cells },
  Stop: stop,
  'Retry On Fail (the node’s **Settings**)': {
    alone: {
      createAndWait: quiet.resumesCreate,
      createThenWait: quiet.resumesWait,
      waitsInN8n: quiet.neverCreatesTwice,
    },
  },
  'Retry (**Executions → ↻**) after a wait that took too long': {
    alone: { createAndWait: quiet.retriedCreate, createThenWait: quiet.retriedWait },
  },
  'Retry On Fail on an Execute Sub-workflow node': {
    alone: {
      createAndWait: quiet.createsAgainInSub,
      createThenWait: quiet.onlyReadsInSub,
      waitsInN8n: quiet.tellsInsteadOfFailing,
    },
  },
  'An MCP client repeats a call after its own timeout': {
    alone: { createAndWait: repeatsCreateByMcp, createThenWait: repeatsCheckByMcp },
  },
});

test('n8n killed in the Wait of durable-video: five items come out with their videos, five creates', ({
  bench,
}) => powerCut.durable(bench));
