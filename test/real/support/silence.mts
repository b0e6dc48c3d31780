import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from '../../../dev/emulator/index.mts';

/** A waiting node looks every second in these suites: by then it would have looked again. */
const silenceMs = 3_500;

/** No request reaches the service after `sinceMs`. That nothing happens can only be seen by looking for a while. */
export async function assertSilence(emulator: Emulator, sinceMs: number): Promise<void> {
  await sleep(silenceMs);
  const late = emulator.requests().filter(({ at }) => at > sinceMs);
  assert.deepEqual(
    late.map(({ method, path }) => `${method} ${path}`),
    [],
  );
}
