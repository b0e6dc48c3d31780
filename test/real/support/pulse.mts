import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RealN8n } from '../../../dev/n8n/index.mts';
import { until } from '../../../dev/n8n/until.mts';

/** Takes n8n's pulse: asks its health address again and again, and keeps how long the slowest answer took. */
export class Pulse {
  /** 0 before the first answer. */
  longestMs = 0;
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
    this.longestMs = Math.max(this.longestMs, tookMs);
  }

  /** What our own process was late by is not n8n's. */
  async #ask(): Promise<number> {
    const own = monitorEventLoopDelay({ resolution: 10 });
    own.enable();
    const began = performance.now();
    await fetch(`${this.n8n.url}/healthz`, { signal: AbortSignal.timeout(60_000) })
      .then((answer) => answer.text())
      .catch(() => undefined);
    const tookMs = performance.now() - began;
    own.disable();
    return Math.max(0, tookMs - own.max / 1e6);
  }
}
