import { run } from './command.mts';

/** How npm is started: a program and what comes before npm's own arguments. */
export interface Npm {
  readonly file: string;
  readonly before: readonly string[];
}

/** No package's scripts run, and nothing is asked, audited or advertised. Explicit: the user's npmrc may differ. */
const quietly = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--no-progress',
  '--loglevel=error',
];

/** The npm that started us, else the one on the PATH. */
export function callersNpm(environment = process.env): Npm {
  const script = environment.npm_execpath;
  if (script?.endsWith('npm-cli.js')) return { file: process.execPath, before: [script] };
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', before: [] };
}

/** Runs npm in a folder that has its own package.json, so that no other project's settings apply. */
export async function runNpm(npm: Npm, folder: string, args: readonly string[]): Promise<string> {
  return await run({ file: npm.file, args: [...npm.before, ...args, ...quietly], cwd: folder });
}
