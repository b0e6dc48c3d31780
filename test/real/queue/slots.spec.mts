/** What a wait costs, and that its end is never missed. */
import assert from 'node:assert/strict';
import { until } from '../../../dev/n8n/until.mts';
import { jsonOf } from '../support/bench.mts';
import { durable, savedWaitSeconds } from '../support/durable.mts';
import { callPublished } from '../support/production.mts';
import { withService } from '../support/service.mts';
import { logOf, type QueueBench } from './bench.mts';
import { openLink } from './link.mts';
import { test } from './test.mts';
import { leaveOne } from './workers.mts';

const executions = 3;

/** A wait that held the slot would leave those after it without a beginning until it has ended. */
async function holdsNoSlot({ n8n: { rest } }: QueueBench, workflow: { id: string }): Promise<string[]> {
  return await until('all wait at the same time', async () => {
    const waiting = (await rest.executionsOf(workflow)).filter(({ status }) => status === 'waiting');
    return waiting.length === executions && waiting.map(({ id }) => id);
  });
}

/** The sub-workflows end before main can ask about their jobs, as when main is short of a core. */
async function goOn(bench: QueueBench): Promise<void> {
  const { n8n, queue } = bench;
  const link = await openLink(queue.redis.port);
  const oneSlot = { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' };
  const lateMain = { QUEUE_BULL_REDIS_PORT: String(link.port) };
  const [[only]] = await Promise.all([leaveOne(bench, oneSlot), n8n.restart(lateMain)]);
  const jobsDone = async () => (await logOf(only)).split('Worker finished execution').length - 1;
  const before = await jobsDone();
  const workflow = await durable(bench, ['A']);
  for (let nth = 0; nth < executions; nth++) await callPublished(bench, workflow);
  const ids = await holdsNoSlot(bench, workflow);
  // A field of n8n's jobs: from here on main puts one into the queue and hears nothing.
  link.holdAnswersTo('"loadStaticData"');
  const allDone = async () => (await jobsDone()) === before + 2 * executions;
  await until('the worker has done them', allDone, { withinMs: 3 * savedWaitSeconds * 1_000 });
  link.release();
  for (const id of ids)
    assert.equal(jsonOf(await n8n.rest.finished(id), 'Use the videos')[0]?.isSuccess, true);
  // What comes later needs another main; this one must not lose its Redis before it is asked to end.
  await n8n.process.stop();
  link.close();
}

test(
  'one worker with one slot: three executions of durable-video wait at the same time, and all go on though main hears late of their ends',
  withService({}, goOn),
);
