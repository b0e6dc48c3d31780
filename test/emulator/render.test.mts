/** Real videos: ffprobe must find what was asked for. Few and short, since each costs seconds. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeVideo, type VideoFacts } from '../../dev/emulator/ffmpeg.mts';
import type { Emulator } from '../../dev/emulator/index.mts';
import { create, look, started, stopAll, waves } from './caller.mts';

let folder: string;
let emulator: Emulator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'render-'));
  emulator = await started({ render: true });
});

afterAll(async () => {
  await stopAll();
  await rm(folder, { recursive: true });
});

/** The finished task of a request. */
async function finished(request: object) {
  const { body } = await create(emulator, { ...waves, image_url: emulator.samplePhotoUrl, ...request });
  await emulator.rendered();
  emulator.advance(100_000);
  return (await look(emulator, body.id)).body;
}

async function film(request: object): Promise<VideoFacts> {
  const { results } = await finished(request);
  const [result] = results as [{ url: string }];
  const path = join(folder, 'film.mp4');
  writeFileSync(path, Buffer.from(await (await fetch(result.url)).arrayBuffer()));
  return probeVideo(path);
}

const facts = (width: number, height: number, rest: object) => ({ width, height, codec: 'h264', ...rest });

test.each([
  ['720p', '16:9', 4, true, 1280, 720],
  ['720p', '9:16', 4, false, 720, 1280],
  ['1080p', '9:16', 4, true, 1080, 1920],
  ['4k', '16:9', 4, false, 3840, 2160],
])(
  '%s %s of %d seconds, sound %s',
  async (resolution, aspect_ratio, duration, sound, width, height) => {
    const made = await film({ resolution, aspect_ratio, duration, generate_audio: sound });
    expect(made).toEqual(facts(width, height, { seconds: expect.closeTo(duration, 1), hasAudio: sound }));
  },
  60_000,
);

test('a task says processing until its film is there, however late it is', async () => {
  const { body } = await create(emulator, {
    ...waves,
    image_url: emulator.samplePhotoUrl,
    resolution: '720p',
  });
  emulator.advance(1_000_000);
  expect((await look(emulator, body.id)).body).toMatchObject({
    status: 'processing',
    progress: 90,
    results: null,
  });
  await emulator.rendered();
  expect((await look(emulator, body.id)).body).toMatchObject({ status: 'completed', progress: 100 });
}, 60_000);

test('a picture that cannot be fetched, or is none, fails its task and costs nothing', async () => {
  const before = emulator.creditsLeft();
  const missing = await finished({ image_url: `${emulator.resultsUrl}/out/none.mp4` });
  expect(missing).toMatchObject({
    status: 'failed',
    error: { code: 'invalid_image_url', message: expect.stringContaining('HTTP 404'), type: 'task_error' },
  });
  const page = await finished({ image_url: `${emulator.url}/` });
  expect(page).toMatchObject({
    status: 'failed',
    error: { code: 'image_processing_error', message: expect.stringContaining('Invalid data found') },
  });
  expect(emulator.creditsLeft()).toBe(before);
});

test('stopping ends the film at work and leaves no file', async () => {
  const other = await started({ render: true });
  await create(other, { ...waves, image_url: emulator.samplePhotoUrl, resolution: '4k' });
  const start = performance.now();
  await other.stop();
  expect(performance.now() - start).toBeLessThan(2000);
});

test('a film may be made by another renderer, and a service may look at its pictures first', async () => {
  const orders: unknown[] = [];
  const render = async (order: object) => void orders.push(order);
  const other = await started({ render, refuseUnreachable: true });
  const image_url = emulator.samplePhotoUrl;
  const missing = await create(other, { ...waves, image_url: `${image_url}.missing` });
  expect(missing).toMatchObject({ status: 422, body: { error: { code: 'invalid_image_url' } } });
  await create(other, { ...waves, image_url, aspect_ratio: '9:16', resolution: '4k', duration: 6 });
  await other.rendered();
  expect(orders).toEqual([
    {
      pictures: [image_url],
      continues: false,
      width: 2160,
      height: 3840,
      seconds: 6,
      audio: false,
      path: expect.stringMatching(/\.mp4$/),
    },
  ]);
});
