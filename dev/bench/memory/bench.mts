/** How far a real n8n grows while big files go through it: by our node, and by n8n's own HTTP Request. */
import type { RealN8n, WorkflowDraft } from '../../n8n/index.mts';
import { runToEnd, withRealN8n } from '../real.mts';
import type { OpenSite, Say } from '../real.mts';
import { table } from '../table.mts';
import type { Cell } from '../table.mts';
import { growthMegabytes } from './resident.mts';
import { bigPicture, finishedVideo, itsDownload, itsUpload, ourDownload, ourUpload } from './workflows.mts';

const million = 1e6;

interface Matter {
  what: string;
  ours: WorkflowDraft;
  theirs: WorkflowDraft;
}

async function matters(open: OpenSite): Promise<Matter[]> {
  const big = await open({ resultBytes: 300 * million, taskSeconds: 1 });
  const many = await open({ resultBytes: 100 * million, taskSeconds: 1 });
  const picture = await bigPicture(big, 20 * million);
  return [
    {
      what: 'one download of 300 MB',
      ours: ourDownload(big, 1),
      theirs: itsDownload(await finishedVideo(big), 1),
    },
    {
      what: 'ten downloads of 100 MB at once',
      ours: ourDownload(many, 10),
      theirs: itsDownload(await finishedVideo(many), 10),
    },
    {
      what: 'a picture of 20 MB, fetched and uploaded',
      ours: ourUpload(big, picture),
      theirs: itsUpload(big, picture),
    },
  ];
}

/** Both twice: what n8n keeps from its first file on is not the node's. */
async function measure(n8n: RealN8n, { what, ours, theirs }: Matter): Promise<Cell[][]> {
  const grown = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < 2; round++) {
    grown.ours.push(await growthMegabytes(n8n.process.pid, () => runToEnd(n8n, ours)));
    grown.theirs.push(await growthMegabytes(n8n.process.pid, () => runToEnd(n8n, theirs)));
  }
  const row = (name: string, [first = NaN, second = NaN]: number[]): Cell[] => [
    what,
    name,
    first,
    second,
    second / (grown.ours[1] ?? NaN),
  ];
  return [row('ours', grown.ours), row("n8n's HTTP Request", grown.theirs)];
}

export async function benchMemory(say: Say): Promise<void> {
  await withRealN8n(say, async (open, n8n) => {
    const measured: Cell[][] = [];
    // A small file first: reading n8n's code from disk is nobody's growth.
    const small = await open({ render: false, taskSeconds: 1 });
    await runToEnd(n8n, ourDownload(small, 1));
    await runToEnd(n8n, itsDownload(await finishedVideo(small), 1));
    for (const matter of await matters(open)) measured.push(...(await measure(n8n, matter)));
    const head = ['What', 'Node', 'Growth MB, first', 'Growth MB, second', 'Ratio to ours'];
    say(`\n## Memory: growth of n8n ${n8n.release.n8n} beyond its rest (goal 64 MB)\n`);
    say(table(head, measured));
  });
}
