/** A Retry of what nobody has edited goes on with what was paid for, whatever n8n makes of the item meanwhile. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { ManualClock } from '../../../../dev/emulator/index.mts';
import {
  chain,
  failureOf,
  node,
  projectFolder,
  videoNode,
  type Execution,
} from '../../../../dev/n8n/index.mts';
import { jsonOf, order, type Bench } from '../../support/bench.mts';
import { formTrigger } from '../media/nodes.mts';
import { callAt, publish, webhookTrigger } from '../../support/production.mts';
import { rows } from '../../support/rows.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

const photo = join(projectFolder, 'examples', 'sample-photo.jpg');
const taskSeconds = 100;

/** What a try makes, and how: everything that its Retry must not do once more. */
interface Try {
  readonly start: INode;
  readonly path: string;
  readonly body?: FormData;
  readonly before?: INode[];
  readonly parameters: INodeParameters;
}

/** Runs the workflow as in production until its wait is over too soon, ends its tasks, and presses Retry. */
async function retried(
  bench: Bench,
  { start, path, body, before = [], parameters }: Try,
): Promise<Execution> {
  const { emulator, n8n } = bench;
  const wait = { waitOptions: { timeoutMinutes: 0.1, pollIntervalSeconds: 1 }, ...parameters };
  const video = videoNode('Video', order(bench, wait), bench.credential);
  const workflow = await publish(bench, chain('Suite', start, ...before, video));
  const first = await n8n.rest.finished(await callAt(bench, workflow, { path, body }));
  assert.match(failureOf(first), /timeout: /);
  emulator.advance(taskSeconds * 1000);
  return await n8n.rest.finished((await n8n.rest.retry(first.id)).id);
}

/** Every item is the task that the first try made, and all of it was sent once. */
function assertPickedUp(bench: Bench, execution: Execution, { tasks = 1, uploads = 0 }): void {
  const { emulator } = bench;
  const items = jsonOf(execution, 'Video');
  const ends = items.map(({ resumed, isSuccess }) => ({ resumed, isSuccess }));
  assert.deepEqual(
    ends,
    Array.from({ length: tasks }, () => ({ resumed: true, isSuccess: true })),
  );
  // Several are created side by side, in no order.
  const [named, made] = [items.map(({ taskId }) => String(taskId)), emulator.tasks().map(({ id }) => id)];
  assert.deepEqual(named.sort(), made.sort());
  const sent = emulator.requests().filter(({ route }) => route === 'upload').length;
  assert.deepEqual({ uploads: sent, creates: emulator.createAttempts() }, { uploads, creates: tasks });
}

async function files(names: readonly string[]): Promise<FormData> {
  const body = new FormData();
  const bytes = await readFile(photo);
  for (const [index, name] of names.entries()) {
    // What follows the end of a JPEG makes it another file to everybody but its readers.
    const content = new Blob([bytes, Buffer.from(name)], { type: 'image/jpeg' });
    body.append(name, content, `photo-${index}.jpg`);
  }
  return body;
}

const fromFile = { imageSource: 'binary', imageBinaryProperty: '={{ Object.keys($binary)[0] }}' };

async function afterForm(bench: Bench): Promise<void> {
  const path = crypto.randomUUID();
  const body = await files(['field-0']);
  const start = formTrigger(path);
  const execution = await retried(bench, { start, path: `form/${path}`, body, parameters: fromFile });
  assertPickedUp(bench, execution, { uploads: 1 });
}

const hook = (): { start: INode; path: string } => {
  const start = webhookTrigger();
  return { start, path: `webhook/${String(start.parameters.path)}` };
};

async function afterWebhook(bench: Bench): Promise<void> {
  const body = await files(['photo']);
  const execution = await retried(bench, { ...hook(), body, parameters: fromFile });
  assertPickedUp(bench, execution, { uploads: 1 });
}

async function afterTwoFiles(bench: Bench): Promise<void> {
  const body = await files(['one', 'two']);
  const before = [node('Files', 'n8n-nodes-base.splitOut', { fieldToSplitOut: '$binary', options: {} })];
  const execution = await retried(bench, { ...hook(), body, before, parameters: fromFile });
  assertPickedUp(bench, execution, { tasks: 2, uploads: 2 });
}

async function afterTimeOfDay(bench: Bench): Promise<void> {
  const parameters = { prompt: '=Waves at {{ $now.toISO() }}' };
  assertPickedUp(bench, await retried(bench, { ...hook(), parameters }), {});
}

const many = 20;
const withinMs = 10_000;

async function readsManyAtOnce(bench: Bench): Promise<void> {
  const before = rows(Array.from({ length: many }, (_row, index) => ({ prompt: `Waves ${index}` })));
  const batching = { maxConcurrentTasks: many };
  const parameters = { prompt: '={{ $json.prompt }}', batching };
  const execution = await retried(bench, { ...hook(), before, parameters });
  assertPickedUp(bench, execution, { tasks: many });
  const tookMs = execution.data.resultData.runData.Video?.at(-1)?.executionTime ?? Infinity;
  assert.ok(tookMs < withinMs, `the Retry took ${tookMs} ms`);
}

const paused = (check: (bench: Bench) => Promise<void>) =>
  withService({ clock: new ManualClock(), taskSeconds }, check);

test(
  "Retry by hand: after a form's photo timed out its task is picked up, uploaded and paid once",
  paused(afterForm),
);

test(
  "Retry by hand: after a webhook's file timed out its task is picked up, uploaded and paid once",
  paused(afterWebhook),
);

test('Retry by hand: two files are two orders, and each is picked up', paused(afterTwoFiles));

test(
  'Retry by hand: a prompt with the time of day in it is the same order, paid once',
  paused(afterTimeOfDay),
);

test(
  `Retry by hand: ${many} tasks that have ended meanwhile are read within ${withinMs / 1000} s`,
  paused(readsManyAtOnce),
);
