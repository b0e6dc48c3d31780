/** Which films an emulator makes: real ones, a fixed tiny one, or one of a given size. */
import { closeSync, copyFileSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../clock.mts';
import type { EmulatorOptions } from '../options.mts';
import { sharedFilm, type FilmMaker } from './film.mts';
import { renderFilm } from './render.mts';
import { Studio } from './studio.mts';

export interface Films {
  start: FilmMaker;
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** One second of H.264, 64x36, made once with the packaged ffmpeg. */
const tinyFilm = fileURLToPath(new URL('./tiny.mp4', import.meta.url));

/** The tiny film, padded by a `free` box that players skip. The padding is a hole in the file: it takes no disk. */
function paddedFilm(path: string, bytes: number): string {
  copyFileSync(tinyFilm, path);
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1, 0);
  head.write('free', 4, 'latin1');
  head.writeBigUInt64BE(BigInt(bytes - statSync(path).size), 8);
  const file = openSync(path, 'a');
  writeSync(file, head);
  ftruncateSync(file, bytes);
  closeSync(file);
  return path;
}

const ready = (path: string): Films => ({
  start: sharedFilm(path),
  settled: async () => undefined,
  close: async () => undefined,
});

/** `folder` takes the films. */
export function filmsFor(
  { render = true, resultBytes }: EmulatorOptions,
  clock: Clock,
  folder: string,
): Films {
  if (resultBytes) return ready(paddedFilm(join(folder, 'padded.mp4'), resultBytes));
  if (render === false) return ready(tinyFilm);
  return new Studio(render === true ? renderFilm : render, clock, folder);
}
