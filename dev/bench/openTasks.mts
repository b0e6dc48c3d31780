/** A thousand tasks open at once in one run: what watching them costs, in requests, time and memory. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEmulator } from '../emulator/index.mts';
import { projectFolder } from '../n8n/index.mts';
import { show } from './figures.mts';
import type { Measured } from './watching.mts';

const tasks = 1_000;
/** Of the emulator's clock, which is the machine's. */
const taskSeconds = 30;

/** In a process of its own, so that its heap is that of the node's code and nothing else. */
async function watchElsewhere(url: string, key: string): Promise<Measured> {
  const program = join(import.meta.dirname, 'watching.mts');
  const args = ['--expose-gc', '--import', 'tsx', program, url, key, String(tasks)];
  const env = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: projectFolder, env });
  return JSON.parse(stdout) as Measured;
}

const kBPerTask = (bytes: number): number => bytes / 1000 / tasks;

export async function benchOpenTasks(): Promise<void> {
  const emulator = await startEmulator({ render: false, taskSeconds, credits: 1e9 });
  try {
    const { heapBefore, heapOpen, heapAfter, ...seen } = await watchElsewhere(emulator.url, emulator.key);
    const polls = emulator.requests().filter(({ route }) => route === 'status').length;
    const seconds = seen.waitedMs / 1000;
    show(
      `Open tasks: ${tasks} at once, each of ${taskSeconds} s, one waiting loop, real time`,
      ['What', 'Figure'],
      [
        ['Creates that arrived', String(emulator.createAttempts())],
        ['Tasks made', String(emulator.creates())],
        ['Tasks seen completed', String(seen.completed)],
        ['First create to last video, s', seconds],
        ['Polls', String(polls)],
        ['Polls per task', polls / tasks],
        ['Polls per second (limit 40)', polls / seconds],
        ['Heap per open task, kB (goal 50)', kBPerTask(heapOpen - heapBefore)],
        ['Heap kept after all, kB per task', kBPerTask(heapAfter - heapBefore)],
      ],
    );
  } finally {
    await emulator.stop();
  }
}
