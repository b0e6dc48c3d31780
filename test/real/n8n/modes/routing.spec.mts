/** Operations that read. */
import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { graph, manualTrigger, node, videoNode, type Execution } from '../../../../dev/n8n/index.mts';
import { execute, jsonOf, onlyItem, order, runToEnd, type Bench } from '../../support/bench.mts';
import { rows } from '../../support/rows.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

const outputs = ['Completed', 'In Progress', 'Failed', 'Error'];

/** Starts three tasks that end differently and returns their ids. */
async function startThree(bench: Bench): Promise<unknown[]> {
  const ends = ['completed', 'never', 'failed'] as const;
  for (const end of ends) bench.emulator.fault({ on: 'create', then: { script: { end, seconds: 0 } } });
  const ids: unknown[] = [];
  for (const _end of ends)
    ids.push(onlyItem(await execute(bench, order(bench, { operation: 'create' }))).taskId);
  return ids;
}

/** Get Status of each id, with a node at each output. `settings` are those of the node's Settings tab. */
async function readAll(bench: Bench, ids: unknown[], settings: Partial<INode> = {}): Promise<Execution> {
  const parameters = { operation: 'getStatus', taskId: '={{ $json.taskId }}', routeByStatus: true };
  const sinks = outputs.map((name) => node(name, 'n8n-nodes-base.noOp'));
  const links = outputs.map((to, output) => ({ from: 'Video', to, output }));
  const before = [manualTrigger(), ...rows(ids.map((taskId) => ({ taskId })))];
  const draft = graph(
    'Suite',
    [...before, { ...videoNode('Video', parameters, bench.credential), ...settings }, ...sinks],
    [{ from: 'Start', to: 'Table' }, { from: 'Table', to: 'Rows' }, { from: 'Rows', to: 'Video' }, ...links],
  );
  return await runToEnd(bench, draft);
}

async function routes(bench: Bench): Promise<void> {
  const ids = await startThree(bench);
  const execution = await readAll(bench, ids);
  const reached = outputs.map((name) => jsonOf(execution, name).map(({ taskId }) => taskId));
  assert.deepEqual(reached, [...ids.map((id) => [id]), []]);
  const words = outputs.flatMap((name) => jsonOf(execution, name).map(({ status }) => status));
  assert.deepEqual(words, ['completed', 'processing', 'failed']);
}

async function addsErrorOutput(bench: Bench): Promise<void> {
  const ids = [...(await startThree(bench)), 'task-unified-0-unknown0'];
  const execution = await readAll(bench, ids, { onError: 'continueErrorOutput' });
  const reached = outputs.map((name) => jsonOf(execution, name).map(({ taskId }) => taskId));
  assert.deepEqual(
    reached,
    ids.map((id) => [id]),
  );
  assert.match(String(jsonOf(execution, 'Error')[0]?.error), /task-unified-0-unknown0/);
}

async function tellsCredits(bench: Bench): Promise<void> {
  const item = onlyItem(await execute(bench, { operation: 'getCredits' }));
  assert.equal(item.remaining, 12.34);
}

test('Get Status with Route by Status sends three tasks to its three outputs', withService({}, routes));

test(
  'Get Status with Route by Status and an error output: what cannot be read goes to a fourth one',
  withService({}, addsErrorOutput),
);

test('Get Credits tells what is left on the key', withService({ credits: 1234 }, tellsCredits));
