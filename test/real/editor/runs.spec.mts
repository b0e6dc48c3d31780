/** Running the node. */
import assert from 'node:assert/strict';
import type { INodeParameters } from 'n8n-workflow';
import { expect } from '@playwright/test';
import { chain, manualTrigger, node, videoNode } from '../../../dev/n8n/index.mts';
import { Mapping } from './pages/mapping.mts';
import { keep, nodeName, openNode, type Bench } from './bench.mts';
import { test } from './test.mts';

const cheapest = { model: 'lite', resolution: '720p', duration: 4 };

/** n8n takes every field of every mode for visible then, and refuses to start while a required one is empty. */
async function runsByExpression(bench: Bench): Promise<void> {
  await openNode(bench, { mode: '={{ "textToVideo" }}', prompt: 'A lake' });
  await bench.run.begin();
  await bench.run.hasItems();
  await keep(bench, 'run mode by expression');
  const { request } = bench.emulator.tasks().at(-1) ?? {};
  assert.equal(request?.model, 'veo-3.1-lite-text-to-video');
  assert.notEqual(request?.generate_audio, true, 'audio costs more, and nobody asked for it');
}

/** Presses Execute step this often, and says how many videos that created. */
async function pressed(bench: Bench, times: number, options: INodeParameters): Promise<number> {
  const { run, emulator, n8n } = bench;
  const inputs = { prompt: `A lake, ${crypto.randomUUID()}`, imageUrl: emulator.samplePhotoUrl };
  const workflow = await openNode(bench, { ...inputs, ...cheapest, options });
  const before = emulator.creates();
  for (let press = 1; press <= times; press++) {
    await run.begin();
    await expect(async () => {
      const ended = (await n8n.rest.executionsOf(workflow)).filter(({ status }) => status === 'success');
      assert.equal(ended.length, press);
    }).toPass({ timeout: 60_000 });
  }
  return emulator.creates() - before;
}

async function chargesOnce(bench: Bench): Promise<void> {
  assert.equal(await pressed(bench, 3, {}), 1);
  await bench.run.shows('Nothing was charged for 1 item');
  await keep(bench, 'run reused');
}

async function checks(bench: Bench): Promise<void> {
  const { run, emulator } = bench;
  const before = emulator.creates();
  await openNode(bench, {
    operation: 'check',
    prompt: 'A lake',
    imageUrl: emulator.samplePhotoUrl,
    model: 'lite',
    resolution: '={{ "1080p" }}',
    duration: 4,
  });
  await run.begin();
  await run.hasItems();
  await run.showAs('json');
  await run.shows('allows only 8');
  await keep(bench, 'run checked');
  assert.equal(emulator.creates(), before);
}

/** Edit Fields behind a node that never ran. */
async function mapsBeforeTheFirstRun(bench: Bench): Promise<void> {
  const { editor, emulator, credential, run } = bench;
  const edit = node('Edit Fields', 'n8n-nodes-base.set', { options: {} }, { typeVersion: 3.4 });
  const inputs = { prompt: 'A lake', imageUrl: emulator.samplePhotoUrl, ...cheapest };
  const draft = chain('Case', manualTrigger(), videoNode(nodeName, inputs, credential), edit);
  await editor.openNode(draft, edit.name);
  const mapping = new Mapping(editor.page);
  const fields = await mapping.preview();
  assert.deepEqual(fields.slice(0, 4), ['videoUrl', 'status', 'isSuccess', 'taskId']);
  await keep(bench, 'run schema preview');
  await mapping.take('videoUrl');
  await run.begin();
  await run.hasItems();
  await run.showAs('json');
  await run.shows(emulator.tasks().at(-1)?.videoUrl ?? 'no video');
  await keep(bench, 'run mapped before the first run');
}

test('a field of a node that never ran is dragged into the next one, and the workflow then runs', ({
  bench,
}) => mapsBeforeTheFirstRun(bench));

test('an unchanged video is charged once, however often Execute step is pressed', ({ bench }) =>
  chargesOnce(bench));

test('with Reuse Video While Testing off each press of Execute step is charged', async ({ bench }) =>
  assert.equal(await pressed(bench, 3, { reuseWhileTesting: false }), 3));

test('Check shows what is wrong and creates nothing', ({ bench }) => checks(bench));

test('a mode by expression runs with its own model, without audio', ({ bench }) => runsByExpression(bench));
