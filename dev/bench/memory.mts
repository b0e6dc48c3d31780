/** How far a real n8n grows while big files go through it: by our node, and by n8n's own HTTP Request. Linux only. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { upload } from '../demo/plan.mts';
import { chain, itemsOf, manualTrigger, videoNode, type RealN8n, type WorkflowDraft } from '../n8n/index.mts';
import { until } from '../n8n/until.mts';
import { show, type Cell } from './figures.mts';
import { httpRequest, keyOf, numbered, ourVideos, rows, runToEnd, withRealN8n } from './real.mts';
import type { OpenSite, Site } from './real.mts';

const million = 1e6;

const asFile = { options: { response: { response: { responseFormat: 'file' } } } };

const ourDownload = (site: Site, count: number): WorkflowDraft =>
  ourVideos(site, count, { downloadVideo: true, waitOptions: { pollIntervalSeconds: 1 } });

/** HTTP Request sends all its items at once. */
const itsDownload = (url: string, count: number): WorkflowDraft =>
  chain('Theirs', manualTrigger(), ...rows(numbered(count)), httpRequest('Get', { url, ...asFile }));

/** The address of a finished video of the site's size. */
async function finishedVideo({ emulator }: Site): Promise<string> {
  const headers = { authorization: `Bearer ${emulator.key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ model: 'veo-3.1-text-to-video', prompt: 'Waves' });
  const answer = await fetch(`${emulator.url}/v1/videos/generations`, { method: 'POST', headers, body });
  assert.ok(answer.ok, `The create answered ${answer.status}`);
  return await until('a finished video', () => emulator.tasks().at(-1)?.videoUrl ?? undefined);
}

/** Puts a picture of that many bytes where n8n can fetch it. Random bytes after a whole JPEG: no reader minds. */
async function bigPicture({ emulator }: Site, bytes: number): Promise<string> {
  const photo = await (await fetch(emulator.samplePhotoUrl)).blob();
  const picture = new Blob([photo, randomBytes(bytes - photo.size)]);
  return await upload({ apiKey: emulator.key, baseUrl: emulator.url }, picture, 'big.jpg');
}

/** The picture's way into n8n is the same for both. */
const fetched = (url: string): INode => httpRequest('Picture', { url, ...asFile });

function ourUpload({ credential }: Site, url: string): WorkflowDraft {
  const parameters = { operation: 'create', prompt: 'Waves', imageSource: 'binary' };
  return chain('Ours', manualTrigger(), fetched(url), videoNode('Video', parameters, credential));
}

function itsUpload({ emulator }: Site, url: string): WorkflowDraft {
  const part = { parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' };
  const post = {
    ...{ ...keyOf(emulator), method: 'POST', url: `${emulator.url}/v1/files/upload/stream`, sendBody: true },
    ...{ contentType: 'multipart-form-data', bodyParameters: { parameters: [part] } },
  };
  return chain('Theirs', manualTrigger(), fetched(url), httpRequest('Post', post));
}

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
      ...{ what: 'one download of 300 MB', files: [300 * million] },
      ...{ ours: ourDownload(big, 1), theirs: itsDownload(bigVideo, 1) },
    },
    {
      ...{ what: 'ten downloads of 100 MB at once', files: Array<number>(10).fill(100 * million) },
      ...{ ours: ourDownload(many, 10), theirs: itsDownload(oneOfMany, 10) },
    },
    {
      ...{ what: 'a picture of 20 MB, fetched and uploaded', files: [] },
      ...{ ours: ourUpload(big, picture), theirs: itsUpload(big, picture) },
    },
  ];
}

function residentBytes(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
}

/** MB (10^6) between n8n's memory before a run and the peak during it, by the kernel's own high-water mark. */
async function growthMegabytes(n8n: RealN8n, draft: WorkflowDraft, files: number[]): Promise<number> {
  const { pid } = n8n.process;
  // Lets what came before settle.
  await sleep(3_000);
  // 5 resets the high-water mark to what is resident now (proc(5), clear_refs).
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const before = residentBytes(pid, 'VmRSS');
  const given = itemsOf(await runToEnd(n8n, draft), draft.nodes.at(-1)?.name ?? '');
  const growth = residentBytes(pid, 'VmHWM') - before;
  // A download that failed would cost no memory at all.
  assert.deepEqual(
    given.flatMap(({ binary }) => binary?.data?.bytes ?? []),
    files,
  );
  return growth / million;
}

/** Both twice, and each goes first once: what n8n keeps from its first big file on is not the node's. */
async function measure(n8n: RealN8n, { what, ours, theirs, files }: Matter): Promise<Cell[][]> {
  const grown: number[] = [];
  for (const draft of [theirs, ours, ours, theirs]) grown.push(await growthMegabytes(n8n, draft, files));
  const [theirFirst = NaN, ourFirst = NaN, ourSecond = NaN, theirSecond = NaN] = grown;
  return [
    [what, 'ours', ourFirst, ourSecond],
    [what, "n8n's HTTP Request", theirFirst, theirSecond],
  ];
}

export async function benchMemory(): Promise<void> {
  await withRealN8n(async (open, n8n) => {
    // A small file first: reading n8n's code from disk is nobody's growth.
    const small = await open({ render: false, taskSeconds: 1 });
    await runToEnd(n8n, ourDownload(small, 1));
    await runToEnd(n8n, itsDownload(await finishedVideo(small), 1));
    const measured: Cell[][] = [];
    for (const matter of await matters(open)) measured.push(...(await measure(n8n, matter)));
    show(
      `Memory: growth of n8n ${n8n.release.n8n} beyond its rest (goal 64 MB); HTTP Request goes first in the first round`,
      ['What', 'Node', 'Growth MB, first', 'Growth MB, second'],
      measured,
    );
  });
}
