/** What stands in front of AIHubMax says nothing about a task. */
import assert from 'node:assert/strict';
import type { Fault } from '../../../../dev/emulator/index.mts';
import { itemsOf } from '../../../../dev/n8n/index.mts';
import { execute, jsonOf, onlyItem, order, type Bench } from '../../support/bench.mts';
import { withOwnService } from '../../support/service.mts';
import { together } from '../../support/together.mts';
import { test } from '../test.mts';

const notFound = '<html><head><title>404 Not Found</title></head><body>nginx</body></html>';

const pages: readonly Fault[] = [
  { page: 'error-1010' },
  { page: 'cloudflare-403' },
  { status: 404, body: notFound, headers: { 'content-type': 'text/html' } },
];

async function outlivesPages(bench: Bench): Promise<void> {
  const { emulator } = bench;
  for (const then of pages) emulator.fault({ on: 'status', then });
  const { isSuccess, videoUrl } = onlyItem(await execute(bench, order(bench)));
  assert.equal(isSuccess, true);
  assert.equal((await fetch(String(videoUrl))).status, 200);
  const looks = emulator.requests().filter(({ route }) => route === 'status');
  assert.deepEqual(
    looks.slice(0, 3).map(({ status }) => status),
    [403, 403, 404],
  );
  assert.equal(emulator.createAttempts(), 1);
}

async function staysInProgress(bench: Bench): Promise<void> {
  const { taskId } = onlyItem(await execute(bench, order(bench, { operation: 'create' })));
  const look = { operation: 'getStatus', taskId: String(taskId), routeByStatus: true };
  for (const then of pages) {
    bench.emulator.fault({ on: 'status', times: 0, then });
    const execution = await execute(bench, look);
    const [item, ...more] = jsonOf(execution, 'Video', 1);
    const { status, isFailed, checkFailed } = item ?? {};
    assert.deepEqual([item?.taskId, status, isFailed, more], [taskId, 'unknown', false, []]);
    assert.match(String(checkFailed), then.page === 'error-1010' ? /error code: 1010/ : /40[34]/);
    assert.deepEqual([itemsOf(execution, 'Video', 0), itemsOf(execution, 'Video', 2)], [[], []]);
    bench.emulator.clearFaults();
  }
  assert.equal(jsonOf(await execute(bench, look), 'Video')[0]?.isSuccess, true);
}

const cases = together({
  inTheWait: withOwnService({}, outlivesPages),
  routed: withOwnService({}, staysInProgress),
});

test('three pages of firewalls and proxies in the wait: the video comes, charged once', ({ bench }) =>
  cases.inTheWait(bench));

test('Get Status with Route by Status: such a page leaves the task under In Progress, then Completed', ({
  bench,
}) => cases.routed(bench));
