/** Memory and handles of a process over time. Linux alone tells them; elsewhere there is nothing to say. */
import { setTimeout as sleep } from 'node:timers/promises';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Vital {
  readonly megabytes: number;
  readonly handles: number;
}

function vitalOf(pid: number): Vital | undefined {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return undefined;
  try {
    const [, kilobytes = NaN] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8')) ?? [];
    return { megabytes: Number(kilobytes) / 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return undefined;
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

export interface Trend {
  readonly first: Vital;
  readonly last: Vital;
}

/** Looks at a process from time to time, each of its lives by itself: a process that was killed begins anew. */
export class Vitals {
  readonly #lives = new Map<number, Vital[]>();

  /** Has the process collect its garbage first (witness.cjs), or its memory would say more of V8's mood than of the node. */
  async look(pid: number): Promise<void> {
    if (process.platform !== 'win32') process.kill(pid, 'SIGUSR2');
    await sleep(500);
    const vital = vitalOf(pid);
    if (vital) this.#lives.set(pid, [...(this.#lives.get(pid) ?? []), vital]);
  }

  /** The first and the last third of the longest life, each by its median; undefined when too little was seen. */
  trend(): Trend | undefined {
    const [longest = []] = [...this.#lives.values()].sort((a, b) => b.length - a.length);
    const third = Math.floor(longest.length / 3);
    if (third < 2) return undefined;
    const of = (part: readonly Vital[]): Vital => ({
      megabytes: median(part.map(({ megabytes }) => megabytes)),
      handles: median(part.map(({ handles }) => handles)),
    });
    return { first: of(longest.slice(0, third)), last: of(longest.slice(-third)) };
  }
}

/** What a life may grow by: a sixth of its memory, which V8 takes without being asked, and handles of requests under way. */
export const isFlat = ({ first, last }: Trend): boolean =>
  last.megabytes <= first.megabytes * (7 / 6) && last.handles <= first.handles + 10;

export const told = (trend: Trend | undefined): string =>
  trend
    ? `${trend.first.megabytes.toFixed(0)} -> ${trend.last.megabytes.toFixed(0)} MB, ${trend.first.handles} -> ${trend.last.handles} handles`
    : 'too short to tell';
