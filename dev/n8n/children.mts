import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

const windows = process.platform === 'win32';
const living = new Set<ChildProcess>();
let leave: (() => void) | undefined;
let interruptedAt = Number.NaN;

// One Ctrl-C arrives several times: from the terminal, and passed on by npm and by tsx.
const echoMs = 1000;

/** Starts a child in a process group of its own; the whole group is killed when this process ends. */
export function spawnChild(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(file, args, { ...options, detached: !windows, windowsHide: true });
  living.add(child);
  child.once('exit', () => living.delete(child));
  return child;
}

/** Sends a signal to everything in the child's process group. A group that is gone is fine. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(windows ? child.pid : -child.pid, signal);
  } catch {
    return;
  }
}

/** Replaces what Ctrl-C does: instead of leaving at once, `handler` is called. A later Ctrl-C leaves at once. */
export function onInterrupt(handler: () => void): void {
  leave = handler;
}

function interrupted(): void {
  const sinceFirst = performance.now() - interruptedAt;
  if (!leave || sinceFirst > echoMs) process.exit(130);
  if (Number.isFinite(sinceFirst)) return;
  interruptedAt = performance.now();
  leave();
}

// A terminal's Ctrl-C reaches only its own process group, and the children are in others.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupted);
process.on('exit', () => {
  for (const child of living) signalGroup(child, 'SIGKILL');
});
