/** What must hold once a suite has been played, whatever it was about. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RealN8n } from '../../../dev/n8n/index.mts';
import type { TestType } from '@playwright/test';
import { alarmsOf } from './alarms.mts';
import type { Pulse } from './pulse.mts';

/** While n8n answers within this, nobody who uses its editor takes it for frozen. */
const boundMs = 2_000;

/** No uncaught exception, no forgotten file handle and none of the keys in the log of n8n. */
async function assertQuietLog({ process: { pid, log } }: RealN8n, keys: readonly string[]): Promise<void> {
  if (process.platform !== 'win32') process.kill(pid, 'SIGUSR2');
  // The warnings of a collection come after it.
  await sleep(1_000);
  const text = await readFile(log.file, 'utf8');
  assert.match(text, /Editor is now accessible/, 'the log was searched');
  assert.deepEqual(await alarmsOf(log.file), []);
  const found = keys.filter((key) => text.includes(key));
  assert.equal(found.length, 0, `${found.length} API keys are in the log`);
}

/** n8n answered its health address in time, all the time. */
async function assertSteadyPulse(pulse: Pulse): Promise<void> {
  await pulse.stop();
  const { beats, maxAnswerMs } = pulse;
  console.log(`       the slowest of ${beats} answers took ${Math.round(maxAnswerMs)} ms`);
  assert.ok(beats > 0, 'n8n was asked');
  assert.ok(maxAnswerMs < boundMs, `one answer took ${Math.round(maxAnswerMs)} ms`);
}

interface Patient {
  readonly n8n: RealN8n;
  readonly pulse: Pulse;
  /** Every API key that was used. */
  readonly keys: readonly string[];
}

/** Registers what is asked about n8n after any suite. */
export function proveSoundness(test: TestType<object, Patient>): void {
  test('the log tells of no uncaught exception, no forgotten file handle and no API key', ({ n8n, keys }) =>
    assertQuietLog(n8n, keys));
  test('n8n answered its health address in time, all the time', ({ pulse }) => assertSteadyPulse(pulse));
}
