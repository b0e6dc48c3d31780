import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ffmpegPath, probeVideo, type VideoFacts } from '../emulator/ffmpeg.mts';

const run = promisify(execFile);

/** A finished video on this machine. */
export interface SavedVideo {
  readonly path: string;
  readonly still: string;
  readonly facts: VideoFacts;
}

/** Downloads a video by its link, looks into it and takes a still from its middle. */
export async function saveVideo(url: string, folder: string, name: string): Promise<SavedVideo> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.mp4`);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The video's link answered ${answer.status}: ${url}`);
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  const facts = await probeVideo(path);
  const still = join(folder, `${name}.png`);
  const middle = String(facts.seconds / 2);
  await run(ffmpegPath(), ['-v', 'error', '-y', '-ss', middle, '-i', path, '-frames:v', '1', still]);
  return { path, still, facts };
}

/** The facts in one line. */
export function describeVideo({ width, height, seconds, hasAudio, codec }: VideoFacts): string {
  return `${width} x ${height}, ${seconds.toFixed(1)} s, ${hasAudio ? 'with' : 'without'} audio, ${codec}`;
}
