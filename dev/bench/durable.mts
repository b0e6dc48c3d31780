/** What it costs to keep orders in n8n's database, once it is full: creates beside n8n's HTTP Request, and finding them after a restart. */
import assert from 'node:assert/strict';
import { chain, failureOf, itemsOf, manualTrigger } from '../n8n/index.mts';
import type { Execution, StoredWorkflow } from '../n8n/index.mts';
import { show } from './figures.mts';
import {
  httpRequest,
  keyOf,
  numbered,
  ourVideos,
  rows,
  runToEnd,
  spanSeconds,
  withRealN8n,
} from './real.mts';
import type { Site } from './real.mts';

const items = 80;
const [createGoalMs, readGoalMs] = [20, 500];

async function runAgain(
  { n8n: { rest } }: Site,
  workflow: StoredWorkflow,
  prompt: string,
): Promise<Execution> {
  const nodes = workflow.nodes.map((node) =>
    node.name === 'Video' ? { ...node, parameters: { ...node.parameters, prompt } } : node,
  );
  const execution = await rest.finished(await rest.run({ ...workflow, nodes }, 'Start'), 300_000);
  assert.equal(execution.status, 'success', failureOf(execution));
  return execution;
}

const perItemMs = (execution: Execution, name: string): number =>
  (spanSeconds(execution, [name]) * 1000) / items;

export async function benchDurable(): Promise<void> {
  await withRealN8n(async (open, n8n) => {
    const site = await open({ render: false, taskSeconds: 1 });
    const { emulator } = site;
    const oneByOne = { operation: 'create', batching: { maxConcurrentTasks: 1 } };
    const workflow = await n8n.rest.createWorkflow(ourVideos(site, items, oneByOne));
    await runAgain(site, workflow, '=Waves {{ $json.n }}');
    const ours = await runAgain(site, workflow, '=Winds {{ $json.n }}');
    const request = {
      ...{ ...keyOf(emulator), method: 'POST', url: `${emulator.url}/v1/videos/generations` },
      ...{ sendBody: true, specifyBody: 'json' },
      jsonBody: '={{ JSON.stringify({ model: "veo-3.1-text-to-video", prompt: `Waves ${$json.n}` }) }}',
      options: { batching: { batch: { batchSize: 1, batchInterval: 0 } } },
    };
    const theirs = await runToEnd(
      n8n,
      chain('Theirs', manualTrigger(), ...rows(numbered(items)), httpRequest('Post', request)),
    );
    const before = emulator.createAttempts();
    await n8n.restart();
    const found = await runAgain(site, workflow, '=Winds {{ $json.n }}');
    const resumed = itemsOf(found, 'Video').filter(({ json }) => json.resumed === true);
    assert.deepEqual([resumed.length, emulator.createAttempts()], [items, before]);
    show(
      `Durable: ${items} orders one after the other, in n8n ${n8n.release.n8n} with SQLite`,
      ['What', 'ms an item', 'Goal'],
      [
        ['ours, creates', perItemMs(ours, 'Video'), ''],
        ['HTTP Request, creates', perItemMs(theirs, 'Post'), ''],
        ['ours beyond that', perItemMs(ours, 'Video') - perItemMs(theirs, 'Post'), String(createGoalMs)],
        ['found after a restart', perItemMs(found, 'Video'), String(readGoalMs)],
      ],
    );
  });
}
