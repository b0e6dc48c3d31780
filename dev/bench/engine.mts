/** A node at work on many items, on n8n's own engine: how long it takes, and how long it holds the thread at a stretch. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { runFlow } from '../../../test/support/engine.mts';
import { cacheFolder, projectFolder } from '../../n8n/index.mts';
import { longestBlockMs } from './blocks.mts';

/** n8n's own Edit Fields at work, where an n8n was provisioned by `npm run test:n8n` or `npm run demo`. */
export function editFields(): [] | [Batch] {
  const installed = existsSync(cacheFolder)
    ? readdirSync(cacheFolder).filter((name) => name.startsWith('n8n-') && !name.includes('.building-'))
    : [];
  const files = installed.map((name) =>
    join(cacheFolder, name, 'n8n/node_modules/n8n-nodes-base/dist/nodes/Set/v2/SetV2.node.js'),
  );
  const file = files.find((path) => existsSync(path));
  if (!file) return [];
  const { SetV2 } = createRequire(file)(file) as { SetV2: new (base: object) => INodeType };
  const nodeType = new SetV2({
    displayName: 'Edit Fields',
    name: 'set',
    group: ['input'],
    defaultVersion: 3.4,
  });
  const assignments = { assignments: [{ id: '1', name: 'b', value: '={{ $json.text }}', type: 'string' }] };
  return [
    { what: "n8n's Edit Fields", nodeType, parameters: { assignments, options: {} }, typeVersion: 3.4 },
  ];
}

/** As it ships: `npm run bench` has built it. */
export function builtNode(): INodeType {
  const file = join(projectFolder, 'dist', 'nodes', 'AiHubMaxVeo', 'AiHubMaxVeo.node.js');
  const { AiHubMaxVeo } = createRequire(file)(file) as { AiHubMaxVeo: new () => INodeType };
  return new AiHubMaxVeo();
}

export interface Batch {
  what: string;
  nodeType: INodeType;
  parameters: INodeParameters;
  typeVersion?: number;
}

/** Only the node's own work counts: n8n copies all items in one go before and behind it. */
export async function timedRun(
  { nodeType, parameters, typeVersion }: Batch,
  { baseUrl, items }: { baseUrl: string; items: number },
): Promise<{ blockMs: number; totalMs: number }> {
  let blockMs = NaN;
  let totalMs = NaN;
  const own = nodeType.execute;
  if (!own) throw new Error('A node that does nothing');
  const timed: INodeType = {
    ...nodeType,
    description: nodeType.description,
    async execute(this: IExecuteFunctions) {
      let done: INodeExecutionData[][] | null = null;
      const began = performance.now();
      blockMs = await longestBlockMs(async () => {
        done = (await own.call(this)) as INodeExecutionData[][] | null;
        totalMs = performance.now() - began;
      });
      return done ?? [];
    },
  };
  const rows = Array.from({ length: items }, (_row, nth) => ({ json: { n: nth, text: `Waves ${nth}` } }));
  const settings = { onError: 'continueRegularOutput' as const, ...(typeVersion && { typeVersion }) };
  const credentials = { apiKey: 'sk-bench-00000000', baseUrl };
  const { run } = await runFlow({ credentials, parameters, items: rows, settings, nodeType: timed });
  if (run.data.resultData.error) throw new Error(run.data.resultData.error.message);
  return { blockMs, totalMs };
}
