import { summary } from './report.mts';
import { runSuite } from './suite.mts';

/** N8N_VERSION picks another release from versions.mts; an argument picks the cases that have it in their sentence. */
const version = process.env.N8N_VERSION || undefined;
const [only] = process.argv.slice(2);

async function main(): Promise<void> {
  const tally = await runSuite({ version, only, say: console.log });
  if (tally.excluded > 0) console.log(`${tally.excluded} excluded, each with its reason above`);
  console.log(summary(tally));
  process.exitCode = tally.failed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
