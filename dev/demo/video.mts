import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ffmpegPath, probeVideo, type VideoFacts } from '../emulator/ffmpeg.mts';
import { run } from '../n8n/command.mts';

/** Downloads a video by its link, looks into it and takes a still from its middle. */
export async function saveVideo(url: string, folder: string, name: string) {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.mp4`);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The video's link answered ${answer.status}: ${url}`);
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  const facts = await probeVideo(path);
  const still = join(folder, `${name}.png`);
  const middle = String(facts.seconds / 2);
  await run(ffmpegPath(), ['-v', 'error', '-y', '-ss', middle, '-i', path, '-frames:v', '1', still], folder);
  return { path, still, facts };
}

/** The facts in one line. */
export function describeVideo({ width, height, seconds, hasAudio, codec }: VideoFacts): string {
  return `${width} x ${height}, ${seconds.toFixed(1)} s, ${hasAudio ? 'with' : 'without'} audio, ${codec}`;
}
