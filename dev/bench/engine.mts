/** A node at work on many items, on n8n's own engine: how long it takes, and how long it holds the thread at a stretch. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { runFlow } from '../../test/support/engine.mts';
import { cacheFolder, projectFolder } from '../n8n/index.mts';

/** The longest that n8n's other users should have to wait. */
export const goalMs = 50;

/** Our node as it ships: `npm run bench` has built it. */
export const ourFile = join(projectFolder, 'dist/nodes/AiHubMaxVeo/AiHubMaxVeo.node.js');

/** A file of n8n's own nodes, where an n8n was provisioned by `npm run test:n8n` or `npm run demo -- --open`. */
export function itsFile(path: string): string | undefined {
  const found = existsSync(cacheFolder) ? readdirSync(cacheFolder) : [];
  return found
    .filter((name) => name.startsWith('n8n-') && !name.includes('.building-'))
    .map((name) => join(cacheFolder, name, 'n8n/node_modules/n8n-nodes-base/dist/nodes', path))
    .find((file) => existsSync(file));
}

export interface Batch {
  what: string;
  nodeType: INodeType;
  parameters: INodeParameters;
  typeVersion?: number;
}

export function ourNode(): INodeType {
  const { AiHubMaxVeo } = createRequire(ourFile)(ourFile) as { AiHubMaxVeo: new () => INodeType };
  return new AiHubMaxVeo();
}

/** n8n's own Edit Fields at work, where there is one. */
export function editFields(): [] | [Batch] {
  const file = itsFile('Set/v2/SetV2.node.js');
  if (!file) return [];
  const { SetV2 } = createRequire(file)(file) as { SetV2: new (base: object) => INodeType };
  const base = { displayName: 'Edit Fields', name: 'set', group: ['input'], defaultVersion: 3.4 };
  const assignments = { assignments: [{ id: '1', name: 'b', value: '={{ $json.text }}', type: 'string' }] };
  const parameters = { assignments, options: {} };
  return [{ what: "n8n's Edit Fields", nodeType: new SetV2(base), parameters, typeVersion: 3.4 }];
}

/** The longest time between two turns of the event loop during `work`, in ms. Turns of nothing take some hundredths. */
async function maxBlockMs(work: () => unknown): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await new Promise((resolve) => setImmediate(resolve));
  last = performance.now();
  await work();
  await new Promise((resolve) => setImmediate(resolve));
  isOver = true;
  return longest;
}

/** The least of three: other work of the machine and what is compiled meanwhile is nobody's block. */
export async function minBlockMs(work: () => unknown): Promise<number> {
  const blocks: number[] = [];
  for (let nth = 0; nth < 3; nth++) blocks.push(await maxBlockMs(work));
  return Math.min(...blocks);
}

/** Only the node's own work counts: n8n copies all items in one go before and behind it. */
async function timedRun({ nodeType, parameters, typeVersion }: Batch, baseUrl: string, items: number) {
  let [blockMs, totalMs] = [NaN, NaN];
  const timed: INodeType = {
    ...nodeType,
    description: nodeType.description,
    async execute(this: IExecuteFunctions) {
      let done: INodeExecutionData[][] = [];
      const began = performance.now();
      blockMs = await maxBlockMs(async () => {
        done = (await nodeType.execute?.call(this)) as INodeExecutionData[][];
        totalMs = performance.now() - began;
      });
      return done;
    },
  };
  const rows = Array.from({ length: items }, (_row, nth) => ({ json: { n: nth, text: `Waves ${nth}` } }));
  const settings = { onError: 'continueRegularOutput' as const, ...(typeVersion && { typeVersion }) };
  const credentials = { apiKey: 'sk-bench-00000000', baseUrl };
  const { run } = await runFlow({ credentials, parameters, items: rows, settings, nodeType: timed });
  if (run.data.resultData.error) throw new Error(run.data.resultData.error.message);
  return { blockMs, totalMs };
}

/** The least of two runs of a batch. */
export async function minOf(batch: Batch, baseUrl: string, items: number) {
  const runs = [await timedRun(batch, baseUrl, items), await timedRun(batch, baseUrl, items)];
  const least = (figure: 'blockMs' | 'totalMs') => Math.min(...runs.map((run) => run[figure]));
  return { blockMs: least('blockMs'), totalMs: least('totalMs') };
}

/** Runs `service.mts` as a program of its own, so that its work is not measured. */
export async function withService(use: (url: string) => Promise<void>): Promise<void> {
  const program = join(import.meta.dirname, 'service.mts');
  const service = spawn(process.execPath, ['--import', 'tsx', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [url] = (await once(service.stdout, 'data')) as [Buffer];
    await use(url.toString().trim());
  } finally {
    service.kill();
  }
}
