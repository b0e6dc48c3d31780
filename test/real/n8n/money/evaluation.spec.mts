/** n8n's evaluations: a data table's rows, one execution each. They are started as often as somebody changes a prompt. */
import assert from 'node:assert/strict';
import type { INode } from 'n8n-workflow';
import { chain, node, videoNode, type StoredWorkflow } from '../../../../dev/n8n/index.mts';
import { until } from '../../../../dev/n8n/until.mts';
import { order, type Bench } from '../../support/bench.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

const prompts = ['Waves', 'Wind'];

/** Stores a data table with a row for each prompt. Returns its ID. */
async function dataset({ n8n: { rest } }: Bench): Promise<string> {
  const { session } = rest;
  const project = await session.send<{ id: string }>('GET', '/rest/projects/personal');
  const tables = `/rest/projects/${project.id}/data-tables`;
  const columns = [{ name: 'prompt', type: 'string' }];
  const name = `Suite ${crypto.randomUUID()}`;
  const table = await session.send<{ id: string }>('POST', tables, { name, columns });
  const data = prompts.map((prompt) => ({ prompt }));
  await session.send('POST', `${tables}/${table.id}/insert`, { data });
  return table.id;
}

const eachRow = (dataTableId: string): INode =>
  node(
    'Rows',
    'n8n-nodes-base.evaluationTrigger',
    { source: 'dataTable', dataTableId: { __rl: true, mode: 'id', value: dataTableId } },
    { typeVersion: 4.7 },
  );

/** What n8n averages over the rows. */
function measures(): INode {
  const of = (name: string) => ({ id: name, name, type: 'number', value: `={{ Number($json.${name}) }}` });
  const metrics = { assignments: ['isSuccess', 'resumed'].map(of) };
  const parameters = { operation: 'setMetrics', metric: 'customMetrics', metrics };
  return node('Measure', 'n8n-nodes-base.evaluation', parameters, { typeVersion: 4.7 });
}

interface TestRun {
  readonly status: string;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Presses Run Test, and waits for what becomes of all rows. */
async function evaluated({ n8n: { rest } }: Bench, { id }: StoredWorkflow): Promise<TestRun> {
  const runs = `/rest/workflows/${id}/test-runs`;
  const { testRunId } = await rest.session.send<{ testRunId: string }>('POST', `${runs}/new`, {});
  return await until('the evaluation ends', async () => {
    const run = await rest.session.send<TestRun>('GET', `${runs}/${testRunId}`);
    return !['new', 'running'].includes(run.status) && run;
  });
}

async function chargesEachRowOnce(bench: Bench): Promise<void> {
  const video = videoNode('Video', order(bench, { prompt: '={{ $json.prompt }}' }), bench.credential);
  const draft = chain('Suite', eachRow(await dataset(bench)), video, measures());
  const workflow = await bench.n8n.rest.createWorkflow(draft);
  for (const resumed of [0, 1]) {
    const { status, metrics } = await evaluated(bench, workflow);
    const { isSuccess, resumed: share } = metrics;
    assert.deepEqual({ status, isSuccess, share }, { status: 'completed', isSuccess: 1, share: resumed });
    assert.equal(bench.emulator.createAttempts(), prompts.length);
  }
}

test('an evaluation of two rows, run twice, is two creates', withService({}, chargesEachRowOnce));
