/** Results that are no video, where n8n keeps files as it does unless told otherwise. */
import assert from 'node:assert/strict';
import type { Fault } from '../../../../dev/emulator/index.mts';
import { itemsOf } from '../../../../dev/n8n/index.mts';
import { alarmsOf } from '../../support/alarms.mts';
import { execute, onlyItem, order, type Bench } from '../../support/bench.mts';
import { withOwnService, withService } from '../../support/service.mts';
import { together } from '../../support/together.mts';
import { test } from '../test.mts';

/** A video that cannot be had hides nothing of what was paid for, and harms nobody else in the process. */
async function keepsItsTask(bench: Bench, then: Fault): Promise<void> {
  const { emulator, n8n } = bench;
  const before = (await alarmsOf(n8n.process.log.file)).length;
  emulator.fault({ on: 'result', times: 0, then });
  const execution = await execute(bench, order(bench, { downloadVideo: true }));
  const { download, isSuccess, taskId, videoUrl } = onlyItem(execution);
  const [task] = emulator.tasks();
  assert.deepEqual(
    { isSuccess, taskId, videoUrl },
    { isSuccess: true, taskId: task?.id, videoUrl: task?.videoUrl },
  );
  const { error, advice } = Object(download) as Record<string, unknown>;
  assert.deepEqual([typeof error, typeof advice], ['string', 'string']);
  assert.equal(itemsOf(execution, 'Video')[0]?.binary, undefined);
  assert.equal(emulator.createAttempts(), 1);
  assert.deepEqual((await alarmsOf(n8n.process.log.file)).slice(before), []);
}

/** The node tries such a result again and again, so these wait side by side. */
const damagedBy = (then: Fault) => withOwnService({}, (bench) => keepsItsTask(bench, then));

const damages = together<Bench, Record<string, void>>({
  'a web page': damagedBy({ page: 'portal' }),
  empty: damagedBy({ status: 200, body: '', headers: { 'content-type': 'video/mp4' } }),
  'cut in the middle': damagedBy({ truncate: true }),
  'cut without a word about its length': damagedBy({ cut: true }),
  'one part of it': damagedBy({ partial: true }),
});

for (const [what, check] of Object.entries(damages))
  test(`a result that is ${what}: the item keeps its task and says what is wrong, nothing is thrown unseen`, ({
    bench,
  }) => check(bench));

test(
  'a result that comes compressed is the whole video',
  withService({}, async (bench) => {
    bench.emulator.fault({ on: 'result', times: 0, then: { encoded: 'gzip' } });
    const execution = await execute(bench, order(bench, { downloadVideo: true }));
    assert.equal(onlyItem(execution).download, undefined);
    assert.equal(itemsOf(execution, 'Video')[0]?.binary?.data?.mimeType, 'video/mp4');
  }),
);
