/** Building a workflow: what a test run costs, and what can be known before. */
import assert from 'node:assert/strict';
import type { INode, INodeParameters } from 'n8n-workflow';
import {
  chain,
  manualTrigger,
  node,
  videoNode,
  type Execution,
  type StoredWorkflow,
} from '../../../../dev/n8n/index.mts';
import { jsonOf, onlyItem, order, videoOnly, type Bench } from '../../support/bench.mts';
import { callPublished, published } from '../../support/production.mts';
import { withService } from '../../support/service.mts';
import { until } from '../../../../dev/n8n/until.mts';
import { test } from '../test.mts';

/** Presses Execute at the trigger, and waits for the end. */
const press = async ({ n8n: { rest } }: Bench, workflow: StoredWorkflow): Promise<Execution> =>
  await rest.finished(await rest.run(workflow, 'Start'));

const stored = async (bench: Bench, parameters: INodeParameters = {}): Promise<StoredWorkflow> =>
  await bench.n8n.rest.createWorkflow(videoOnly(bench, order(bench, parameters)));

async function chargesOnce(bench: Bench): Promise<void> {
  const workflow = await stored(bench, { downloadVideo: true });
  const items = [];
  for (let presses = 0; presses < 3; presses++) items.push(onlyItem(await press(bench, workflow)));
  assert.deepEqual(
    items.map(({ resumed }) => resumed),
    [false, true, true],
  );
  assert.equal(new Set(items.map(({ taskId }) => taskId)).size, 1);
  assert.equal(bench.emulator.createAttempts(), 1);
}

async function chargesEachTime(bench: Bench): Promise<void> {
  const workflow = await stored(bench, { options: { reuseWhileTesting: false } });
  for (let presses = 0; presses < 3; presses++) onlyItem(await press(bench, workflow));
  assert.equal(bench.emulator.creates(), 3);
}

async function chargesInProduction(bench: Bench): Promise<void> {
  const workflow = await published(bench, order(bench));
  for (let calls = 1; calls <= 3; calls++) {
    await bench.n8n.rest.finished(await callPublished(bench, workflow));
    assert.equal(bench.emulator.creates(), calls);
  }
}

/** Leaves the wait by Stop, then tests again. */
async function goesOnAfterStop(bench: Bench): Promise<void> {
  const { n8n, emulator } = bench;
  const workflow = await stored(bench);
  const id = await n8n.rest.run(workflow, 'Start');
  await until('the task is created', () => emulator.creates() === 1);
  await n8n.rest.stop(id);
  assert.equal((await n8n.rest.finished(id)).status, 'canceled');
  const item = onlyItem(await press(bench, workflow));
  assert.deepEqual([item.isSuccess, item.resumed], [true, true]);
  assert.equal(emulator.createAttempts(), 1);
}

/** A double click, two windows, two people: both runs are under way before either has a task. */
async function chargesTwoAtOnceOnce(bench: Bench): Promise<void> {
  const { n8n, emulator } = bench;
  emulator.fault({ on: 'create', times: 0, then: { delayMs: 2_000 } });
  const workflow = await stored(bench);
  const ids = await Promise.all([1, 2].map(() => n8n.rest.run(workflow, 'Start')));
  const items = await Promise.all(ids.map(async (id) => onlyItem(await n8n.rest.finished(id))));
  assert.deepEqual(items.map(({ resumed }) => resumed).sort(), [false, true]);
  assert.deepEqual(
    items.map(({ taskId }) => taskId),
    Array(2).fill(emulator.tasks()[0]?.id),
  );
  assert.equal(emulator.createAttempts(), 1);
}

/** n8n gives the same file another ID in every execution. */
async function knowsFiles(bench: Bench): Promise<void> {
  const { n8n, emulator, credential } = bench;
  const options = { response: { response: { responseFormat: 'file' } } };
  const get: INode = node(
    'Photo',
    'n8n-nodes-base.httpRequest',
    { url: emulator.samplePhotoUrl, options },
    { typeVersion: 4.2 },
  );
  const { imageUrl: _none, ...inputs } = order(bench, { imageSource: 'binary' });
  const draft = chain('Suite', manualTrigger(), get, videoNode('Video', inputs, credential));
  const workflow = await n8n.rest.createWorkflow(draft);
  const first = onlyItem(await press(bench, workflow));
  const second = onlyItem(await press(bench, workflow));
  assert.deepEqual(second.request, first.request);
  assert.equal(emulator.createAttempts(), 1);
  assert.equal(emulator.requests().filter(({ route }) => route === 'upload').length, 1);
}

/** Check in the editor and in production, of what is right and what is wrong. */
async function checks(bench: Bench): Promise<void> {
  const { n8n, emulator } = bench;
  const { waitOptions: _none, ...inputs } = order(bench, { operation: 'check', aspectRatio: 'auto' });
  const right = onlyItem(await press(bench, await n8n.rest.createWorkflow(videoOnly(bench, inputs))));
  assert.deepEqual([right.valid, right.issues, right.warnings], [true, [], []]);
  assert.equal((right.request as { aspect_ratio: string }).aspect_ratio, '16:9');
  const wrong = await published(bench, { ...inputs, imageUrl: `${emulator.url}/`, duration: 5 });
  const execution = await n8n.rest.finished(await callPublished(bench, wrong));
  const [{ valid, issues = [] } = {}] = jsonOf(execution, 'Video');
  assert.equal(valid, false);
  assert.match((issues as string[]).join(' '), /Duration is 5, .*Image URL is a web page/);
  assert.deepEqual(
    [emulator.createAttempts(), emulator.requests().filter(({ route }) => route === 'upload')],
    [0, []],
  );
}

test('Execute pressed three times on an unchanged node is one create', withService({}, chargesOnce));

test('with Reuse Video While Testing off it is three', withService({}, chargesEachTime));

test('a webhook called three times is three creates', withService({}, chargesInProduction));

test(
  'Stop in a test run, then another test run: one create, and the video',
  withService({ taskSeconds: 4 }, goesOnAfterStop),
);

test(
  'two test runs of one order at the same time are one create, and both have its video',
  withService({}, chargesTwoAtOnceOnce),
);

test('a test run knows a file by its content: one upload, one create', withService({}, knowsFiles));

test('Check says what is wrong, in the editor and in production, and sends nothing', withService({}, checks));
