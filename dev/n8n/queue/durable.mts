import type { StoredWorkflow } from '../index.mts';
import { changed, publishable } from '../suite/examples.mts';
import { publish } from '../suite/production.mts';
import type { QueueBench } from './bench.mts';

/** Seconds; n8n keeps shorter waits in memory only. */
export const savedWaitSeconds = 66;

/** The sub-workflow and its caller, published, with a wait that n8n saves. */
export async function durable(bench: QueueBench, prompts: readonly string[]): Promise<StoredWorkflow> {
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
  return await publish(bench, changed(chosen, 'Table', { jsonOutput: JSON.stringify({ rows }) }));
}
