import { ManualClock } from '../../../../dev/emulator/index.mts';
import type { RealN8n, StoredWorkflow } from '../../../../dev/n8n/index.mts';
import { order, type Bench } from '../../support/bench.mts';
import { durable, five, savedWaitSeconds } from '../../support/durable.mts';
import { changed, publishable } from '../../support/examples.mts';
import { callPublished, publish, published } from '../../support/production.mts';
import { openService, type OwnService } from '../../support/service.mts';
import { until } from '../../../../dev/n8n/until.mts';

/** The time a task takes, on a clock that goes on only when a case says so. */
export const taskSeconds = 100;

/** An execution that was under way when n8n was killed. */
export interface Victim extends OwnService {
  readonly executionId: string;
}

export interface Disaster {
  /** examples/create-then-wait.json, in its second node. */
  readonly twoNodes: Victim;
  /** examples/restart-safe-loop.json, in its Wait. */
  readonly loop: Victim;
  /** examples/call-durable-video.json, in the Wait of the sub-workflow. */
  readonly durable: Victim;
  /** A workflow with default settings, in Create and Wait. */
  readonly oneNode: Victim;
}

const disasters = new WeakMap<RealN8n, Promise<Disaster>>();

/** `kill -9` of n8n in the middle of three executions, and its next start. Happens once, whoever asks first. */
export function disasterOf(bench: Bench): Promise<Disaster> {
  const known = disasters.get(bench.n8n) ?? strike(bench);
  disasters.set(bench.n8n, known);
  return known;
}

async function strike(bench: Bench): Promise<Disaster> {
  const loop = await under(bench, restartSafeLoop, isSuspended);
  const durableCall = await under(bench, async (own) => await durable(own, five), isSuspended);
  const twoNodes = await under(bench, createThenWait, isLooking);
  const oneNode = await under(bench, createAndWait, isLooking);
  await bench.n8n.process.kill();
  await bench.n8n.restart();
  return { loop, durable: durableCall, twoNodes, oneNode };
}

async function under(
  shared: Bench,
  stored: (own: Bench) => Promise<StoredWorkflow>,
  isThere: (own: Bench, executionId: string) => boolean | Promise<boolean>,
): Promise<Victim> {
  const service = await openService(shared, { clock: new ManualClock(), taskSeconds });
  const own = service.bench;
  const executionId = await callPublished(own, await stored(own));
  await until('the execution waits', () => isThere(own, executionId));
  return { ...service, executionId };
}

const isLooking = ({ emulator }: Bench): boolean =>
  emulator.requests().some(({ route, outcome }) => route === 'status' && outcome === 'answered');

const isSuspended = async ({ n8n }: Bench, executionId: string): Promise<boolean> =>
  (await n8n.rest.execution(executionId)).status === 'waiting';

async function restartSafeLoop(own: Bench): Promise<StoredWorkflow> {
  const example = await publishable(own, 'restart-safe-loop');
  return await publish(own, changed(example, 'Wait', { amount: savedWaitSeconds }));
}

const createThenWait = async (own: Bench): Promise<StoredWorkflow> =>
  await publish(own, await publishable(own, 'create-then-wait'));

const createAndWait = async (own: Bench): Promise<StoredWorkflow> => await published(own, order(own));
