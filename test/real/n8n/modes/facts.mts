import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeVideo, type VideoFacts } from '../../../../dev/emulator/ffmpeg.mts';
import type { Execution } from '../../../../dev/n8n/index.mts';
import { onlyItem } from '../../support/bench.mts';

/** What a video must be. */
export type Expected = Omit<VideoFacts, 'codec'>;

async function factsOf(url: string): Promise<VideoFacts> {
  const folder = await mkdtemp(join(tmpdir(), 'suite-'));
  const path = join(folder, 'video.mp4');
  const answer = await fetch(url);
  assert.equal(answer.status, 200, `the video at ${url}`);
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  return await probeVideo(path).finally(() => rm(folder, { recursive: true, force: true }));
}

/** The item of a finished task, after ffprobe has looked at its video. */
export async function assertDelivered(
  execution: Execution,
  expected: Expected,
): Promise<Record<string, unknown>> {
  const item = onlyItem(execution);
  const { isSuccess, status, videoUrl } = item;
  assert.deepEqual({ isSuccess, status }, { isSuccess: true, status: 'completed' });
  const { width, height, seconds, hasAudio } = await factsOf(String(videoUrl));
  assert.deepEqual({ width, height, seconds: Math.round(seconds), hasAudio }, expected);
  return item;
}
