import { Pulse } from '../n8n/index.mts';
import { runCases as runAll } from '../n8n/suite/report.mts';
import { soundnessCases } from '../n8n/suite/soundness.mts';
import { signedIn } from './editor.mts';
import { Album } from './pictures/album.mts';
import { withStage } from './stage.mts';
import { benchOf, keep, type BenchCase } from './suite/bench.mts';
import { credentialCases } from './suite/credentials.mts';
import { findingCases } from './suite/finding.mts';
import { formCases } from './suite/forms.mts';
import { runCases } from './suite/runs.mts';
import { switchCases } from './suite/switches.mts';

const say = console.log;
const [only = ''] = process.argv.slice(2);

/** An argument picks the cases that have it in their sentence. */
const cases = [...findingCases, ...credentialCases, ...switchCases, ...runCases, ...formCases].filter(
  ({ says }) => says.includes(only),
);

/** The same case, which also keeps what the window showed when it failed. */
const pictured = ({ says, check }: BenchCase): BenchCase => ({
  says,
  check: async (bench) => {
    try {
      await check(bench);
    } catch (error) {
      await keep(bench, `failed ${says}`);
      throw error;
    }
  },
});

async function main(): Promise<void> {
  const failed = await withStage(say, async (stage) => {
    const editor = await signedIn(stage.browser, stage.n8n, { width: 1400, height: 1400 });
    const { n8n, emulator } = stage;
    const patient = { n8n, pulse: new Pulse(n8n), keys: () => [emulator.key] };
    return await runAll(
      [...cases.map(pictured), ...soundnessCases(patient, say)],
      benchOf(stage, editor, await Album.open('artifacts/editor')),
      say,
    );
  });
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  say(`0 passed, ${cases.length} failed`);
  process.exitCode = 1;
});
