/** Folders that are built once, by one process at a time, and are there only when they are whole. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import lockfile from 'proper-lockfile';

/** Written last, inside the folder: a folder without it was never finished. */
const marker = 'complete.json';

/** A holder that has not refreshed its lock for this long is dead (killed, power lost). */
const stale = 20_000;

export interface Waiting {
  /** Told once, when somebody else holds the lock. */
  readonly onWait: () => void;
  readonly pollMs?: number;
}

/** Whether the folder was built to the end. */
export const isBuilt = (folder: string): boolean => existsSync(join(folder, marker));

/**
 * Builds a folder once, whoever asks and however often: in a sibling folder, under a lock, renamed into place when it
 * is whole. A run that is interrupted leaves only siblings, which the next run removes. `build` fills an empty folder.
 */
export async function buildOnce(
  folder: string,
  waiting: Waiting,
  build: (staging: string) => Promise<void>,
): Promise<void> {
  if (isBuilt(folder)) return;
  await mkdir(dirname(folder), { recursive: true });
  const release = await lock(folder, waiting);
  try {
    if (isBuilt(folder)) return;
    await removeLeftovers(folder);
    await buildBeside(folder, build);
  } finally {
    await release().catch(() => undefined);
  }
}

/** The lock is a folder beside the path whose time is refreshed while we live. Waits without end for a living holder. */
async function lock(folder: string, { onWait, pollMs = 1000 }: Waiting): Promise<() => Promise<void>> {
  const options = { realpath: false, stale };
  return await lockfile.lock(folder, options).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ELOCKED') throw error;
    onWait();
    const retries = { forever: true, minTimeout: pollMs, factor: 1 };
    return await lockfile.lock(folder, { ...options, retries });
  });
}

async function buildBeside(folder: string, build: (staging: string) => Promise<void>): Promise<void> {
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
  for (const name of await readdir(parent))
    if (name.startsWith(`${basename(folder)}.building-`)) await remove(join(parent, name));
  await remove(folder);
}

// A process that outlived its killed parent may still be writing there: what cannot be removed now is removed later.
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}
