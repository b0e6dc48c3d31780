/** `npm run check`: what keeps one core busy goes side by side, then the tests, which take all there are. */
import { once } from 'node:events';
import { spawnChild } from '../n8n/children.mts';
import { callersNpm } from '../n8n/environment.mts';

/** Runs a script of package.json, and prints what it printed once it has ended. Returns whether it went well. */
async function goesWell(script: string): Promise<boolean> {
  const { file, before } = callersNpm();
  const child = spawnChild(file, [...before, 'run', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  process.stdout.write(output);
  return code === 0;
}

// The build checks the types of what ships.
const first = await Promise.all(['lint', 'typecheck:dev', 'build'].map(goesWell));
const all = first.every(Boolean) && (await goesWell('test'));
process.exitCode = all ? 0 : 1;
