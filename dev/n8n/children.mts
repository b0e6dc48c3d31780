/** What must not outlive us: programs with all that they start, and temporary folders. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const windows = process.platform === 'win32';
// One Ctrl-C arrives several times: from the terminal, and passed on by npm and by tsx.
const echoMs = 1000;

const living = new Set<ChildProcess>();
const folders = new Set<string>();
let leave: (() => void) | undefined;
let interruptedAt = Number.NaN;

/** Arguments for Node that end a child, and its process group, when this process is gone however it went. */
export const guarded = ['--require', fileURLToPath(new URL('guard.cjs', import.meta.url))] as const;

/** Starts a child in a process group of its own; the whole group is killed when this process ends. */
export function spawnChild(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(file, args, { ...options, detached: !windows, windowsHide: true });
  living.add(child);
  child.once('exit', () => living.delete(child));
  return child;
}

/** Kills everything in the child's process group. A group that is gone is fine. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(windows ? pid : -pid, 'SIGKILL');
  } catch {
    return;
  }
}

/**
 * Replaces what Ctrl-C does: instead of leaving at once, `handler` is called. A later Ctrl-C leaves at once. Returns what
 * puts back the handler before.
 */
export function onInterrupt(handler: () => void): () => void {
  const before = leave;
  leave = handler;
  return () => (leave = before);
}

function interrupted(): void {
  const sinceFirst = performance.now() - interruptedAt;
  if (!leave || sinceFirst > echoMs) process.exit(130);
  if (Number.isFinite(sinceFirst)) return;
  interruptedAt = performance.now();
  leave();
}

/** A new folder that is removed at the latest when this process ends. */
export async function temporaryFolder(name = 'n8n-user'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  folders.add(folder);
  return folder;
}

/** Removes it now. Any other folder is left alone. */
export function removeTemporary(folder: string): void {
  if (!folders.delete(folder)) return;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
}

// A terminal's Ctrl-C reaches only its own process group, and the children are in others.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupted);
// Nothing else gets its turn then. What still writes there is killed before the folders are removed.
process.on('exit', () => {
  living.forEach(killGroup);
  folders.forEach(removeTemporary);
});
