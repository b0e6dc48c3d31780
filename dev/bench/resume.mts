/** Twenty tasks that have long ended, resumed by Retry in a real n8n: ours beside n8n's HTTP Request that reads the same tasks. */
import assert from 'node:assert/strict';
import { chain, failureOf, itemsOf, manualTrigger, node, videoNode } from '../../n8n/index.mts';
import type { WorkflowDraft } from '../../n8n/index.mts';
import { until } from '../../n8n/until.mts';
import { rows, runToEnd, spanSeconds, withRealN8n } from '../real.mts';
import type { Say, Site } from '../real.mts';
import { table } from '../table.mts';

const items = 20;
const goalSeconds = 3;

/** The first run waits for less time than the tasks take, and fails with all of them paid for. */
async function retried({ n8n, emulator, credential }: Site): Promise<number> {
  const create = { operation: 'createAndWait', mode: 'textToVideo', prompt: '=Waves {{ $json.n }}' };
  const batching = { maxConcurrentTasks: items };
  const parameters = { ...create, batching, waitOptions: { timeoutMinutes: 0.1 } };
  const video = videoNode('Video', parameters, credential);
  const workflow = await n8n.rest.createWorkflow(chain('Resume', manualTrigger(), ...rows(items), video));
  const first = await n8n.rest.finished(await n8n.rest.run(workflow, 'Start'), 300_000);
  assert.equal(first.status, 'error', 'the first run was to fail');
  await until('all tasks have ended', () => emulator.tasks().every(({ status }) => status === 'completed'));
  const second = await n8n.rest.finished((await n8n.rest.retry(first.id)).id, 300_000);
  assert.equal(second.status, 'success', failureOf(second));
  const resumed = itemsOf(second, 'Video').filter(({ json }) => json.resumed === true);
  assert.deepEqual([resumed.length, emulator.creates()], [items, items]);
  return spanSeconds(second, ['Video']);
}

function reading({ emulator }: Site): WorkflowDraft {
  const ids = emulator.tasks().map(({ id }) => ({ id }));
  const list = { mode: 'raw', jsonOutput: JSON.stringify({ rows: ids }) };
  const headers = { parameters: [{ name: 'authorization', value: `Bearer ${emulator.key}` }] };
  const request = {
    url: `=${emulator.url}/v1/tasks/{{ $json.id }}`,
    sendHeaders: true,
    headerParameters: headers,
    options: { batching: { batch: { batchSize: 1, batchInterval: 0 } } },
  };
  return chain(
    'Read',
    manualTrigger(),
    node('List', 'n8n-nodes-base.set', list, { typeVersion: 3.4 }),
    node('Rows', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'rows' }),
    node('Read', 'n8n-nodes-base.httpRequest', request, { typeVersion: 4.2 }),
  );
}

export async function benchResume(say: Say): Promise<void> {
  await withRealN8n(say, async (open) => {
    const site = await open({ render: false, taskSeconds: 8 });
    const ours = await retried(site);
    const http = spanSeconds(await runToEnd(site.n8n, reading(site)), ['Read']);
    say(`\n## Resume: ${items} tasks that have ended, in n8n ${site.n8n.release.n8n}\n`);
    say(
      table(
        ['Way', `Seconds (goal ${goalSeconds})`, 'Ratio to ours'],
        [
          ['ours, Retry on the execution', ours, 1],
          ['HTTP Request, one task after the other', http, http / ours],
        ],
      ),
    );
  });
}
