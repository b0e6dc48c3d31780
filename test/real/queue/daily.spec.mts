/** What happens every day. */
import assert from 'node:assert/strict';
import { itemsOf } from '../../../dev/n8n/index.mts';
import { execute, onlyItem, order } from '../support/bench.mts';
import { callPublished, published } from '../support/production.mts';
import { creatorOf, type QueueBench } from './bench.mts';
import { withService } from '../support/service.mts';
import { test } from './test.mts';

async function worksOnAWorker(bench: QueueBench): Promise<void> {
  const execution = await bench.n8n.rest.finished(
    await callPublished(bench, await published(bench, order(bench, { downloadVideo: true }))),
  );
  const { isSuccess, taskId } = onlyItem(execution);
  assert.equal(isSuccess, true);
  assert.ok((await creatorOf(bench, String(taskId))).name.startsWith('worker'));
  const [{ binary } = {}] = itemsOf(execution, 'Video');
  assert.equal(binary?.data?.mimeType, 'video/mp4');
}

/** What a person starts in the editor goes to a worker, as always in n8n 3.0. */
async function offloads(bench: QueueBench): Promise<void> {
  await bench.n8n.restart({ OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true' });
  const item = onlyItem(await execute(bench, order(bench)));
  assert.equal(item.isSuccess, true);
  await creatorOf(bench, String(item.taskId));
  await bench.n8n.restart();
}

test(
  'a webhook creates, waits and downloads on a worker, whose log names the task',
  withService({}, worksOnAWorker),
);

test('a test run that is offloaded to a worker creates its video there', withService({}, offloads));
