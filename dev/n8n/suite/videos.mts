import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { probeVideo, type VideoFacts } from '../../emulator/ffmpeg.mts';
import { execute, onlyItem, type Bench, type BenchCase } from './bench.mts';

interface Order {
  readonly says: string;
  readonly parameters: INodeParameters;
  readonly expected: Omit<VideoFacts, 'codec'>;
}

const orders: readonly Order[] = [
  {
    says: 'the standard model makes 8 seconds of 1080p with audio',
    parameters: { model: 'veo-3.1-image-to-video', resolution: '1080p', duration: 8, generateAudio: true },
    expected: { width: 1920, height: 1080, seconds: 8, hasAudio: true },
  },
  {
    says: 'the fast model makes 4 seconds of upright 720p without audio',
    parameters: {
      model: 'veo-3.1-fast-image-to-video',
      resolution: '720p',
      duration: 4,
      aspectRatio: '9:16',
    },
    expected: { width: 720, height: 1280, seconds: 4, hasAudio: false },
  },
  {
    says: 'the lite model makes 6 seconds of 720p',
    parameters: { model: 'veo-3.1-lite-image-to-video', resolution: '720p', duration: 6 },
    expected: { width: 1280, height: 720, seconds: 6, hasAudio: false },
  },
  {
    says: 'the standard model makes 4k',
    parameters: { model: 'veo-3.1-image-to-video', resolution: '4k', duration: 8 },
    expected: { width: 3840, height: 2160, seconds: 8, hasAudio: false },
  },
];

async function factsOf(url: string): Promise<VideoFacts> {
  const folder = await mkdtemp(join(tmpdir(), 'suite-'));
  const path = join(folder, 'video.mp4');
  const answer = await fetch(url);
  assert.equal(answer.status, 200, `the video at ${url}`);
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  return await probeVideo(path).finally(() => rm(folder, { recursive: true, force: true }));
}

function inputs({ emulator }: Bench): INodeParameters {
  const prompt = 'The camera glides slowly towards the hills';
  return {
    operation: 'createAndWait',
    prompt,
    imageUrl: emulator.samplePhotoUrl,
    waitOptions: { pollIntervalSeconds: 1 },
  };
}

async function isDelivered(bench: Bench, { parameters, expected }: Order): Promise<void> {
  const execution = await execute(bench, { ...inputs(bench), ...parameters });
  const { isSuccess, status, videoUrl } = onlyItem(execution);
  assert.deepEqual({ isSuccess, status }, { isSuccess: true, status: 'completed' });
  const { width, height, seconds, hasAudio } = await factsOf(String(videoUrl));
  assert.deepEqual({ width, height, seconds: Math.round(seconds), hasAudio }, expected);
}

async function costsOneCreate(bench: Bench): Promise<void> {
  const before = bench.emulator.createAttempts();
  onlyItem(await execute(bench, { ...inputs(bench), ...orders[2]?.parameters }));
  assert.equal(bench.emulator.createAttempts() - before, 1);
}

async function keepsTheKey(bench: Bench): Promise<void> {
  const { emulator, n8n } = bench;
  const good = await execute(bench, { ...inputs(bench), ...orders[2]?.parameters });
  emulator.fault({ on: 'create', then: { status: 403 } });
  const refused = await execute(bench, { ...inputs(bench), ...orders[2]?.parameters });
  assert.deepEqual([good.status, refused.status], ['success', 'error']);
  for (const { raw } of [good, refused])
    assert.ok(!raw.includes(emulator.key), 'the key is in an execution record');
  const log = await readFile(n8n.process.log.file, 'utf8');
  assert.ok(!log.includes(emulator.key), "the key is in n8n's log");
}

/** Create and Wait, from the trigger to the file. */
export const videoCases: readonly BenchCase[] = [
  ...orders.map((order): BenchCase => ({ says: order.says, check: (bench) => isDelivered(bench, order) })),
  { says: 'one execution sends one create', check: costsOneCreate },
  { says: "the API key is in no execution record, good or failed, and not in n8n's log", check: keepsTheKey },
];
