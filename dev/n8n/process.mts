import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { guarded, killGroup, spawnChild } from './children.mts';
import { cleanEnvironment, n8nSettings, type Place } from './environment.mts';
import { onItsNode, type Installation } from './installation.mts';
import { until } from './until.mts';
import { witnessed } from './witness.mts';

const stopWithinMs = 10_000;
const patience = { withinMs: 180_000, everyMs: 250 };

/** A running n8n. It, and all it starts, is one process group that ends with us. */
export interface N8nProcess {
  readonly url: string;
  readonly pid: number;
  /** All that it and those before it in this user folder printed. */
  readonly log: { readonly file: string; tail(lines?: number): string };
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
  const file = join(place.userFolder, 'n8n.log');
  const output = openSync(file, 'a');
  const child = spawnChild(installation.node, [...guarded, ...witnessed, installation.n8n, ...command], {
    cwd: place.userFolder,
    env: cleanEnvironment({ ...onItsNode(installation), ...n8nSettings(place), ...extra }),
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const n8n = processOf(child, `http://127.0.0.1:${place.port}`, file);
  await untilReady(n8n);
  return n8n;
}

function processOf(child: ChildProcess, url: string, file: string): N8nProcess {
  let isAsked = false;
  let hasEnded = false;
  // An error here means that it could not even be started.
  const ended = once(child, 'exit')
    .catch(() => undefined)
    .finally(() => (hasEnded = true));
  const kill = async () => {
    isAsked = true;
    killGroup(child);
    await ended;
  };
  const stop = async () => {
    isAsked = true;
    if (hasEnded) return;
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(stopWithinMs, undefined, { ref: false })]);
    await kill();
  };
  const log = { file, tail: (lines = 30) => tailOf(file, lines) };
  return { url, pid: child.pid ?? 0, log, isServing: () => !isAsked && !hasEnded, stop, kill };
}

const tailOf = (file: string, lines: number): string =>
  readFileSync(file, 'utf8').trim().split(/\s*\n/).slice(-lines).join('\n');

async function untilReady(n8n: N8nProcess): Promise<void> {
  const look = async () => {
    if (!n8n.isServing()) throw new Error('n8n ended while starting');
    return await isReady(n8n.url);
  };
  await until('n8n is ready', look, patience).catch(async (error: Error) => {
    await n8n.kill();
    throw new Error(`${error.message}:\n${n8n.log.tail()}`);
  });
}

const isReady = async (url: string): Promise<boolean> =>
  await fetch(`${url}/healthz/readiness`, { signal: AbortSignal.timeout(5000) }).then(
    ({ ok }) => ok,
    () => false,
  );
