/** What n8n's Retry On Fail costs. */
import assert from 'node:assert/strict';
import { failureOf, type Execution } from '../../../../dev/n8n/index.mts';
import { execute, onlyItem, order, type Bench } from '../../support/bench.mts';
import { withService } from '../../support/service.mts';
import { test } from '../test.mts';

const waitBetweenTries = 500;
const threeTries = { retryOnFail: true, maxTries: 3, waitBetweenTries };

/** n8n notes only the last try. That there were others shows in the pauses between them. */
function assertTried(times: number, { data }: Execution): void {
  const tookMs = data.resultData.runData.Video?.at(-1)?.executionTime ?? 0;
  assert.ok(tookMs >= (times - 1) * waitBetweenTries, `${tookMs} ms is too short for ${times} tries`);
}

async function losesTheAnswer(bench: Bench): Promise<void> {
  bench.emulator.fault({ on: 'create', times: 0, then: { accepted: true, reset: true } });
  const execution = await execute(bench, order(bench), threeTries);
  assert.equal(execution.status, 'error');
  assert.match(failureOf(execution), /submission_unknown: /);
  assertTried(3, execution);
  assert.equal(bench.emulator.createAttempts(), 1);
}

async function failsItsTask(bench: Bench): Promise<void> {
  const execution = await execute(bench, order(bench), threeTries);
  assert.equal(execution.status, 'error');
  assert.match(failureOf(execution), /The lake is too deep \(task task-unified-/);
  assertTried(3, execution);
  assert.equal(bench.emulator.createAttempts(), 1);
}

async function meetsABadKey(bench: Bench): Promise<void> {
  bench.emulator.fault({ on: 'status', then: { status: 401 } });
  const execution = await execute(bench, order(bench), threeTries);
  const { isSuccess, resumed } = onlyItem(execution);
  assert.deepEqual({ isSuccess, resumed }, { isSuccess: true, resumed: true });
  assertTried(2, execution);
  assert.equal(bench.emulator.createAttempts(), 1);
}

test(
  'Retry On Fail: an accepted order whose answer is lost is sent once, and all tries say so',
  withService({}, losesTheAnswer),
);

test(
  'Retry On Fail: a task that fails is paid for once',
  withService(
    { script: { end: 'failed', error: { code: 'task_failed', message: 'The lake is too deep' } } },
    failsItsTask,
  ),
);

test(
  'Retry On Fail: after a 401 during the wait the second try goes on with the same task',
  withService({}, meetsABadKey),
);
