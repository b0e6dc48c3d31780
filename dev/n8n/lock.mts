import lockfile from 'proper-lockfile';

export interface LockOptions {
  /** Told once, when somebody else holds the lock. */
  readonly onWait: () => void;
  /** A holder that has not refreshed its lock for this long is dead (killed, power lost). */
  readonly staleMs?: number;
  readonly pollMs?: number;
}

type Release = () => Promise<void>;

/**
 * Runs `work` while no other process runs work under the same path. The lock is a folder beside the path whose time
 * is refreshed while we live, so a killed holder's lock expires by itself. Waits without end for a living holder.
 */
export async function alone<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const release = await acquire(path, options);
  try {
    return await work();
  } finally {
    await release().catch(() => undefined);
  }
}

async function acquire(path: string, options: LockOptions): Promise<Release> {
  const first = await tryOnce(path, options);
  if (first) return first;
  options.onWait();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, options.pollMs ?? 1000));
    const release = await tryOnce(path, options);
    if (release) return release;
  }
}

async function tryOnce(path: string, { staleMs = 20_000 }: LockOptions): Promise<Release | undefined> {
  try {
    return await lockfile.lock(path, { realpath: false, stale: staleMs, retries: 0 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOCKED') return undefined;
    throw error;
  }
}
