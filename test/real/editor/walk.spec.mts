/** A newcomer's walk: from an empty workflow to a film that plays, and what is said where it goes wrong. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { expect } from '@playwright/test';
import { chain, manualTrigger, node, projectFolder, videoNode } from '../../../dev/n8n/index.mts';
import { rows } from '../support/rows.mts';
import { keep, nodeName, type Bench } from './bench.mts';
import { countEffort, effortOn } from './pages/effort.mts';
import { test } from './test.mts';

/** By mouse and keyboard, nothing else. */
async function toTheFilm(bench: Bench): Promise<void> {
  const { editor, creator, dialog, form, run, emulator } = bench;
  const { page } = editor;
  await editor.openEmpty();
  await countEffort(page);
  await creator.open();
  await creator.take('aihubmax veo', nodeName, 'Create paid video and wait');
  await dialog.openNew();
  await dialog.paste('apiKey', emulator.key);
  // A user leaves this one as it is: nobody has the real AIHubMax here.
  await dialog.fill('baseUrl', emulator.url);
  await dialog.save();
  await dialog.isClosed();
  await form.paste('prompt', 'The camera glides slowly over the lake');
  await form.paste('imageUrl', emulator.samplePhotoUrl);
  await run.begin();
  await run.hasItems();
  assert.deepEqual(await run.video(), { width: 1280, height: 720 });
  await keep(bench, 'walk film');
  const { clicks, fields } = await effortOn(page);
  assert.deepEqual(
    fields.filter((name) => name !== 'baseUrl'),
    ['apiKey', 'prompt', 'imageUrl'],
  );
  assert.ok(clicks <= 9, `${clicks} clicks`);
}

const cheapest = { model: 'lite', resolution: '720p', duration: 4 };

interface Case {
  readonly parameters: INodeParameters;
  /** Nodes before this one. */
  readonly before?: INode[];
  readonly settings?: Partial<INode>;
}

/** Opens the node in a workflow of its own; `creates`: how many arrived since. */
async function openCase(bench: Bench, { parameters, before = [], settings }: Case) {
  const { emulator, editor, credential } = bench;
  const inputs = { prompt: `A lake, ${crypto.randomUUID()}`, imageUrl: emulator.samplePhotoUrl, ...cheapest };
  const veo = { ...videoNode(nodeName, { ...inputs, ...parameters }, credential), ...settings };
  const workflow = await editor.openNode(chain('Walk', manualTrigger(), ...before, veo), nodeName);
  const attempts = emulator.createAttempts();
  return { workflow, creates: () => emulator.createAttempts() - attempts };
}

async function namesBadRows(bench: Bench): Promise<void> {
  const table = Array.from({ length: 12 }, (_none, at) => ({
    prompt: [2, 8].includes(at) ? '' : `Row ${at}`,
  }));
  const { creates } = await openCase(bench, {
    before: rows(table),
    parameters: { prompt: '={{ $json.prompt }}' },
  });
  await bench.run.begin();
  await bench.run.shows('Item 3 of 12: Prompt is empty, but the video needs it. Also wrong: item 9.');
  await bench.run.shows('Nothing was sent and nothing was charged');
  await keep(bench, 'walk bad rows');
  assert.equal(creates(), 0);
}

async function tellsTheLimit(bench: Bench): Promise<void> {
  const table = ['one', 'two', 'three'].map((prompt) => ({ prompt: `${prompt}, ${crypto.randomUUID()}` }));
  const { creates } = await openCase(bench, {
    before: rows(table),
    parameters: { prompt: '={{ $json.prompt }}', batching: { maxVideos: 2 } },
    settings: { onError: 'continueErrorOutput' },
  });
  await bench.run.begin();
  await bench.run.shows('3 items: 2 created, 1 not sent (Max Videos is 2).');
  assert.doesNotMatch(await bench.run.text(), /failed/);
  await keep(bench, 'walk limit');
  assert.equal(creates(), 2);
}

const never = { on: 'create', then: { script: { seconds: 3600 } } } as const;

async function goesOnAfterATimeout(bench: Bench): Promise<void> {
  const { run, emulator } = bench;
  emulator.fault(never);
  const { creates } = await openCase(bench, { parameters: { waitOptions: { timeoutMinutes: 0.1 } } });
  for (let press = 1; press <= 2; press++) {
    await run.begin();
    await run.shows(
      'Execute step goes on with this task, and nothing is charged while the item is unchanged.',
    );
    await run.isAtRest();
  }
  await keep(bench, 'walk timeout');
  assert.equal(creates(), 1);
}

async function goesOnAfterStop(bench: Bench): Promise<void> {
  const { run, emulator, n8n } = bench;
  emulator.fault(never);
  const { creates, workflow } = await openCase(bench, { parameters: {} });
  for (let press = 1; press <= 2; press++) {
    await run.begin();
    await expect(async () => assert.equal(creates(), 1)).toPass({ timeout: 30_000 });
    await run.isAtWork();
    await run.stop();
  }
  await run.shows('Execute step uses an unchanged video again, free, also after Stop');
  await keep(bench, 'walk stopped');
  const executions = await n8n.rest.executionsOf(workflow);
  assert.deepEqual(
    executions.map(({ status }) => status),
    ['canceled', 'canceled'],
  );
  assert.equal(creates(), 1);
}

/** n8n's form names the file after its label. */
const photoForm = (): INode =>
  node(
    'Form',
    'n8n-nodes-base.formTrigger',
    {
      formTitle: 'Your photo',
      formFields: { values: [{ fieldLabel: 'Your photo', fieldType: 'file', multipleFiles: false }] },
      options: {},
    },
    { typeVersion: 2.3, webhookId: crypto.randomUUID() },
  );

async function findsTheOnlyImage(bench: Bench): Promise<void> {
  const { run, editor, emulator, credential } = bench;
  const parameters = { prompt: `A lake, ${crypto.randomUUID()}`, imageSource: 'binary', ...cheapest };
  const draft = chain('Walk', photoForm(), videoNode(nodeName, parameters, credential));
  await editor.openNode(draft, nodeName);
  const before = emulator.creates();
  const [form] = await Promise.all([editor.page.waitForEvent('popup'), run.begin()]);
  await form.locator('input[type=file]').setInputFiles(join(projectFolder, 'examples/sample-photo.jpg'));
  await form.getByRole('button', { name: 'Submit' }).click();
  await run.hasItems();
  await run.shows('the item has no "data", so its image is used (Your_photo)');
  await keep(bench, 'walk only image');
  await form.close();
  assert.equal(emulator.creates() - before, 1);
}

async function saysThatALinkExpired(bench: Bench): Promise<void> {
  const { run, emulator } = bench;
  const taskId = emulator.tasks().find(({ status }) => status === 'completed')?.id ?? '';
  emulator.fault({ on: 'result', times: 0, then: { page: 'expired' } });
  const { creates } = await openCase(bench, {
    parameters: { operation: 'getStatus', taskId, downloadVideo: true },
  });
  await run.begin();
  await run.hasItems();
  await run.showAs('json');
  await run.shows('The link has expired or the video was deleted');
  await keep(bench, 'walk expired');
  assert.equal(creates(), 0);
  emulator.clearFaults();
}

test('an empty workflow becomes a film that plays, with nine clicks and three fields', ({ bench }) =>
  toTheFilm(bench));

test('two bad rows of twelve are named by their numbers, and nothing is sent', ({ bench }) =>
  namesBadRows(bench));

test("a limit of one's own is told as a limit, not as a failure", ({ bench }) => tellsTheLimit(bench));

test('after a timeout Execute step is named, and goes on with the same task', ({ bench }) =>
  goesOnAfterATimeout(bench));

test('after Stop the panel names Execute step, which goes on with the same task', ({ bench }) =>
  goesOnAfterStop(bench));

test("a form's only image is found, and named", ({ bench }) => findsTheOnlyImage(bench));

test('an expired link is told as that', ({ bench }) => saysThatALinkExpired(bench));
