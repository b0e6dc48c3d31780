import { startEmulator } from '../emulator/index.mts';
import { startChatModel } from '../n8n/agent/model.mts';
import { Pulse, withN8n } from '../n8n/index.mts';
import { runCases } from '../n8n/suite/report.mts';
import { soundnessCases } from '../n8n/suite/soundness.mts';
import { collectorCases } from './collectorCases.mts';
import { replyTo } from './conversation.mts';
import { durableCases } from './durableCases.mts';
import { exampleFiles } from './example.mts';
import { formCases } from './formCases.mts';
import { freeCases } from './freeCases.mts';
import { rescueCases } from './rescueCases.mts';
import { setStage } from './stage.mts';
import { staticCases } from './statics.mts';
import { storyCases } from './storyCases.mts';

const say = console.log;

/** An argument picks the cases that have it in their sentence. */
const [only = ''] = process.argv.slice(2);

/** Seconds of the emulator's clock go by this much faster than ours. */
const speed = 20;

async function main(): Promise<void> {
  const emulator = await startEmulator({ speed, render: false });
  const chatModel = await startChatModel(replyTo);
  try {
    const failed = await withN8n({ say }, async (n8n) => {
      const statics = staticCases(await exampleFiles(), await n8n.rest.nodeTypes());
      const all = [
        ...statics,
        ...freeCases,
        ...storyCases,
        ...formCases,
        ...collectorCases,
        ...rescueCases,
        ...durableCases,
      ];
      const patient = { n8n, pulse: new Pulse(n8n), keys: () => [emulator.key] };
      const wanted = all.filter(({ says }) => says.includes(only));
      const cases = [...wanted, ...soundnessCases(patient, say)];
      return await runCases(cases, await setStage(n8n, emulator, chatModel), say);
    });
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    await chatModel.stop();
    await emulator.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  say('0 passed, 1 failed');
  process.exitCode = 1;
});
