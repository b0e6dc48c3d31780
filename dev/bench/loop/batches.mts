/** Batches of 10,000 items on n8n's own engine: ours beside n8n's own Edit Fields. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { runFlow } from '../../../test/support/engine.mts';
import { cacheFolder, projectFolder } from '../../n8n/index.mts';
import { table } from '../table.mts';
import type { Cell } from '../table.mts';
import { goalMs, longestBlockMs } from './blocks.mts';

const items = 10_000;

type Say = (line: string) => void;

/** n8n's own Edit Fields, where an n8n was provisioned by `npm run test:n8n` or `npm run demo`. */
function editFields(): INodeType | undefined {
  const installed = existsSync(cacheFolder)
    ? readdirSync(cacheFolder).filter((name) => name.startsWith('n8n-') && !name.includes('.building-'))
    : [];
  const files = installed.map((name) =>
    join(cacheFolder, name, 'n8n/node_modules/n8n-nodes-base/dist/nodes/Set/v2/SetV2.node.js'),
  );
  const file = files.find((path) => existsSync(path));
  if (!file) return undefined;
  const { SetV2 } = createRequire(file)(file) as { SetV2: new (base: object) => INodeType };
  return new SetV2({ displayName: 'Edit Fields', name: 'set', group: ['input'], defaultVersion: 3.4 });
}

/** As it ships: `npm run bench` has built it. */
function builtNode(): INodeType {
  const file = join(projectFolder, 'dist', 'nodes', 'AiHubMaxVeo', 'AiHubMaxVeo.node.js');
  const { AiHubMaxVeo } = createRequire(file)(file) as { AiHubMaxVeo: new () => INodeType };
  return new AiHubMaxVeo();
}

interface Batch {
  what: string;
  nodeType: INodeType;
  parameters: INodeParameters;
  typeVersion?: number;
}

/** Only the node's own work counts: n8n copies all items in one go before and behind it. */
async function batchMs({ nodeType, parameters, typeVersion }: Batch, baseUrl: string): Promise<number> {
  let blockMs = NaN;
  const own = nodeType.execute;
  if (!own) throw new Error('A node that does nothing');
  const timed: INodeType = {
    ...nodeType,
    description: nodeType.description,
    async execute(this: IExecuteFunctions) {
      let done: INodeExecutionData[][] | null = null;
      blockMs = await longestBlockMs(async () => {
        done = (await own.call(this)) as INodeExecutionData[][] | null;
      });
      return done ?? [];
    },
  };
  const rows = Array.from({ length: items }, (_row, nth) => ({ json: { n: nth, text: `Waves ${nth}` } }));
  const settings = { onError: 'continueRegularOutput' as const, ...(typeVersion && { typeVersion }) };
  const credentials = { apiKey: 'sk-bench-00000000', baseUrl };
  const { run } = await runFlow({ credentials, parameters, items: rows, settings, nodeType: timed });
  if (run.data.resultData.error) throw new Error(run.data.resultData.error.message);
  return blockMs;
}

export async function benchBatches(say: Say, baseUrl: string): Promise<void> {
  const create = { operation: 'create', mode: 'textToVideo' };
  const wide = { ...create, batching: { maxConcurrentTasks: 100 } };
  const assignments = { assignments: [{ id: '1', name: 'b', value: '={{ $json.text }}', type: 'string' }] };
  const set = editFields();
  const ours = builtNode();
  const batches: Batch[] = [
    ...(set
      ? [
          {
            what: "n8n's Edit Fields",
            nodeType: set,
            parameters: { assignments, options: {} },
            typeVersion: 3.4,
          },
        ]
      : []),
    { what: 'ours, all refused', nodeType: ours, parameters: { ...create, prompt: '={{ $json.missing }}' } },
    { what: 'ours, all created', nodeType: ours, parameters: { ...create, prompt: '={{ $json.text }}' } },
    { what: 'ours, 100 at a time', nodeType: ours, parameters: { ...wide, prompt: '={{ $json.text }}' } },
  ];
  const rows: Cell[][] = [];
  for (const batch of batches) {
    const measured = [await batchMs(batch, baseUrl), await batchMs(batch, baseUrl)];
    rows.push([batch.what, Math.min(...measured)]);
  }
  const [, first] = set ? (rows[0] ?? []) : [];
  say(`\n## Loop: ${items} items on n8n's engine, longest block of the event loop\n`);
  say(
    table(
      ['Node', `ms (goal ${goalMs})`, 'Ratio to Edit Fields'],
      rows.map((row) => [...row, Number(row[1]) / Number(first)]),
    ),
  );
}
