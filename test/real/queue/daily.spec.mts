/** What happens every day. */
import assert from 'node:assert/strict';
import { itemsOf } from '../../../dev/n8n/index.mts';
import { onlyItem, order } from '../support/bench.mts';
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

test(
  'a webhook creates, waits and downloads on a worker, whose log names the task',
  withService({}, worksOnAWorker),
);
