/** Large files, where n8n can keep them in queue mode. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatorOptions } from '../../../dev/emulator/index.mts';
import { itemsOf } from '../../../dev/n8n/index.mts';
import { order } from '../support/bench.mts';
import { callPublished, published } from '../support/production.mts';
import { withOwnService, withService } from '../support/service.mts';
import type { QueueBench } from './bench.mts';
import { test } from './test.mts';
import { leaveOne } from './workers.mts';

/**
 * Half of the video of 200 MB: what holds it grows by more than all of it. What docs/operations.md says was measured on a quiet
 * machine; on a busy one garbage is collected later.
 */
const maxGrowthMegabytes = 100;

async function hashOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of content) hash.update(piece);
  return hash.digest('hex');
}

/** Where n8n keeps a file of its shared storage: the ID ends with the file's own name. */
function pathOf(storage: string, id: string): string {
  const name = id.split('/').pop() ?? '';
  const found = readdirSync(storage, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith(name),
  );
  if (!found) throw new Error(`${id} is not in the storage`);
  return join(storage, found);
}

/** The most that a process has held since `forgetPeak`. */
const peakMegabytes = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024;

/** Has a process collect its garbage, and its peak count anew (proc(5), clear_refs). Returns what it holds now. */
async function forgetPeak(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR2');
  await sleep(1_000);
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return peakMegabytes(pid);
}

interface Downloaded {
  /** n8n's ID of the file. */
  readonly id: string;
  readonly videoUrl: string;
}

/** Creates, waits and downloads. */
async function download(bench: QueueBench): Promise<Downloaded> {
  const workflow = await published(bench, order(bench, { downloadVideo: true }));
  const execution = await bench.n8n.rest.finished(await callPublished(bench, workflow));
  const [item] = itemsOf(execution, 'Video');
  return { id: item?.binary?.data?.id ?? '', videoUrl: String(item?.json.videoUrl) };
}

const served = async (url: string): Promise<string> => await bodyHash(await fetch(url));

async function bodyHash({ body, status }: Response): Promise<string> {
  assert.equal(status, 200);
  assert.ok(body);
  return await hashOf(body as unknown as AsyncIterable<Uint8Array>);
}

/** One worker does the work, so that what grows is known; `env` = of main and of it. */
async function alone(bench: QueueBench, env: NodeJS.ProcessEnv = {}): Promise<number> {
  const [[worker]] = await Promise.all([leaveOne(bench, env), bench.n8n.runWith(env)]);
  return worker.process.pid;
}

const videoOf = (megabytes: number): EmulatorOptions => ({ resultBytes: megabytes * 1e6 });

/** The first video of a worker loads what every video needs: it is not the growth of a large one. */
const warmUp = withOwnService<QueueBench>(videoOf(1), async (bench) => void (await download(bench)));

/** What a download needs shows in the best of some: the others hold garbage that was collected late. */
const downloads = 3;

async function isStreamed(bench: QueueBench): Promise<void> {
  const pid = await alone(bench);
  await warmUp(bench);
  const growths: number[] = [];
  for (let nth = 0; nth < downloads; nth++) {
    const before = await forgetPeak(pid);
    const { id, videoUrl } = await download(bench);
    growths.push(Math.round(peakMegabytes(pid) - before));
    const kept = await hashOf(createReadStream(pathOf(bench.queue.storage, id)));
    assert.equal(kept, await served(videoUrl));
  }
  console.log(`       videos of 200 MB: the worker grew by ${growths.join(', ')} MB`);
  assert.ok(Math.min(...growths) <= maxGrowthMegabytes);
  assert.ok(Math.max(...growths) <= 1.5 * maxGrowthMegabytes);
}

async function isInDatabase(bench: QueueBench): Promise<void> {
  const pid = await alone(bench, { N8N_DEFAULT_BINARY_DATA_MODE: 'database' });
  await warmUp(bench);
  const before = await forgetPeak(pid);
  const { id, videoUrl } = await download(bench);
  const growth = peakMegabytes(pid) - before;
  console.log(`       the worker grew by ${growth.toFixed(0)} MB for a video of 100 MB`);
  assert.match(id, /^database/);
  const path = `/rest/binary-data?action=download&id=${encodeURIComponent(id)}`;
  assert.equal(await bodyHash(await bench.n8n.rest.session.open(path)), await served(videoUrl));
}

test(
  'a video of 200 MB lies on shared storage byte for byte, and the worker did not hold it',
  withService(videoOf(200), isStreamed),
);

test(
  'a video of 100 MB lies in the database byte for byte, and main serves it',
  withService(videoOf(100), isInDatabase),
);
