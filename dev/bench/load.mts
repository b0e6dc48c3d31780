/** What the package weighs, and how long n8n waits for it at its start. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, projectFolder } from '../../n8n/index.mts';
import { table } from '../table.mts';
import type { Cell } from '../table.mts';

const node = join(projectFolder, 'dist', 'nodes', 'AiHubMaxVeo', 'AiHubMaxVeo.node.js');

/** Fresh processes per measurement. */
const rounds = 15;

/** In a fresh process that has n8n-workflow already, as n8n has. Prints milliseconds. */
const program = (file: string, folder: string) => `
  const from = require('node:module').createRequire(${JSON.stringify(`${folder}/`)});
  from('n8n-workflow');
  const began = performance.now();
  from(${JSON.stringify(file)});
  console.log(performance.now() - began);
`;

const requireMs = (file: string, folder: string): number =>
  Number(execFileSync(process.execPath, ['-e', program(file, folder)], { encoding: 'utf8' }));

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Nodes of n8n's own, where an n8n was provisioned by `npm run test:n8n` or `npm run demo`. */
function ownNodes(): Array<[name: string, file: string]> {
  const installed = existsSync(cacheFolder)
    ? readdirSync(cacheFolder).filter((name) => name.startsWith('n8n-') && !name.includes('.building-'))
    : [];
  const folders = installed.map((name) =>
    join(cacheFolder, name, 'n8n', 'node_modules', 'n8n-nodes-base', 'dist', 'nodes'),
  );
  const nodes = folders.find((folder) => existsSync(folder));
  if (!nodes) return [];
  return [
    ["n8n's HTTP Request", join(nodes, 'HttpRequest', 'HttpRequest.node.js')],
    ["n8n's Wait", join(nodes, 'Wait', 'Wait.node.js')],
  ];
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

export function benchLoad(say: (line: string) => void): void {
  const { size, unpackedSize, entryCount } = packed();
  say('\n## Load: the package\n');
  say(
    table(
      ['Tarball kB (goal 100)', 'Unpacked kB', 'Files'],
      [[size / 1000, unpackedSize / 1000, String(entryCount)]],
    ),
  );
  const files: Array<[string, string]> = [['ours', node], ...ownNodes()];
  // In turns, so that a busy moment meets all of them.
  const measured = Array.from({ length: rounds }, () => files.map(([, file]) => requireMs(file, file)));
  const medians = files.map((_file, column) => median(measured.map((row) => row[column] ?? NaN)));
  const least = files.map((_file, column) => Math.min(...measured.map((row) => row[column] ?? NaN)));
  const rows = files.map(([name], index): Cell[] => {
    const ms = medians[index] ?? NaN;
    return [name, ms, least[index] ?? NaN, ms / (medians[0] ?? NaN)];
  });
  say(`\n## Load: ms to require a node, n8n-workflow already loaded (${rounds} fresh processes each)\n`);
  say(table(['Node', 'ms, median (goal 10)', 'ms, least', 'Ratio to ours'], rows));
}
