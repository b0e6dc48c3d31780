/** n8n's Data tables, as the examples use them: through workflows alone. */
import assert from 'node:assert/strict';
import {
  chain,
  itemsOf,
  manualTrigger,
  node,
  type Execution,
  type StoredWorkflow,
} from '../../../dev/n8n/index.mts';
import type { Stage } from './stage.mts';

export const press = async (
  { n8n: { rest } }: Stage,
  workflow: StoredWorkflow,
  trigger: string,
): Promise<Execution> => {
  const execution = await rest.finished(await rest.run(workflow, trigger), 90_000);
  assert.equal(execution.status, 'success');
  return execution;
};

/** Does something with the rows of a table, as a workflow of the user's own would. */
export async function withTable(
  stage: Stage,
  table: string,
  parameters: object,
): Promise<Record<string, unknown>[]> {
  const own = { dataTableId: { __rl: true, mode: 'name', value: table }, ...parameters };
  const data = node('Rows', 'n8n-nodes-base.dataTable', own as never, { typeVersion: 1.1 });
  const workflow = await stage.n8n.rest.createWorkflow(chain('Rows', manualTrigger('Start'), data));
  return itemsOf(await press(stage, workflow, 'Start'), 'Rows').map(({ json }) => json);
}

export const rowsOf = async (stage: Stage, table: string) =>
  await withTable(stage, table, { operation: 'get', returnAll: true });
