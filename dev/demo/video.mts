/** The demo's result: a video file, what it is, and a still to look at. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import { ffmpegPath, probeVideo } from '../emulator/ffmpeg.mts';

const output = join(import.meta.dirname, '../../demo-output');

/** Downloads the video of the node's item by its link, looks into it and takes a still from its middle. Returns lines that say so. */
export async function saveVideo(
  { taskId, videoUrl, creditsReserved }: IDataObject,
  into = output,
): Promise<string[]> {
  const path = join(into, String(taskId));
  const [video, still] = [`${path}.mp4`, `${path}.png`];
  const answer = await fetch(String(videoUrl));
  if (!answer.ok) throw new Error(`The video's link answered ${answer.status}: ${String(videoUrl)}`);
  await mkdir(into, { recursive: true });
  await writeFile(video, Buffer.from(await answer.arrayBuffer()));
  const { width, height, seconds, hasAudio, codec } = await probeVideo(video);
  const middle = ['-ss', String(seconds / 2), '-i', video, '-frames:v', '1', still];
  await promisify(execFile)(ffmpegPath(), ['-v', 'error', '-y', ...middle]);
  const audio = hasAudio ? 'with' : 'without';
  return [
    `Video    ${relative(process.cwd(), video)}`,
    `Facts    ${width} x ${height}, ${seconds.toFixed(1)} s, ${audio} audio, ${codec}`,
    `Still    ${relative(process.cwd(), still)}`,
    `Credits  ${creditsReserved === null ? 'the service did not say how many it reserved' : `${String(creditsReserved)} reserved`}`,
  ];
}
