import { ManualClock } from '../../../emulator/index.mts';
import { chain, videoNode, type RealN8n, type WorkflowDraft } from '../../index.mts';
import { order, type Bench } from '../bench.mts';
import { durable, five } from '../durable.mts';
import { changed, publishable } from '../examples.mts';
import { callPublished, publish, webhookTrigger } from '../production.mts';
import { openService, type OwnService } from '../service.mts';
import { until } from '../until.mts';

/** The time a task takes, on a clock that goes on only when a case says so. */
export const taskSeconds = 100;

/** n8n keeps shorter waits in memory only. */
const shortestSavedWait = 65;

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
  const durableCall = await underDurable(bench);
  const twoNodes = await under(bench, (own) => publishable(own, 'create-then-wait'), isLooking);
  const oneNode = await under(bench, createAndWait, isLooking);
  await bench.n8n.process.kill();
  await bench.n8n.restart();
  return { loop, durable: durableCall, twoNodes, oneNode };
}

async function underDurable(shared: Bench): Promise<Victim> {
  const service = await openService(shared, { clock: new ManualClock(), taskSeconds });
  const own = service.bench;
  const executionId = await callPublished(own, await durable(own, five));
  await until('the execution waits', () => isSuspended(own, executionId));
  return { ...service, executionId };
}

async function under(
  shared: Bench,
  draft: (own: Bench) => Promise<WorkflowDraft>,
  isThere: (own: Bench, executionId: string) => boolean | Promise<boolean>,
): Promise<Victim> {
  const service = await openService(shared, { clock: new ManualClock(), taskSeconds });
  const own = service.bench;
  const executionId = await callPublished(own, await publish(own, await draft(own)));
  await until('the execution waits', () => isThere(own, executionId));
  return { ...service, executionId };
}

const isLooking = ({ emulator }: Bench): boolean =>
  emulator.requests().some(({ route, outcome }) => route === 'status' && outcome === 'answered');

const isSuspended = async ({ n8n }: Bench, executionId: string): Promise<boolean> =>
  (await n8n.rest.execution(executionId)).status === 'waiting';

async function restartSafeLoop(own: Bench): Promise<WorkflowDraft> {
  const example = await publishable(own, 'restart-safe-loop');
  return changed(example, 'Wait', { amount: shortestSavedWait + 1 });
}

async function createAndWait(own: Bench): Promise<WorkflowDraft> {
  return chain('Suite', webhookTrigger(), videoNode('Video', order(own), own.credential));
}
