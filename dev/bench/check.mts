/** 1,000 rows of a sheet are checked: without URLs and with, beside n8n's own Edit Fields. */
import { editFields, goalMs, minOf, ourNode, withService, type Batch } from './engine.mts';
import { show, type Cell } from './figures.mts';

const items = 1_000;

/** How long the rows may take that need no network. */
const goalSeconds = 5;

function batchesOf(baseUrl: string): Batch[] {
  const nodeType = ourNode();
  const check = { operation: 'check', prompt: '={{ $json.text }}' };
  const imageUrl = `=${baseUrl}/{{ $json.n }}.png`;
  return [
    ...editFields(),
    { what: 'Check, no URLs', nodeType, parameters: { ...check, mode: 'textToVideo' } },
    { what: 'Check, all wrong', nodeType, parameters: { ...check, mode: 'textToVideo', duration: 5 } },
    { what: 'Check, a URL each (20 ms)', nodeType, parameters: { ...check, imageUrl } },
  ];
}

export async function benchCheck(): Promise<void> {
  await withService(async (url) => {
    const rows: Cell[][] = [];
    let first: number | undefined;
    for (const batch of batchesOf(url)) {
      const { blockMs, totalMs } = await minOf(batch, url, items);
      first ??= totalMs;
      rows.push([batch.what, totalMs / 1000, totalMs / first, blockMs]);
    }
    const most = await (await fetch(`${url}/most`)).text();
    show(
      `Check: ${items} rows on n8n's engine; at most ${most} URLs were open at once`,
      ['Node', `s (goal ${goalSeconds})`, 'Ratio to the first', `ms at a stretch (goal ${goalMs})`],
      rows,
    );
  });
}
