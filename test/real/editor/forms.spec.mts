/**
 * The editor shows every mode and model, and every operation. Which fields each combination has is decided by the node
 * (test/form/show.test.ts, test/form/options.test.ts).
 */
import assert from 'node:assert/strict';
import { expect } from '@playwright/test';
import { keep, openNode, type Bench } from './bench.mts';
import {
  expectedForm,
  mode,
  modelLabel,
  modeNames,
  modeOf,
  modelsOf,
  spokenName,
  type ModelId,
} from './expected.mts';
import { test } from './test.mts';

/** What Options offers whatever the model. */
const ownOptions = [
  'Additional Fields (JSON)',
  'Include Input Fields',
  'Order Key',
  'Recreate Failed Tasks',
  'Reuse Video While Testing',
];

async function followsTheModel(bench: Bench, id: ModelId): Promise<void> {
  const { form } = bench;
  const { names, choices, options } = expectedForm(id);
  await form.choose('mode', mode(modeOf(id)).label);
  await form.choose('model', modelLabel(id));
  await expect(async () => {
    const fields = await form.fields();
    assert.deepEqual(fields.map(({ name }) => name).sort(), [...names].sort());
  }).toPass();
  for (const [name, labels] of Object.entries(choices))
    assert.deepEqual(await form.choices(name), labels, name);
  assert.deepEqual(await form.members('Options'), [...ownOptions, ...options].sort());
  await keep(bench, `form ${id}`);
}

/** One walk through every model, as a user switches from one to the next: what a switch leaves behind shows too. */
async function walk(bench: Bench): Promise<void> {
  await openNode(bench, {});
  assert.deepEqual(await bench.form.choices('operation'), [
    'Create and Wait',
    'Create',
    'Get Status',
    'Check',
    'Get Credits',
  ]);
  for (const name of modeNames) {
    await bench.form.choose('mode', mode(name).label);
    const labels = modelsOf(name).map((id) => modelLabel(id));
    await expect(async () => assert.deepEqual(await bench.form.choices('model'), labels)).toPass();
  }
}

async function showsFields(bench: Bench, operation: string, expected: string[]): Promise<void> {
  await openNode(bench, {});
  await bench.form.choose('operation', operation);
  await expect(async () => {
    assert.deepEqual(
      (await bench.form.fields()).map(({ name }) => name),
      expected,
    );
  }).toPass();
  await keep(bench, `form ${operation}`);
}

const statusFields = [
  'operation',
  'taskId',
  'waitForCompletion',
  'routeByStatus',
  'downloadVideo',
  'simplify',
];

const checkFields = [
  ...['operation', 'mode', 'model', 'prompt', 'imageSource', 'imageUrl'],
  ...['aspectRatio', 'resolution', 'duration', 'generateAudio'],
];

const createFields = [...checkFields, 'simplify'];

test('Create and Wait offers every mode, and each its models', ({ bench }) => walk(bench));

for (const id of modeNames.flatMap(modelsOf))
  test(`Create and Wait with ${spokenName(id)} shows its fields and choices`, ({ bench }) =>
    followsTheModel(bench, id));

test('Create shows the fields of a request', ({ bench }) => showsFields(bench, 'Create', createFields));

test('Get Status shows its fields', ({ bench }) => showsFields(bench, 'Get Status', statusFields));

test('Check shows the fields of a request', ({ bench }) => showsFields(bench, 'Check', checkFields));

test('Get Credits shows its fields', ({ bench }) =>
  showsFields(bench, 'Get Credits', ['operation', 'simplify']));
