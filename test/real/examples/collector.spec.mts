/** The two halves of the collector, with a real Data table between them. */
import assert from 'node:assert/strict';
import { until } from '../../../dev/n8n/until.mts';
import { cast } from './casting.mts';
import { press, rowsOf, withTable } from './dataTable.mts';
import { readExample } from './example.mts';
import { aMoment } from './form.mts';
import { importExample } from './playing.mts';
import { improperPrompt } from './refusals.mts';
import type { Stage } from './stage.mts';
import { test } from './test.mts';

const table = 'Videos to make';

const added = async (stage: Stage, prompt: string) =>
  await withTable(stage, table, {
    operation: 'insert',
    columns: {
      mappingMode: 'defineBelow',
      value: { prompt, image: stage.emulator.samplePhotoUrl, status: 'new' },
    },
  });

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
      const all = await rowsOf(stage, table);
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
