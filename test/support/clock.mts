/** Time that passes only when everything else has come to rest, so that nothing waits for real. */
import type { Clock } from '../../nodes/AiHubMaxVeo/time';

interface Due {
  atMs: number;
  wake(): void;
  /** What a test wanted to happen; it keeps nothing awake. */
  planned: boolean;
}

/** More wake-ups than any wait of a day needs; past it a loop is taken to be endless. */
const maxSteps = 500_000;

/** Lets everything run that can run without time passing. */
const settle = async () => await new Promise<void>((resolve) => setImmediate(resolve));

export class VirtualClock implements Clock {
  private readonly queue: Due[] = [];

  /** Starts at 2026-11-22T10:13:20Z, the moment at which the tasks of the fixtures are created. */
  constructor(
    readonly startMs = 1_795_342_400_000,
    private time = startMs,
  ) {}

  now = (): number => this.time;

  sleep = async (ms: number): Promise<void> => {
    if (!Number.isFinite(ms)) throw new Error(`Nobody can sleep for ${ms} ms`);
    await new Promise<void>((resolve) =>
      this.add({ atMs: this.time + Math.max(0, ms), wake: resolve, planned: false }),
    );
  };

  /** Runs `action` when `ms` have passed since the start. */
  at(ms: number, action: () => void): void {
    this.add({ atMs: this.startMs + ms, wake: action, planned: true });
  }

  /** Since the start. */
  get elapsedMs(): number {
    return this.time - this.startMs;
  }

  /** How many still sleep. */
  get sleepers(): number {
    return this.queue.filter(({ planned }) => !planned).length;
  }

  /** Moves time from sleeper to sleeper until the promise settles. */
  async run<Result>(promise: Promise<Result>): Promise<Result> {
    let settled = false;
    const note = () => void (settled = true);
    promise.then(note, note);
    for (let step = 0; step < maxSteps; step++) {
      await settle();
      if (settled) return await promise;
      if (!this.step()) throw new Error('Nothing sleeps any more, but the promise has not settled');
    }
    throw new Error('The promise does not settle however long one waits');
  }

  /** Lets `ms` pass. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.time + ms;
    await settle();
    while ((this.queue[0]?.atMs ?? Infinity) <= untilMs) {
      this.step();
      await settle();
    }
    this.time = untilMs;
  }

  private add(due: Due): void {
    const later = this.queue.findIndex(({ atMs }) => atMs > due.atMs);
    this.queue.splice(later < 0 ? this.queue.length : later, 0, due);
  }

  private step(): boolean {
    const next = this.queue.shift();
    if (!next) return false;
    this.time = Math.max(this.time, next.atMs);
    next.wake();
    return true;
  }
}
