/** 1,000 rows of a sheet are checked: without URLs and with, beside n8n's own Edit Fields. */
import { goalMs } from '../loop/blocks.mts';
import { builtNode, editFields, timedRun, type Batch } from '../loop/timedRun.mts';
import { withProgram } from '../program.mts';
import { table } from '../table.mts';
import type { Cell } from '../table.mts';

const items = 1_000;

/** How long the rows may take that need no network. */
const goalSeconds = 5;

function batchesOf(baseUrl: string): Batch[] {
  const nodeType = builtNode();
  const check = { operation: 'check', prompt: '={{ $json.text }}' };
  const imageUrl = `=${baseUrl}/{{ $json.n }}.png`;
  return [
    ...editFields(),
    { what: 'Check, no URLs', nodeType, parameters: { ...check, mode: 'textToVideo' } },
    { what: 'Check, all wrong', nodeType, parameters: { ...check, mode: 'textToVideo', duration: 5 } },
    { what: 'Check, a URL each (20 ms)', nodeType, parameters: { ...check, imageUrl } },
  ];
}

async function rowsOf(baseUrl: string): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  let first = NaN;
  for (const batch of batchesOf(baseUrl)) {
    const runs = [await timedRun(batch, { baseUrl, items }), await timedRun(batch, { baseUrl, items })];
    const seconds = Math.min(...runs.map(({ totalMs }) => totalMs)) / 1000;
    if (Number.isNaN(first)) first = seconds;
    rows.push([batch.what, seconds, seconds / first, Math.min(...runs.map(({ blockMs }) => blockMs))]);
  }
  return rows;
}

export async function benchCheck(say: (line: string) => void): Promise<void> {
  await withProgram('dev/bench/check/service.mts', async (url) => {
    const rows = await rowsOf(url);
    const most = await (await fetch(`${url}/most`)).text();
    const head = [
      'Node',
      `s (goal ${goalSeconds})`,
      'Ratio to the first',
      `ms at a stretch (goal ${goalMs})`,
    ];
    say(`\n## Check: ${items} rows on n8n's engine; at most ${most} URLs were open at once\n`);
    say(table(head, rows));
  });
}
