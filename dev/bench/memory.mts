/** How far a real n8n grows while big files go through it: by our node, and by n8n's own HTTP Request. */
import assert from 'node:assert/strict';
import { itemsOf } from '../../n8n/index.mts';
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
  /** Bytes of the files that the last node has to give out; none of an upload. */
  files: number[];
}

async function matters(open: OpenSite): Promise<Matter[]> {
  const big = await open({ resultBytes: 300 * million, taskSeconds: 1 });
  const many = await open({ resultBytes: 100 * million, taskSeconds: 1 });
  const picture = await bigPicture(big, 20 * million);
  const [bigVideo, oneOfMany] = [await finishedVideo(big), await finishedVideo(many)];
  return [
    {
      what: 'one download of 300 MB',
      files: [300 * million],
      ...{ ours: ourDownload(big, 1), theirs: itsDownload(bigVideo, 1) },
    },
    {
      what: 'ten downloads of 100 MB at once',
      files: Array.from({ length: 10 }, () => 100 * million),
      ...{ ours: ourDownload(many, 10), theirs: itsDownload(oneOfMany, 10) },
    },
    {
      what: 'a picture of 20 MB, fetched and uploaded',
      files: [],
      ...{ ours: ourUpload(big, picture), theirs: itsUpload(big, picture) },
    },
  ];
}

/** A download that failed would cost no memory at all. */
async function run(n8n: RealN8n, draft: WorkflowDraft, files: number[]): Promise<void> {
  const execution = await runToEnd(n8n, draft);
  const given = itemsOf(execution, draft.nodes.at(-1)?.name ?? '').flatMap(
    ({ binary }) => binary?.data?.bytes ?? [],
  );
  assert.deepEqual(given, files);
}

/** Both twice, and each goes first once: what n8n keeps from its first big file on is not the node's. */
async function measure(n8n: RealN8n, { what, ours, theirs, files }: Matter): Promise<Cell[][]> {
  const grown = async (draft: WorkflowDraft) =>
    await growthMegabytes(n8n.process.pid, async () => await run(n8n, draft, files));
  const theirFirst = await grown(theirs);
  const ourFirst = await grown(ours);
  const ourSecond = await grown(ours);
  const theirSecond = await grown(theirs);
  return [
    [what, 'ours', ourFirst, ourSecond],
    [what, "n8n's HTTP Request", theirFirst, theirSecond],
  ];
}

export async function benchMemory(say: Say): Promise<void> {
  await withRealN8n(say, async (open, n8n) => {
    const measured: Cell[][] = [];
    // A small file first: reading n8n's code from disk is nobody's growth.
    const small = await open({ render: false, taskSeconds: 1 });
    await runToEnd(n8n, ourDownload(small, 1));
    await runToEnd(n8n, itsDownload(await finishedVideo(small), 1));
    for (const matter of await matters(open)) measured.push(...(await measure(n8n, matter)));
    const head = ['What', 'Node', 'Growth MB, first', 'Growth MB, second'];
    say(
      `\n## Memory: growth of n8n ${n8n.release.n8n} beyond its rest (goal 64 MB); HTTP Request goes first in the first round\n`,
    );
    say(table(head, measured));
  });
}
