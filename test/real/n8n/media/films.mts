import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Renderer } from '../../../../dev/emulator/index.mts';

const tiny = new URL('../../../../dev/emulator/render/tiny.mp4', import.meta.url);

/** More than one piece of any stream between the service and the disk. */
const noiseBytes = 2_500_000;

/** Every task's film differs from every other in most of its bytes: a tiny one, then noise that players skip. */
export const noisyFilms: Renderer = async ({ path }) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(head.length + noiseBytes, 0);
  head.write('free', 4, 'latin1');
  await writeFile(path, Buffer.concat([await readFile(tiny), head, randomBytes(noiseBytes)]));
};
