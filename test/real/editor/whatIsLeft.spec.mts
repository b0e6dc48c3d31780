/** Looks back on what the files before this one left behind: they run in the order of their names. */
import { assertQuietLog, assertSteadyPulse } from '../support/soundness.mts';
import { test } from './test.mts';

test('the log tells of no uncaught exception, no forgotten file handle and no API key', ({ n8n, emulator }) =>
  assertQuietLog(n8n, [emulator.key]));

test('n8n answered its health address in time, all the time', ({ pulse }) => assertSteadyPulse(pulse));
