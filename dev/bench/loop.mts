/** The longest that n8n's only thread is held: by large batches, beside n8n's own Edit Fields, and by what people paste. */
import { readBaseUrl } from '../../nodes/AiHubMaxVeo/credential.ts';
import { inspect } from '../../nodes/AiHubMaxVeo/files/inspect.ts';
import { copyInput } from '../../nodes/AiHubMaxVeo/run/copyInput.ts';
import { systemClock, Yielder } from '../../nodes/AiHubMaxVeo/time.ts';
import { crafted, pieces } from '../../test/support/crafted.mts';
import { everyInput } from '../../test/support/inputs.mts';
import { baseUrls, lists, mainNames, manyFields, optionNames, texts } from '../../test/support/pasted.mts';
import { asked } from '../../test/support/road.mts';
import { editFields, goalMs, minBlockMs, minOf, ourNode, withService, type Batch } from './engine.mts';
import { show, withRatio, type Cell } from './figures.mts';

const items = 10_000;

async function benchBatches(baseUrl: string): Promise<void> {
  const nodeType = ourNode();
  const create = { operation: 'create', mode: 'textToVideo', prompt: '={{ $json.text }}' };
  const batching = { maxConcurrentTasks: 100 };
  const theirs = editFields();
  const batches: Batch[] = [
    ...theirs,
    { what: 'ours, all refused', nodeType, parameters: { ...create, prompt: '={{ $json.missing }}' } },
    { what: 'ours, all created', nodeType, parameters: create },
    { what: 'ours, 100 at a time', nodeType, parameters: { ...create, batching } },
  ];
  const rows: Cell[][] = [];
  for (const batch of batches) rows.push([batch.what, (await minOf(batch, baseUrl, items)).blockMs]);
  show(
    `Loop: ${items} items on n8n's engine, longest block of the event loop`,
    ['Node', `ms (goal ${goalMs})`, 'Ratio to Edit Fields'],
    withRatio(rows, theirs.length > 0 ? undefined : NaN),
  );
}

type Work = [what: string, work: () => unknown];

/** The three of a group that take longest. */
async function showWorst(group: string, name: string, works: Work[]): Promise<void> {
  const rows: Array<[string, number]> = [];
  for (const [what, work] of works) rows.push([what, await minBlockMs(work)]);
  rows.sort(([, one], [, other]) => other - one);
  const title = `Loop: ${rows.length} ${group}; the three that take longest`;
  show(title, [name, `ms at a stretch (goal ${goalMs})`], rows.slice(0, 3));
}

function readings(): Work[] {
  const reading = (what: string, more: object): Work => [what, () => asked({ ...everyInput, ...more })];
  return [
    ...Object.entries(texts).flatMap(([what, text]) => [
      ...mainNames.map((name) => reading(`${what} as ${name}`, { [name]: text })),
      ...optionNames.map((name) => reading(`${what} as ${name}`, { options: { [name]: text } })),
    ]),
    ...lists.map(([what, referenceImageUrls]) =>
      reading(`${what} as referenceImageUrls`, { mode: 'referenceToVideo', referenceImageUrls }),
    ),
    reading('70,000 fields as additionalFields', { options: { additionalFields: manyFields } }),
    [
      '70,000 fields as an input to include',
      async () => await copyInput(manyFields, new Yielder(systemClock())),
    ],
    ...baseUrls.map(([what, text]): Work => [`${what} as base URL`, () => readBaseUrl(text)]),
  ];
}

export async function benchLoop(): Promise<void> {
  await withService(benchBatches);
  const files = crafted.map(([what, content]): Work => [what, () => inspect(pieces(content))]);
  await showWorst('crafted files of 1 MB, in pieces of 64 kB', 'File', files);
  await showWorst('inputs of 1 MB, read and checked', 'Text', readings());
}
