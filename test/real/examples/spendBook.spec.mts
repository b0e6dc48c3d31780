/** The spend book, with a real Data table: what it says was spent is what was, and its limit holds before the next run. */
import assert from 'node:assert/strict';
import { cast } from './casting.mts';
import { press, rowsOf } from './dataTable.mts';
import { readExample } from './example.mts';
import { arrivals, importExample } from './playing.mts';
import type { Stage } from './stage.mts';
import { test } from './test.mts';

const table = 'Spend book';

/** The example with another limit of the day. */
async function withLimit(stage: Stage, limit: number) {
  const example = cast(await readExample('spend-book.json'), stage);
  const text = JSON.stringify(example).replace(/("name":"limit","value":)50/, `$1${limit}`);
  assert.notEqual(limit === 50 ? '' : text, JSON.stringify(example));
  const changed = JSON.parse(text) as typeof example;
  return { changed, workflow: await importExample(stage, changed) };
}

async function keepsBook(stage: Stage): Promise<void> {
  const { emulator } = stage;
  emulator.clearFaults();
  const before = emulator.creates();
  const refused = { prompt: 'The camera moves slowly closer to the flowers' };
  const error = { message: 'The prompt is not allowed', code: 'content_policy_violation' };
  emulator.fault({ on: 'create', match: { body: refused }, then: { status: 400, error } });
  const first = await withLimit(stage, 50);
  const ended = arrivals(first.changed, await press(stage, first.workflow, 'Every hour'));
  assert.deepEqual(ended, { 'Row in the book': 2, 'Use the video': 1, 'Tell a person': 1 });
  const [made, ...others] = await rowsOf(stage, table);
  const [task] = emulator.tasks().slice(-1);
  const day = new Date().toISOString().slice(0, 4);
  assert.match(String(made?.day), new RegExp(`^${day}-\\d\\d-\\d\\d$`));
  const told = [made, ...others].map((row) => {
    const { sku, task_id, credits, charged, note } = row ?? {};
    return { sku, task_id, credits, charged, note: String(note).replace(/ \(request_id: \w+\)$/, '') };
  });
  const spent = task?.credits ?? 0;
  assert.deepEqual(told, [
    { sku: 'A-1', task_id: task?.id, credits: spent, charged: 'yes', note: '' },
    { sku: 'A-2', task_id: '', credits: 0, charged: 'no', note: 'The prompt is not allowed' },
  ]);
  const reached = await withLimit(stage, spent);
  assert.deepEqual(arrivals(reached.changed, await press(stage, reached.workflow, 'Every hour')), {});
  assert.deepEqual([emulator.creates() - before, (await rowsOf(stage, table)).length], [1, 2]);
  // One more fits, and the second of the run does not.
  const more = await withLimit(stage, 2 * spent);
  await press(stage, more.workflow, 'Every hour');
  const sums = (await rowsOf(stage, table)).map(({ credits, charged }) => [credits, charged]);
  assert.deepEqual(sums.slice(2), [
    [spent, 'yes'],
    [0, 'no'],
  ]);
  assert.equal(emulator.creates() - before, 2);
}

test('spend-book.json writes one row for each item, and its limit of the day holds', ({ stage }) =>
  keepsBook(stage));
