/** The longest that n8n's only thread is held: by large batches, beside n8n's own Edit Fields, and by what people paste. */
import { readBaseUrl } from '../../../nodes/AiHubMaxVeo/credential.ts';
import { inspect } from '../../../nodes/AiHubMaxVeo/files/inspect.ts';
import { crafted, pieces } from '../../../test/support/crafted.mts';
import { everyInput } from '../../../test/support/inputs.mts';
import { baseUrls, lists, mainNames, optionNames, texts } from '../../../test/support/pasted.mts';
import { asked } from '../../../test/support/road.mts';
import { withProgram } from '../program.mts';
import { table } from '../table.mts';
import type { Cell } from '../table.mts';
import { benchBatches } from './batches.mts';
import { goalMs, leastBlockMs } from './blocks.mts';

type Say = (line: string) => void;

/** The worst of a group. */
function worst(rows: Array<[what: string, ms: number]>): Cell[][] {
  return [...rows].sort(([, one], [, other]) => other - one).slice(0, 3);
}

async function benchFiles(say: Say): Promise<void> {
  const rows: Array<[string, number]> = [];
  for (const [what, content] of crafted)
    rows.push([what, await leastBlockMs(async () => await inspect(pieces(content)))]);
  say(`\n## Loop: ${rows.length} crafted files of 1 MB, in pieces of 64 kB; the three that take longest\n`);
  say(table(['File', `ms at a stretch (goal ${goalMs})`], worst(rows)));
}

async function benchTexts(say: Say): Promise<void> {
  const reference = { ...everyInput, mode: 'referenceToVideo' };
  const asking: Array<[string, object]> = [
    ...Object.entries(texts).flatMap(
      ([what, text]): Array<[string, object]> => [
        ...mainNames.map((name): [string, object] => [`${what} as ${name}`, { ...everyInput, [name]: text }]),
        ...optionNames.map((name): [string, object] => [
          `${what} as ${name}`,
          { ...everyInput, options: { [name]: text } },
        ]),
      ],
    ),
    ...lists.map(([what, given]): [string, object] => [
      `${what} as referenceImageUrls`,
      { ...reference, referenceImageUrls: given },
    ]),
  ];
  const rows: Array<[string, number]> = [];
  for (const [what, parameters] of asking)
    rows.push([what, await leastBlockMs(() => asked({ ...parameters }))]);
  for (const [what, text] of baseUrls)
    rows.push([`${what} as base URL`, await leastBlockMs(() => readBaseUrl(text))]);
  say(`\n## Loop: ${rows.length} inputs of 1 MB, read and checked; the three that take longest\n`);
  say(table(['Text', `ms at a stretch (goal ${goalMs})`], worst(rows)));
}

export async function benchLoop(say: Say): Promise<void> {
  await withProgram('dev/bench/loop/service.mts', async (url) => await benchBatches(say, url));
  await benchFiles(say);
  await benchTexts(say);
}
