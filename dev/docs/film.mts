/** `npm run docs:film`: a photo beside the video that the local API makes of it, as a small animated image for the README. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ffmpegPath } from '../emulator/ffmpeg.mts';
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { projectFolder } from '../n8n/index.mts';

const run = promisify(execFile);
const target = join(projectFolder, 'docs', 'images', 'photo-to-video.gif');

/** Both 320 pixels wide with a gap that shows the page, ten frames a second. */
const filters = [
  '[0:v]scale=320:180:force_original_aspect_ratio=increase,crop=320:180,format=rgba,pad=336:180:0:0:color=black@0[photo]',
  '[1:v]fps=10,scale=320:180,format=rgba[film]',
  '[photo][film]hstack=shortest=1,split[one][two]',
  '[one]palettegen=max_colors=96:reserve_transparent=1[palette]',
  '[two][palette]paletteuse=dither=bayer:bayer_scale=4',
].join(';');

async function videoOf({ url, key, samplePhotoUrl }: Emulator): Promise<Buffer> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const model = 'veo-3.1-lite-image-to-video';
  const wanted = { model, prompt: 'The camera glides towards the hills', image_url: samplePhotoUrl };
  const body = JSON.stringify({ ...wanted, resolution: '720p', duration: 4 });
  const created = await fetch(`${url}/v1/videos/generations`, { method: 'POST', headers, body });
  const { id } = (await created.json()) as { id: string };
  for (;;) {
    const checked = await fetch(`${url}/v1/tasks/${id}`, { headers });
    const { status, results } = (await checked.json()) as { status: string; results?: { url: string }[] };
    if (status === 'failed') throw new Error('The local API made no video');
    const [result] = results ?? [];
    if (result) return Buffer.from(await (await fetch(result.url)).arrayBuffer());
    await sleep(200);
  }
}

const folder = await mkdtemp(join(tmpdir(), 'film-'));
const emulator = await startEmulator({ speed: 20 });
try {
  const film = join(folder, 'film.mp4');
  await writeFile(film, await videoOf(emulator));
  const photo = join(projectFolder, 'examples', 'sample-photo.jpg');
  const inputs = ['-loop', '1', '-framerate', '10', '-i', photo, '-i', film];
  await run(ffmpegPath(), ['-y', '-loglevel', 'error', ...inputs, '-filter_complex', filters, target]);
} finally {
  await emulator.stop();
  await rm(folder, { recursive: true, force: true });
}
