/** Large files on storage that main and workers share. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { itemsOf } from '../../../dev/n8n/index.mts';
import { order } from '../support/bench.mts';
import { callPublished, published } from '../support/production.mts';
import { creatorOf, type QueueBench } from './bench.mts';
import { withService } from '../support/service.mts';
import { test } from './test.mts';

const bytes = 200_000_000;

/** What the README's page for operators promises is 64; what is asserted leaves room for a collection of garbage that is late. */
const mostGrowthMegabytes = 128;

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

const megabytesOf = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024;

/** From now on the most that a process has held counts anew (proc(5), clear_refs). */
function forgetPeak(pid: number): number {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return megabytesOf(pid);
}

/** The growth is that of whoever did the work. */
async function arrivesWhole(bench: QueueBench): Promise<void> {
  const { n8n, queue } = bench;
  const before = new Map(queue.workers.map(({ name, process }) => [name, forgetPeak(process.pid)]));
  const workflow = await published(bench, order(bench, { downloadVideo: true }));
  const execution = await n8n.rest.finished(await callPublished(bench, workflow));
  const [item] = itemsOf(execution, 'Video');
  const { id = '' } = item?.binary?.data ?? {};
  const kept = await hashOf(createReadStream(pathOf(queue.storage, id)));
  const { body } = await fetch(String(item?.json.videoUrl));
  assert.ok(body);
  assert.equal(kept, await hashOf(Readable.fromWeb(body as never)));
  const worker = await creatorOf(bench, String(item?.json.taskId));
  const growth = megabytesOf(worker.process.pid) - (before.get(worker.name) ?? NaN);
  console.log(`       ${worker.name} grew by ${growth.toFixed(0)} MB for a video of ${bytes / 1e6} MB`);
  assert.ok(growth < mostGrowthMegabytes, `the worker grew by ${growth.toFixed(0)} MB`);
}

test(
  'a video of 200 MB lies on shared storage byte for byte, and the worker did not hold it',
  withService({ resultBytes: bytes }, arrivesWhole),
);
