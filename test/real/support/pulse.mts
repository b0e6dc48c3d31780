import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RealN8n } from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';

/** Processor time of a process, as Linux counts it in hundredths of a second (proc(5), stat); NaN elsewhere. */
function workedMs(pid: number): number {
  try {
    // The name of a program, in brackets, may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return NaN;
  }
}

/** Takes n8n's pulse: asks its health address again and again, and keeps how long the slowest answer took. */
export class Pulse {
  /** 0 before the first answer. */
  maxAnswerMs = 0;
  /** Answers that count. */
  beats = 0;
  #isBeating = false;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly n8n: RealN8n,
    everyMs = 1000,
  ) {
    this.#timer = setInterval(() => void this.#beat(), everyMs).unref();
  }

  /** One more beat, so that even the shortest stretch has one; then no more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await until('the last beat has ended', () => !this.#isBeating, { everyMs: 10 });
    await this.#beat();
  }

  async #beat(): Promise<void> {
    const { process } = this.n8n;
    // A slow answer is one beat, not many.
    if (this.#isBeating || !process.isServing()) return;
    this.#isBeating = true;
    const tookMs = await this.#ask();
    this.#isBeating = false;
    // What was asked of a process that was ended meanwhile says nothing.
    if (this.n8n.process !== process || !process.isServing()) return;
    this.beats += 1;
    this.maxAnswerMs = Math.max(this.maxAnswerMs, tookMs);
  }

  /** What our own process was late by is not n8n's, nor is what n8n did not work: then the machine had no time for it. */
  async #ask(): Promise<number> {
    const { pid } = this.n8n.process;
    const own = monitorEventLoopDelay({ resolution: 10 });
    own.enable();
    const began = performance.now();
    const workedBefore = workedMs(pid);
    await fetch(`${this.n8n.url}/healthz`, { signal: AbortSignal.timeout(60_000) })
      .then((answer) => answer.text())
      .catch(() => undefined);
    const tookMs = performance.now() - began;
    own.disable();
    const worked = workedMs(pid) - workedBefore;
    return Math.max(0, Math.min(tookMs - own.max / 1e6, Number.isFinite(worked) ? worked : Infinity));
  }
}
