/** The two halves of the collector, with a real Data table between them. */
import assert from 'node:assert/strict';
import {
  chain,
  itemsOf,
  manualTrigger,
  node,
  type Execution,
  type StoredWorkflow,
} from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { cast } from './casting.mts';
import { readExample } from './example.mts';
import { aMoment } from './form.mts';
import { importExample } from './playing.mts';
import { improperPrompt } from './refusals.mts';
import type { Stage } from './stage.mts';
import { test } from './test.mts';

const table = { __rl: true, mode: 'name', value: 'Videos to make' };

const press = async (
  { n8n: { rest } }: Stage,
  workflow: StoredWorkflow,
  trigger: string,
): Promise<Execution> => {
  const execution = await rest.finished(await rest.run(workflow, trigger), 90_000);
  assert.equal(execution.status, 'success');
  return execution;
};

/** Does something with the rows of the table, as a workflow of the user's own would. */
async function withTable(stage: Stage, parameters: object): Promise<Record<string, unknown>[]> {
  const own = { dataTableId: table, ...parameters };
  const data = node('Rows', 'n8n-nodes-base.dataTable', own as never, { typeVersion: 1.1 });
  const workflow = await stage.n8n.rest.createWorkflow(chain('Rows', manualTrigger('Start'), data));
  return itemsOf(await press(stage, workflow, 'Start'), 'Rows').map(({ json }) => json);
}

const added = async (stage: Stage, prompt: string) =>
  await withTable(stage, {
    operation: 'insert',
    columns: {
      mappingMode: 'defineBelow',
      value: { prompt, image: stage.emulator.samplePhotoUrl, status: 'new' },
    },
  });

const rowsOf = async (stage: Stage) => await withTable(stage, { operation: 'get', returnAll: true });

async function movesOn(stage: Stage): Promise<void> {
  const { emulator } = stage;
  emulator.clearFaults();
  const workflow = await importExample(stage, cast(await readExample('collector.json'), stage));
  // The first run makes the table.
  await press(stage, workflow, 'Every hour');
  for (const prompt of ['Waves', 'Wind', '']) await added(stage, prompt);
  emulator.fault(improperPrompt('Wind'));
  const before = emulator.creates();
  await press(stage, workflow, 'Every hour');
  await press(stage, workflow, 'Every hour');
  assert.equal(emulator.creates() - before, 2, 'each new row is created once');
  const rows = await until(
    'the end of all rows',
    async () => {
      await press(stage, workflow, 'Every two minutes');
      const all = await rowsOf(stage);
      return all.some(({ status }) => status === 'in the making') ? undefined : all;
    },
    aMoment,
  );
  const told = rows.map(({ prompt, status, video, note }) => ({ prompt, status, video, note }));
  const [waves, wind, empty] = told;
  assert.deepEqual(waves, {
    prompt: 'Waves',
    status: 'done',
    video: 'https://drive.example/video',
    note: null,
  });
  assert.equal(wind?.status, 'failed');
  assert.match(String(wind?.note), /The content rules forbid this/);
  assert.equal(empty?.status, 'refused');
  assert.match(String(empty?.note), /Prompt is empty/);
  assert.equal(emulator.creates() - before, 2, 'nothing was created again');
}

test('collector.json creates each new row once, and each moves on when it is ready', ({ stage }) =>
  movesOn(stage));
