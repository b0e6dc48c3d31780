/** What the package weighs, and how long n8n waits for it at its start. */
import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { projectFolder } from '../n8n/index.mts';
import { itsFile, ourFile } from './engine.mts';
import { quantile, show, withRatio } from './figures.mts';

/** Fresh processes per measurement. */
const rounds = 15;

/** Requires a node and constructs it, as n8n does at startup, in a fresh process that has n8n-workflow already. */
function loadMs(file: string): number {
  const program = `
    const from = require('node:module').createRequire(${JSON.stringify(file)});
    from('n8n-workflow');
    const began = performance.now();
    new (from(${JSON.stringify(file)}).${basename(file, '.node.js')})();
    console.log(performance.now() - began);
  `;
  return Number(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }));
}

interface Packed {
  size: number;
  unpackedSize: number;
  entryCount: number;
}

function packed(): Packed {
  const args = ['pack', '--dry-run', '--json', '--loglevel', 'error'];
  const [facts] = JSON.parse(execFileSync('npm', args, { cwd: projectFolder, encoding: 'utf8' })) as Packed[];
  if (!facts) throw new Error('npm pack said nothing');
  return facts;
}

export function benchLoad(): void {
  const { size, unpackedSize, entryCount } = packed();
  show(
    'Load: the package',
    ['Tarball kB (goal 95)', 'Unpacked kB', 'Files'],
    [[size / 1000, unpackedSize / 1000, String(entryCount)]],
  );
  const nodes = [
    { name: 'ours', file: ourFile },
    { name: "n8n's HTTP Request", file: itsFile('HttpRequest/HttpRequest.node.js') },
    { name: "n8n's Wait", file: itsFile('Wait/Wait.node.js') },
  ].flatMap(({ name, file }) => (file ? [{ name, file, times: [] as number[] }] : []));
  // In turns, so that a busy moment meets all of them.
  for (let round = 0; round < rounds; round++) for (const { file, times } of nodes) times.push(loadMs(file));
  show(
    `Load: ms to require and construct a node, n8n-workflow already loaded (${rounds} fresh processes each)`,
    ['Node', 'ms, median (goal 3)', 'ms, min', 'Ratio to ours'],
    withRatio(nodes.map(({ name, times }) => [name, quantile(times, 0.5), Math.min(...times)])),
  );
}
