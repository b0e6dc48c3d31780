/** Batches of 10,000 items on n8n's own engine: ours beside n8n's own Edit Fields. */
import { table } from '../table.mts';
import type { Cell } from '../table.mts';
import { goalMs } from './blocks.mts';
import { builtNode, editFields, timedRun, type Batch } from './timedRun.mts';

const items = 10_000;

type Say = (line: string) => void;

export async function benchBatches(say: Say, baseUrl: string): Promise<void> {
  const create = { operation: 'create', mode: 'textToVideo' };
  const wide = { ...create, batching: { maxConcurrentTasks: 100 } };
  const ours = builtNode();
  const set = editFields();
  const batches: Batch[] = [
    ...set,
    { what: 'ours, all refused', nodeType: ours, parameters: { ...create, prompt: '={{ $json.missing }}' } },
    { what: 'ours, all created', nodeType: ours, parameters: { ...create, prompt: '={{ $json.text }}' } },
    { what: 'ours, 100 at a time', nodeType: ours, parameters: { ...wide, prompt: '={{ $json.text }}' } },
  ];
  const rows: Cell[][] = [];
  for (const batch of batches) {
    const once = async () => (await timedRun(batch, { baseUrl, items })).blockMs;
    const measured = [await once(), await once()];
    rows.push([batch.what, Math.min(...measured)]);
  }
  const [, first] = set.length > 0 ? (rows[0] ?? []) : [];
  say(`\n## Loop: ${items} items on n8n's engine, longest block of the event loop\n`);
  say(
    table(
      ['Node', `ms (goal ${goalMs})`, 'Ratio to Edit Fields'],
      rows.map((row) => [...row, Number(row[1]) / Number(first)]),
    ),
  );
}
