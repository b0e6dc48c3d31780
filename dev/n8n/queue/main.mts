/** `npm run test:queue`: n8n in queue mode, with Postgres, Redis and two workers. An argument picks cases by their sentence. */
import { startEmulator } from '../../emulator/index.mts';
import { credentialType } from '../index.mts';
import { runCases } from '../suite/report.mts';
import { newTraces } from '../suite/traces.mts';
import { dailyCases } from './cases/daily.mts';
import { deathCases } from './cases/deaths.mts';
import { fileCases } from './cases/files.mts';
import { limitCases } from './cases/limits.mts';
import { slotCases } from './cases/slots.mts';
import { withQueue } from './queue.mts';

const queueCases = [...dailyCases, ...deathCases, ...limitCases, ...fileCases, ...slotCases];

const say = console.log;
const [only = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const emulator = await startEmulator({ render: false });
  const failed = await withQueue({ say }, async (queue) => {
    const n8n = queue.main;
    const data = { apiKey: emulator.key, baseUrl: emulator.url };
    const credential = await n8n.rest.createCredential('AIHubMax', credentialType, data);
    const bench = {
      queue,
      say,
      n8n,
      emulator,
      credential,
      folder: '',
      traces: newTraces(emulator.key),
      services: new Set<never>(),
    };
    return await runCases(
      queueCases.filter(({ says }) => says.includes(only)),
      bench,
      say,
    );
  });
  await emulator.stop();
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  say('0 passed, 1 failed');
  process.exitCode = 1;
});
