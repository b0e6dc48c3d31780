import { summary, type Tally } from './suite/report.mts';
import { runSuite } from './suite/suite.mts';
import { defaultVersion, releaseOf, releases } from './versions.mts';

const say = console.log;

/** The versions on the command line, else every known one but the one that the usual suite runs on. */
function wantedVersions(args: readonly string[]): string[] {
  const others = releases.map(({ n8n }) => n8n).filter((n8n) => n8n !== defaultVersion);
  return (args.length > 0 ? [...args] : others).map((version) => releaseOf(version).n8n);
}

function resultOf(version: string, tally: Tally): string {
  return `n8n ${version}: ${summary(tally)}, ${tally.excluded} excluded`;
}

async function main(): Promise<void> {
  const results: string[] = [];
  for (const version of wantedVersions(process.argv.slice(2))) {
    const tally = await runSuite({ version, say });
    results.push(resultOf(version, tally));
    if (tally.failed > 0) process.exitCode = 1;
  }
  results.forEach((result) => say(result));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
