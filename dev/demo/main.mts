import { onInterrupt } from '../n8n/index.mts';
import { readExample, videoNodeOf } from './example.mts';
import { inEngine } from './inEngine.mts';
import { inN8n } from './inN8n.mts';
import { announceCost, openService, readPlan, takesWholeN8n } from './plan.mts';

/** What a shell reports of a program that Ctrl-C ended. */
const interrupted = 130;

async function main(): Promise<void> {
  const plan = readPlan(process.argv.slice(2), process.env);
  if (plan.account) await announceCost(plan.account, videoNodeOf(await readExample()));
  const opening = openService(plan.account);
  const close = async () => await opening.then(({ stop }) => stop());
  onInterrupt(() => void close().finally(() => process.exit(interrupted)));
  try {
    const service = await opening;
    const isDone = takesWholeN8n(plan) ? await inN8n(plan, service) : await inEngine(service);
    if (isDone) return;
    const goesOn = 'AIHubMax makes the video of a task that is named above all the same, and charges it.';
    console.log(service.isPaid ? `\nStopped. ${goesOn}` : '\nStopped.');
    process.exitCode = interrupted;
  } finally {
    await close();
  }
}

main().catch((error: unknown) => {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
