/** Real videos: ffprobe must find what was asked for. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeVideo } from '../../dev/emulator/ffmpeg.mts';
import { create, look, started, stopAll, waves } from './caller.mts';

afterEach(stopAll);

const filming = async () => await started({ render: true });

test('a film has the size, length and sound that were asked for, and its task waits for it', async () => {
  const emulator = await filming();
  const wanted = { aspect_ratio: '9:16', resolution: '720p', duration: 4, generate_audio: true };
  const { body } = await create(emulator, { ...waves, image_url: emulator.samplePhotoUrl, ...wanted });
  emulator.advance(100_000);
  expect((await look(emulator, body.id)).body).toMatchObject({ status: 'processing', results: null });
  await emulator.rendered();
  const { results } = (await look(emulator, body.id)).body as { results: [{ url: string }] };
  const folder = await mkdtemp(join(tmpdir(), 'render-'));
  const path = join(folder, 'film.mp4');
  writeFileSync(path, Buffer.from(await (await fetch(results[0].url)).arrayBuffer()));
  const seconds = expect.closeTo(4, 1) as number;
  expect(await probeVideo(path)).toEqual({
    width: 720,
    height: 1280,
    seconds,
    hasAudio: true,
    codec: 'h264',
  });
  await rm(folder, { recursive: true });
});

test('a picture that cannot be fetched, or is none, fails its task', async () => {
  const emulator = await filming();
  const pictures = [`${emulator.resultsUrl}/out/none.mp4`, `${emulator.url}/`];
  const made = [];
  for (const image_url of pictures) made.push(await create(emulator, { ...waves, image_url }));
  await emulator.rendered();
  emulator.advance(100_000);
  const seen = await Promise.all(made.map(async ({ body }) => (await look(emulator, body.id)).body));
  expect(seen).toMatchObject([
    { status: 'failed', error: { code: 'invalid_image_url', type: 'task_error' } },
    { status: 'failed', error: { code: 'image_processing_error', type: 'task_error' } },
  ]);
});
