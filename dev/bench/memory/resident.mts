/** How far a process' resident memory grows while something happens. Linux only. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const kilobytes = (pid: number, name: 'VmRSS' | 'VmHWM'): number => {
  const [, value] =
    new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(value);
};

/** Lets what came before settle. */
const restMs = 3_000;

/** MB (10^6) between the memory before and the peak during `work`, by the kernel's own high-water mark. */
export async function growthMegabytes(pid: number, work: () => Promise<unknown>): Promise<number> {
  await pause(restMs);
  // 5 resets the high-water mark to what is resident now (proc(5), clear_refs).
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const before = kilobytes(pid, 'VmRSS');
  await work();
  return ((kilobytes(pid, 'VmHWM') - before) * 1024) / 1e6;
}
