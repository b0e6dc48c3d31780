/** A sub-workflow that waits in n8n. */
import assert from 'node:assert/strict';
import { itemsOf, type StoredWorkflow } from '../../../dev/n8n/index.mts';
import { cast } from './casting.mts';
import { readExample, type Example } from './example.mts';
import { improperPrompt } from './refusals.mts';
import { importExample } from './playing.mts';
import type { Stage } from './stage.mts';
import { test } from './test.mts';

const prompts = ['Waves', 'Wind', '', 'Fog', 'Snow'];

/** The caller, with rows of its own, and the sub-workflow chosen as a user does. */
function calling(example: Example, sub: StoredWorkflow, imageUrl: string): Example {
  const rows = prompts.map((prompt, nth) => ({ name: `row-${nth}`, prompt, imageUrl }));
  const own: Readonly<Record<string, object>> = {
    Table: { jsonOutput: JSON.stringify({ rows }) },
    'Make the videos': { workflowId: { __rl: true, mode: 'id', value: sub.id } },
  };
  const nodes = example.nodes.map((node) => ({
    ...node,
    parameters: { ...node.parameters, ...own[node.name] },
  }));
  return { ...example, nodes };
}

/** Five rows go in: one is refused, one fails, and all five come out where they went in. */
async function keepsOrder(stage: Stage): Promise<void> {
  const { emulator, n8n } = stage;
  emulator.clearFaults();
  emulator.fault(improperPrompt('Wind'));
  const before = emulator.creates();
  const sub = await importExample(stage, cast(await readExample('durable-video.json'), stage));
  const caller = calling(
    cast(await readExample('call-durable-video.json'), stage),
    sub,
    emulator.samplePhotoUrl,
  );
  const id = await n8n.rest.run(await importExample(stage, caller), 'Start');
  const execution = await n8n.rest.finished(id, 90_000);
  assert.equal(execution.status, 'success');
  const items = itemsOf(execution, 'Use the videos');
  const told = items.map(({ json }) => [(json.input as { prompt: string }).prompt, json.isSuccess ?? false]);
  assert.deepEqual(told, [
    ['Waves', true],
    ['Wind', false],
    ['', false],
    ['Fog', true],
    ['Snow', true],
  ]);
  assert.match(String(items[1]?.json.reason), /The content rules forbid this/);
  assert.match(String(items[2]?.json.reason), /Prompt is empty/);
  const made = emulator.tasks().slice(-4);
  for (const { json, binary } of items.filter(({ json: { isSuccess } }) => isSuccess)) {
    const task = made.find(({ id: taskId }) => taskId === json.taskId);
    assert.equal(task?.request.prompt, (json.input as { prompt: string }).prompt, 'each its own video');
    assert.equal(binary?.data?.fileName, `${(json.input as { name: string }).name}.mp4`);
  }
  assert.equal(emulator.creates() - before, 4);
}

test('durable-video.json gives five items back in their order, each with its own video or the reason', ({
  stage,
}) => keepsOrder(stage));
