import { once } from 'node:events';
import { spawnChild } from './children.mts';
import { cleanEnvironment } from './environment.mts';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** On top of a clean environment. */
  readonly env?: NodeJS.ProcessEnv;
}

const tailLines = 25;

/** Runs a program to its end and returns what it printed. Throws with the end of its output when it fails. */
export async function run({ file, args, cwd, env }: Command): Promise<string> {
  const child = spawnChild(file, args, {
    cwd,
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (errors += chunk));
  const [code] = await once(child, 'close').catch((error: Error) => [error.message]);
  if (code === 0) return output;
  const tail = `${output}\n${errors}`.trim().split('\n').slice(-tailLines).join('\n');
  throw new Error(`${[file, ...args].join(' ')} ended with ${code}:\n${tail}`);
}
