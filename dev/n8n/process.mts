import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup, spawnChild } from './children.mts';
import { cleanEnvironment } from './environment.mts';
import { guarded } from './guard.mts';
import { onItsNode, type Installation } from './installation.mts';
import { ProcessLog } from './log.mts';
import { n8nSettings, type Place } from './settings.mts';
import { witnessed } from './witness.mts';

const readyWithinMs = 180_000;
const stopWithinMs = 10_000;

/** A running n8n. It, and all it starts, is one process group that ends with us. */
export interface N8nProcess {
  readonly url: string;
  readonly pid: number;
  readonly log: ProcessLog;
  /** Whether it lives and nobody has asked it to end. */
  isServing(): boolean;
  /** SIGTERM, and SIGKILL when that has not ended it in time. */
  stop(): Promise<void>;
  /** `kill -9` of the whole group: what a crash or a power cut looks like to n8n. */
  kill(): Promise<void>;
}

/** Starts n8n, or what else its `command` starts, and waits until it serves. Throws with the end of its log when it ends or takes too long. */
export async function startProcess(
  installation: Installation,
  place: Place,
  extra: NodeJS.ProcessEnv = {},
  command: readonly string[] = ['start'],
): Promise<N8nProcess> {
  const env = cleanEnvironment({ ...onItsNode(installation), ...n8nSettings(place), ...extra });
  const args = [...guarded, ...witnessed, installation.n8n, ...command];
  const child = spawnChild(installation.node, args, {
    cwd: place.userFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = new ProcessLog(join(place.userFolder, 'n8n.log'));
  log.follow(child.stdout);
  log.follow(child.stderr);
  const url = `http://127.0.0.1:${place.port}`;
  await untilReady(child, url, log);
  return { url, pid: child.pid ?? 0, log, ...endingOf(child) };
}

function endingOf(child: ChildProcess): Pick<N8nProcess, 'isServing' | 'stop' | 'kill'> {
  let isAsked = false;
  const asking = (how: (child: ChildProcess) => Promise<void>) => async () => {
    isAsked = true;
    await how(child);
  };
  return { isServing: () => !isAsked && !hasEnded(child), stop: asking(stop), kill: asking(end) };
}

async function untilReady(child: ChildProcess, url: string, log: ProcessLog): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline) {
    if (hasEnded(child)) throw new Error(`n8n ended while starting:\n${log.tail()}`);
    if (await isReady(url)) return;
    await sleep(250);
  }
  await end(child);
  throw new Error(`n8n was not ready after ${readyWithinMs / 1000} s:\n${log.tail()}`);
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/healthz/readiness`, { signal: AbortSignal.timeout(5000) }).catch(
    () => undefined,
  );
  return answer?.ok ?? false;
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([ended, sleep(stopWithinMs, undefined, { ref: false })]);
  await end(child);
}

async function end(child: ChildProcess): Promise<void> {
  const ended = hasEnded(child) ? undefined : once(child, 'exit');
  signalGroup(child, 'SIGKILL');
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
