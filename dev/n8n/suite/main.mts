import { startEmulator } from '../../emulator/index.mts';
import { withN8n } from '../index.mts';
import { bench } from './bench.mts';
import { credentialCases } from './credential.mts';
import { packageCases } from './package.mts';
import { runCases } from './report.mts';
import { videoCases } from './videos.mts';

const say = console.log;
const cases = [...packageCases, ...credentialCases, ...videoCases];

/** N8N_VERSION picks another release from versions.mts. */
const version = process.env.N8N_VERSION || undefined;

/** Seconds of the emulator's clock go by this much faster than ours. */
const speed = 20;

async function main(): Promise<void> {
  const emulator = await startEmulator({ speed });
  try {
    const failed = await withN8n({ n8n: version, say }, async (n8n) => {
      return await runCases(cases, await bench(n8n, emulator), say);
    });
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    await emulator.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  say(`0 passed, ${cases.length} failed`);
  process.exitCode = 1;
});
