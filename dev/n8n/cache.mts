import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { alone, type LockOptions } from './lock.mts';

/** Written last, inside the folder: a folder without it was never finished. */
const marker = 'complete.json';

/** Fills an empty folder; what it leaves there is kept only when it returns. */
export type Build = (staging: string) => Promise<void>;

/** Whether the folder was built to the end. */
export function isBuilt(folder: string): boolean {
  return existsSync(join(folder, marker));
}

/**
 * Builds a folder once, whoever asks and however often: in a sibling folder, under a lock, renamed into place when it
 * is whole. A run that is interrupted leaves only siblings, which the next run removes.
 */
export async function buildOnce(folder: string, lock: LockOptions, build: Build): Promise<void> {
  if (isBuilt(folder)) return;
  await mkdir(dirname(folder), { recursive: true });
  await alone(folder, lock, async () => {
    if (isBuilt(folder)) return;
    await removeLeftovers(folder);
    await buildBeside(folder, build);
  });
}

async function buildBeside(folder: string, build: Build): Promise<void> {
  const staging = `${folder}.building-${process.pid}-${Date.now()}`;
  await mkdir(staging);
  try {
    await build(staging);
    await writeFile(join(staging, marker), `${JSON.stringify({ built: new Date().toISOString() })}\n`);
    await rename(staging, folder);
  } catch (error) {
    await remove(staging);
    throw error;
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  const parent = dirname(folder);
  const unfinished = (await readdir(parent)).filter((name) =>
    name.startsWith(`${basename(folder)}.building-`),
  );
  for (const name of unfinished) await remove(join(parent, name));
  await remove(folder);
}

// A process that outlived its killed parent may still be writing there: what cannot be removed now is removed later.
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}
