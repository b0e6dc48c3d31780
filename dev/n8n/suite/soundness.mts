import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pulse } from '../pulse.mts';
import type { RealN8n, Say } from '../index.mts';
import { alarmsOf } from '../witness.mts';
import type { Case } from './report.mts';

/** While n8n answers within this, nobody who uses its editor takes it for frozen. */
const boundMs = 2_000;

/** What a case of any suite can be asked about, besides what it is about itself. */
export interface Patient {
  readonly n8n: RealN8n;
  readonly pulse: Pulse;
  /** Every API key that was used. */
  readonly keys: () => readonly string[];
}

async function logIsQuiet({ n8n, keys }: Patient): Promise<void> {
  const { pid, log } = n8n.process;
  if (process.platform !== 'win32') process.kill(pid, 'SIGUSR2');
  // The warnings of a collection come after it.
  await sleep(1_000);
  const text = await readFile(log.file, 'utf8');
  assert.match(text, /Editor is now accessible/, 'the log was searched');
  assert.deepEqual(await alarmsOf(log.file), []);
  const found = keys().filter((key) => text.includes(key));
  assert.equal(found.length, 0, `${found.length} API keys are in the log`);
}

async function heartIsSteady({ pulse }: Patient): Promise<void> {
  await pulse.stop();
  const { beats, longestMs } = pulse;
  assert.ok(beats > 0, 'n8n was asked');
  assert.ok(longestMs < boundMs, `one answer took ${Math.round(longestMs)} ms`);
}

/** What holds after any suite, whatever was played. They come last. */
export function soundnessCases<Bench>(patient: Patient, say: Say): Case<Bench>[] {
  return [
    {
      says: 'the log tells of no uncaught exception, no forgotten file handle and no API key',
      check: async () => await logIsQuiet(patient),
    },
    {
      says: `n8n answered its health address within ${boundMs / 1000} s all the time`,
      check: async () => {
        await heartIsSteady(patient).finally(() => {
          const { beats, longestMs } = patient.pulse;
          say(`       the slowest of ${beats} answers took ${Math.round(longestMs)} ms`);
        });
      },
    },
  ];
}
