/** What lies behind an image's URL is looked at before anything is paid for, and never in the way of what was. */
import assert from 'node:assert/strict';
import { ManualClock, type Fault } from '../../../../dev/emulator/index.mts';
import { failureOf } from '../../../../dev/n8n/index.mts';
import { execute, onlyItem, order, type Bench } from '../../support/bench.mts';
import { callPublished, published } from '../../support/production.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

/** A photo as iPhones make it. Its name in the URL ends in .jpg, and its host says image/jpeg. */
const heic: Fault = {
  status: 200,
  body: '\0\0\0\x18ftypheic\0\0\0\0mif1heic'.padEnd(1_000, '\0'),
  headers: { 'content-type': 'image/jpeg' },
};

const dead: readonly (readonly [what: string, then: Fault, says: RegExp])[] = [
  ['a URL that answers 404', { status: 404 }, /Image URL.*404/],
  ['a page', { page: 'portal' }, /Image URL is a web page/],
  ['HEIC under the name .jpg', heic, /Image URL.*HEIC/],
];

const isRefused = (then: Fault, says: RegExp) => async (bench: Bench) => {
  const { emulator, n8n } = bench;
  emulator.fault({ on: 'sample', times: 0, then });
  const byHand = await execute(bench, order(bench));
  const called = await n8n.rest.finished(await callPublished(bench, await published(bench, order(bench))));
  for (const execution of [byHand, called]) {
    assert.equal(execution.status, 'error');
    assert.match(failureOf(execution), says);
  }
  assert.equal(emulator.createAttempts(), 0);
};

for (const [what, then, says] of dead)
  test(`an image that is ${what}: refused, nothing is ordered`, withService({}, isRefused(then, says)));

async function resumes(bench: Bench): Promise<void> {
  const { emulator, n8n } = bench;
  const parameters = order(bench, { waitOptions: { timeoutMinutes: 0.1, pollIntervalSeconds: 1 } });
  const first = await n8n.rest.finished(await callPublished(bench, await published(bench, parameters)));
  assert.match(failureOf(first), /timeout: /);
  emulator.fault({ on: 'sample', times: 0, then: { status: 404 } });
  emulator.advance(100_000);
  const second = await n8n.rest.finished((await n8n.rest.retry(first.id)).id);
  const { isSuccess, resumed } = onlyItem(second);
  assert.deepEqual([isSuccess, resumed], [true, true]);
  assert.equal(emulator.createAttempts(), 1);
}

test(
  'an image that is gone since: Retry resumes the task that was paid for',
  withService({ clock: new ManualClock(), taskSeconds: 100 }, resumes),
);
