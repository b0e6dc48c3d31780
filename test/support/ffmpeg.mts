/** Small pictures and videos made by the real ffmpeg. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpegPath } from '../../dev/emulator/ffmpeg.mts';

/** The bytes of a file of this size; its name says its kind. */
export function made(name: string, size: string, args: string[] = []): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'veo-media-'));
  try {
    const path = join(folder, name);
    const source = ['-f', 'lavfi', '-i', `testsrc=size=${size}:rate=5:duration=0.4`];
    execFileSync(ffmpegPath(), ['-loglevel', 'error', ...source, ...args, path], { stdio: 'pipe' });
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const one = ['-frames:v', '1'];

export const image = (name: string, size: string): Buffer => made(name, size, one);

export const video = (name: string, args: string[] = []): Buffer =>
  made(name, '64x64', ['-pix_fmt', 'yuv420p', ...args]);
