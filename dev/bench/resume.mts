/** Twenty tasks that have long ended, resumed by Retry in a real n8n: ours beside n8n's HTTP Request that reads the same tasks. */
import assert from 'node:assert/strict';
import { chain, failureOf, itemsOf, manualTrigger, type WorkflowDraft } from '../n8n/index.mts';
import { until } from '../n8n/until.mts';
import { show, withRatio } from './figures.mts';
import { httpRequest, keyOf, ourVideos, rows, runToEnd, spanSeconds, withRealN8n } from './real.mts';
import type { Site } from './real.mts';

const items = 20;
const goalSeconds = 3;

/** The first run waits for less time than the tasks take, and fails with all of them paid for. */
async function retried(site: Site): Promise<number> {
  const { emulator } = site;
  const { rest } = site.n8n;
  const workflow = await rest.createWorkflow(
    ourVideos(site, items, { waitOptions: { timeoutMinutes: 0.1 } }),
  );
  const first = await rest.finished(await rest.run(workflow, 'Start'), 300_000);
  assert.equal(first.status, 'error', 'the first run was to fail');
  await until('all tasks have ended', () => emulator.tasks().every(({ status }) => status === 'completed'));
  const second = await rest.finished((await rest.retry(first.id)).id, 300_000);
  assert.equal(second.status, 'success', failureOf(second));
  const resumed = itemsOf(second, 'Video').filter(({ json }) => json.resumed === true);
  assert.deepEqual([resumed.length, emulator.creates()], [items, items]);
  return spanSeconds(second, ['Video']);
}

/** One task after the other. */
function reading({ emulator }: Site): WorkflowDraft {
  const request = {
    ...keyOf(emulator),
    url: `=${emulator.url}/v1/tasks/{{ $json.id }}`,
    options: { batching: { batch: { batchSize: 1, batchInterval: 0 } } },
  };
  const ids = emulator.tasks().map(({ id }) => ({ id }));
  return chain('Read', manualTrigger(), ...rows(ids), httpRequest('Read', request));
}

export async function benchResume(): Promise<void> {
  await withRealN8n(async (open) => {
    const site = await open({ render: false, taskSeconds: 8 });
    const ours = await retried(site);
    const theirs = spanSeconds(await runToEnd(site.n8n, reading(site)), ['Read']);
    show(
      `Resume: ${items} tasks that have ended, in n8n ${site.n8n.release.n8n}`,
      ['Way', `Seconds (goal ${goalSeconds})`, 'Ratio to ours'],
      withRatio([
        ['ours, Retry on the execution', ours],
        ['HTTP Request, one task after the other', theirs],
      ]),
    );
  });
}
