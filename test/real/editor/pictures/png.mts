import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ffmpegPath } from '../../../../dev/emulator/ffmpeg.mts';

const run = promisify(execFile);

// A user interface has few colours: a palette of its own makes the file a third of its size and looks the same.
const palette =
  'split[a][b];[a]palettegen=max_colors=255:reserve_transparent=0[p];[b][p]paletteuse=dither=sierra2_4a';

/** Writes a PNG with a palette of its own. */
export async function savePng(picture: Buffer, path: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'picture-'));
  const source = join(folder, 'full.png');
  try {
    await writeFile(source, picture);
    await run(ffmpegPath(), [
      '-v',
      'error',
      '-y',
      '-i',
      source,
      '-vf',
      palette,
      '-compression_level',
      '9',
      path,
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
