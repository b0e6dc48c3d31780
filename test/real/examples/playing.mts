import assert from 'node:assert/strict';
import { failureOf, itemsOf, type Execution, type StoredWorkflow } from '../../../dev/n8n/index.mts';
import { endsOf, type Example } from './example.mts';
import type { Stage } from './stage.mts';

/** Stores a workflow with its pinned data, as the editor's import does: under an ID of its own. */
export async function importExample({ n8n }: Stage, example: Example): Promise<StoredWorkflow> {
  return await n8n.rest.session.send('POST', '/rest/workflows', { ...example, id: undefined });
}

/** Presses Execute at a trigger and waits for the end. */
export async function play(stage: Stage, example: Example, trigger: string): Promise<Execution> {
  const { rest } = stage.n8n;
  return await rest.finished(await rest.run(await importExample(stage, example), trigger), 90_000);
}

/** How many items arrived where the workflow can end, over all runs. */
export function arrivals(example: Example, { data }: Execution): Record<string, number> {
  const counted = endsOf(example).map((name): [string, number] => {
    const runs = data.resultData.runData[name] ?? [];
    const items = runs.flatMap((run) => run.data?.main?.flat() ?? []);
    return [name, items.length];
  });
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}

/** Fails with n8n's own words when the execution did not succeed, or ended elsewhere. */
export function assertEnds(example: Example, execution: Execution, ends: Record<string, number>): void {
  assert.equal(execution.status, 'success', failureOf(execution));
  assert.deepEqual(arrivals(example, execution), ends);
}

/** All that a node put out, as one text. */
export function toldBy(execution: Execution, node: string): string {
  return JSON.stringify(itemsOf(execution, node).map(({ json }) => json));
}
