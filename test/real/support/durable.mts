import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { ManualClock } from '../../../dev/emulator/index.mts';
import type { Execution, StoredWorkflow } from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';
import { changed, publishable } from './examples.mts';
import { callPublished, publish } from './production.mts';
import type { Story } from './powerCut.mts';
import { openService } from './service.mts';
import { jsonOf, type Bench } from './bench.mts';

export const five = ['A', 'B', 'C', 'D', 'E'];

/** Seconds; n8n keeps shorter waits in memory only. */
export const savedWaitSeconds = 66;

/** The sub-workflow and its caller, published, with a wait that n8n saves. `settings` = of the node that calls. */
export async function durable(
  bench: Bench,
  prompts: readonly string[],
  settings: Partial<INode> = {},
): Promise<StoredWorkflow> {
  const sub = await publish(
    bench,
    changed(await publishable(bench, 'durable-video'), 'Wait', { amount: savedWaitSeconds }),
  );
  const caller = await publishable(bench, 'call-durable-video');
  const rows = prompts.map((prompt) => ({
    prompt,
    name: prompt,
    imageUrl: bench.emulator.samplePhotoUrl,
  }));
  const chosen = changed(caller, 'Make the videos', {
    workflowId: { __rl: true, mode: 'id', value: sub.id },
  });
  const nodes = chosen.nodes.map((each) =>
    each.name === 'Make the videos' ? { ...each, ...settings } : each,
  );
  return await publish(
    bench,
    changed({ ...chosen, nodes }, 'Table', { jsonOutput: JSON.stringify({ rows }) }),
  );
}

/** Five items came out as they went in, each with its own video, and each was paid for once. */
export function assertDurable({ emulator }: Bench, execution: Execution): void {
  const items = jsonOf(execution, 'Use the videos');
  assert.deepEqual(
    items.map(({ input }) => (input as { prompt: string }).prompt),
    five,
  );
  for (const { taskId, isSuccess, input } of items) {
    assert.equal(isSuccess, true);
    const task = emulator.tasks().find(({ id }) => id === taskId);
    assert.equal(task?.request.prompt, (input as { prompt: string }).prompt, 'each its own video');
  }
  assert.equal(emulator.createAttempts(), 5);
}

/**
 * Five items wait in n8n when everything dies; each is done meanwhile, and comes out with its own video. n8n must be back
 * before the wait is over: see docs/operations.md.
 */
export const outlives: Story = async (shared) => {
  const { bench, close } = await openService(shared, { clock: new ManualClock(), taskSeconds: 300 });
  const { emulator, n8n } = bench;
  const id = await callPublished(bench, await durable(bench, five));
  await until('all are created', () => emulator.creates() === 5);
  await until('it waits', async () => (await n8n.rest.execution(id)).status === 'waiting');
  const check = async () => assertDurable(bench, await n8n.rest.finished(id, 240_000));
  return { meanwhile: () => emulator.advance(600_000), check: async () => await check().finally(close) };
};
