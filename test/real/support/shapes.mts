/** The three ways to make a video that differ in what they survive: each a published workflow, on a local API of its own. */
import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { ManualClock, type FaultRule } from '../../../dev/emulator/index.mts';
import {
  chain,
  itemsOf,
  videoNode,
  videoNodeType,
  type Execution,
  type StoredWorkflow,
  type WorkflowDraft,
} from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { onlyItem, order, type Bench } from './bench.mts';
import { savedWaitSeconds } from './durable.mts';
import { changed, publishable } from './examples.mts';
import { callPublished, publish, webhookTrigger } from './production.mts';
import { openService, type OwnService } from './service.mts';

/** Create and Wait; examples/create-then-wait.json; examples/restart-safe-loop.json. In the order of the table's columns. */
export const shapes = ['createAndWait', 'createThenWait', 'waitsInN8n'] as const;
export type Shape = (typeof shapes)[number];

/** The node whose item is the video. */
const ends: Readonly<Record<Shape, string>> = {
  createAndWait: 'Video',
  createThenWait: 'Wait for the video',
  waitsInN8n: 'Use the video',
};

/** The time a task takes, on a clock that goes on only when a test says so. */
const taskSeconds = 300;

/** An execution whose task is not done yet. */
export interface Running<Own extends Bench = Bench> extends OwnService<Own> {
  readonly shape: Shape;
  readonly executionId: string;
  readonly taskId: string;
}

export interface RunOptions {
  /** Changes each of our nodes. */
  readonly change?: (node: INode) => INode;
  readonly faults?: readonly FaultRule[];
}

async function draftOf(bench: Bench, shape: Shape): Promise<WorkflowDraft> {
  if (shape === 'createAndWait')
    return chain('Suite', webhookTrigger(), videoNode('Video', order(bench), bench.credential));
  if (shape === 'createThenWait') return await publishable(bench, 'create-then-wait');
  return changed(await publishable(bench, 'restart-safe-loop'), 'Wait', { amount: savedWaitSeconds });
}

/** Stores and publishes a shape. */
export async function workflowOf(
  bench: Bench,
  shape: Shape,
  { change }: RunOptions = {},
): Promise<StoredWorkflow> {
  const draft = await draftOf(bench, shape);
  const own = (each: INode): INode => (change && each.type === videoNodeType ? change(each) : each);
  return await publish(bench, { ...draft, nodes: draft.nodes.map(own) });
}

const hasChecked = ({ emulator }: Bench): boolean =>
  emulator.requests().some(({ route, outcome }) => route === 'status' && outcome === 'answered');

/** Starts a shape, and resolves when it waits for its video. */
export async function run<Own extends Bench>(
  shared: Own,
  shape: Shape,
  options: RunOptions = {},
): Promise<Running<Own>> {
  const service = await openService(shared, { clock: new ManualClock(), taskSeconds });
  const { bench } = service;
  for (const fault of options.faults ?? []) bench.emulator.fault(fault);
  const executionId = await callPublished(bench, await workflowOf(bench, shape, options));
  await until(`${shape} waits`, async () =>
    shape === 'waitsInN8n'
      ? (await bench.n8n.rest.execution(executionId)).status === 'waiting'
      : hasChecked(bench),
  );
  const taskId = String(bench.emulator.tasks()[0]?.id);
  return { ...service, shape, executionId, taskId };
}

export type AllShapes<Own extends Bench = Bench> = Readonly<Record<Shape, Running<Own>>>;

/** One execution of each shape, all of them waiting. */
export async function runAll<Own extends Bench>(bench: Own): Promise<AllShapes<Own>> {
  const createAndWait = await run(bench, 'createAndWait');
  const createThenWait = await run(bench, 'createThenWait');
  // Last, so that whatever strikes finds it waiting: for the moment of a check it runs like the others.
  return { createAndWait, createThenWait, waitsInN8n: await run(bench, 'waitsInN8n') };
}

/** From now on the task is done. */
export const finishTask = ({ bench: { emulator } }: Running): void => emulator.advance(taskSeconds * 1000);

export const finishTasks = (all: AllShapes): void => shapes.forEach((shape) => finishTask(all[shape]));

/** The end of what was running. A dead worker is noticed late, and a saved wait lasts more than a minute. */
export const endOf = async ({ bench, executionId }: Running): Promise<Execution> =>
  await bench.n8n.rest.finished(executionId, 240_000);

export async function assertVideo({ shape }: Running, execution: Execution): Promise<void> {
  const { isSuccess, videoUrl } = onlyItem(execution, ends[shape]);
  assert.equal(isSuccess, true);
  assert.equal((await fetch(String(videoUrl))).status, 200);
}

export const assertCreates = ({ bench: { emulator } }: Running, count: number): void =>
  assert.equal(emulator.createAttempts(), count);

/** It ends with its video as if nothing had happened, charged once. */
export async function goesOn(running: Running): Promise<void> {
  const execution = await endOf(running);
  await assertVideo(running, execution);
  if (running.shape === 'waitsInN8n') assert.deepEqual(itemsOf(execution, 'Tell what went wrong'), []);
  assertCreates(running, 1);
}

/** Nothing is lost, whichever the shape. */
export const allGoOn = { createAndWait: goesOn, createThenWait: goesOn, waitsInN8n: goesOn };

/** A person's Retry of an execution, to its end. */
export async function retried({ bench: { n8n }, executionId }: Running): Promise<Execution> {
  return await n8n.rest.finished((await n8n.rest.retry(executionId)).id);
}

/** A log that names the task of an execution is all that is left to a user. */
export async function assertInLog({ bench, taskId }: Running): Promise<void> {
  const line = new RegExp(`AIHubMax created task ${taskId}: .*execution \\d+`);
  assert.match(await bench.logs(), line);
}

/** n8n has lost the execution, and a Retry resumes its task. */
export async function onlyWaitsAgain(running: Running): Promise<void> {
  assert.equal((await endOf(running)).status, 'crashed');
  await assertVideo(running, await retried(running));
  assertCreates(running, 1);
}

export const diesInTheWait = {
  createAndWait: onlyWaitsAgain,
  createThenWait: onlyWaitsAgain,
  waitsInN8n: goesOn,
};
