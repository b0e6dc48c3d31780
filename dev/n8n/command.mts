import { once } from 'node:events';
import { guarded, spawnChild } from './children.mts';
import { cleanEnvironment, type Npm } from './environment.mts';
import type { Installation } from './installation.mts';

const tailLines = 25;

/** No package's scripts run, and nothing is asked, audited or advertised. Explicit: the user's npmrc may differ. */
const quietly = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--no-progress',
  '--loglevel=error',
];

/**
 * Runs a program in a folder to its end, with `extra` on top of a clean environment, and returns what it printed. Throws
 * with the end of its output when it fails.
 */
export async function run(
  file: string,
  args: readonly string[],
  cwd: string,
  extra?: NodeJS.ProcessEnv,
): Promise<string> {
  const child = spawnChild(file, args, {
    cwd,
    env: cleanEnvironment(extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (errors += text));
  const [code] = await once(child, 'close').catch((error: Error) => [error.message]);
  if (code === 0) return output;
  const tail = `${output}\n${errors}`.trim().split('\n').slice(-tailLines).join('\n');
  throw new Error(`${[file, ...args].join(' ')} ended with ${code}:\n${tail}`);
}

/** The npm inside an installation, run by its Node. */
export const provisionedNpm = ({ node, npmCli }: Installation): Npm => ({
  file: node,
  before: [...guarded, npmCli],
});

/** Runs npm in a folder that has its own package.json, so that no other project's settings apply. */
export async function runNpm(
  { file, before }: Npm,
  folder: string,
  args: readonly string[],
): Promise<string> {
  return await run(file, [...before, ...args, ...quietly], folder);
}
