import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../../emulator/index.mts';
import { credentialType, Pulse, withN8n } from '../index.mts';
import type { RealN8n, Say } from '../index.mts';
import type { Bench } from './bench.mts';
import { chapters } from './chapters.mts';
import { nothingYet, tallyCases, type Tally } from './report.mts';
import { soundnessCases } from './soundness.mts';
import { newTraces } from './traces.mts';

export interface SuiteOptions {
  /** A version listed in versions.mts; absent = the usual one. */
  readonly version?: string;
  /** Runs only the cases whose sentence has this in it. */
  readonly only?: string;
  readonly say: Say;
}

/** Seconds of the shared service's clock go by this much faster than ours. */
const speed = 20;

/** Runs every case on one n8n and says how each ended. */
export async function runSuite(options: SuiteOptions): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'suite-'));
  const emulator = await startEmulator({ speed });
  const env = { N8N_RESTRICT_FILE_ACCESS_TO: folder };
  try {
    return await withN8n({ n8n: options.version, say: options.say, env }, async (n8n) => {
      const bench = await benchOf(n8n, emulator, folder);
      const pulse = new Pulse(n8n);
      const tally = await runChapters(bench, options).finally(() => closeAll(bench));
      const patient = { n8n, pulse, keys: () => bench.traces.keys };
      return await tallyCases(soundnessCases(patient, options.say), bench, options.say, tally);
    });
  } finally {
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchOf(n8n: RealN8n, emulator: Emulator, folder: string): Promise<Bench> {
  const data = { apiKey: emulator.key, baseUrl: emulator.url };
  const credential = await n8n.rest.createCredential('AIHubMax', credentialType, data);
  return { n8n, emulator, credential, folder, traces: newTraces(emulator.key), services: new Set() };
}

async function runChapters(bench: Bench, { only = '', say }: SuiteOptions): Promise<Tally> {
  let tally = nothingYet;
  for (const { env, cases } of chapters) {
    const wanted = cases.filter(({ says }) => says.includes(only));
    if (env && wanted.length > 0) await bench.n8n.restart(env);
    tally = await tallyCases(wanted, bench, say, tally);
  }
  return tally;
}

async function closeAll({ services }: Bench): Promise<void> {
  for (const { close } of services) await close();
}
