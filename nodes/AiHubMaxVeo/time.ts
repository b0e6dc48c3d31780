/** Time, the Stop button and turns of n8n's only thread, handed in wherever something waits, so that no test waits for real. */
import { sleep } from 'n8n-workflow';
import { ownCodes } from './catalogue/failures';
import { VideoError } from './errors';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Clocks whose times may be compared share this object; absent = comparable with no other clock. */
  timeline?: object;
}

const systemTimeline = {};

/** Monotonic: the machine's clock may be set back or forth in the middle of a wait. */
export function systemClock(): Clock {
  const originMs = Date.now() - performance.now();
  return {
    now: () => originMs + performance.now(),
    sleep: async (ms) => await sleep(ms),
    timeline: systemTimeline,
  };
}

/** 90,000 as "1.5 minutes"; one decimal at most. */
export function minutesOf(ms: number): string {
  const count = Math.round(ms / 6_000) / 10;
  return `${count} ${count === 1 ? 'minute' : 'minutes'}`;
}

/** Only some versions of n8n have an abortable sleep, so a wait is cut into slices, and Stop is checked after each. */
export const sliceMs = 1000;

/** n8n looks for "canceled" in the message: without it, it takes the stopped execution for a failed one. */
export const stoppedError = () =>
  new VideoError({
    category: 'cancelled',
    code: ownCodes.stopped,
    message: 'The execution was canceled, so nothing more was sent',
    advice: 'Tasks that were started go on at AIHubMax.',
  });

export function throwIfStopped(stop: AbortSignal | undefined): void {
  if (stop?.aborted) throw stoppedError();
}

/** The result of `work`, or `atStop` when Stop is pressed first: the work then goes on by itself. */
export async function unlessStopped<Result>(
  work: Promise<Result>,
  stop: AbortSignal | undefined,
  atStop: Result,
): Promise<Result> {
  let onStop = (): void => undefined;
  const stopped = new Promise<Result>((resolve) => {
    onStop = () => resolve(atStop);
    stop?.addEventListener('abort', onStop, { once: true });
  });
  // Not by a `signal` of the listener: Node.js 20 to 24 lets garbage collection take all but the last of those on one signal.
  return await Promise.race([work, stopped]).finally(() => stop?.removeEventListener('abort', onStop));
}

/** Aborts a run when the user presses Stop, and when the run itself gives up. */
export class RunStop extends AbortController {
  readonly #stop: AbortSignal | undefined;
  readonly #follow = (): void => this.abort();

  /** `stop`: the execution's stop signal; older n8n versions hand out none. */
  constructor(stop: AbortSignal | undefined) {
    super();
    this.#stop = stop;
    if (stop?.aborted) this.abort();
    stop?.addEventListener('abort', this.#follow, { once: true });
  }

  /** Stops listening to the execution's signal, which outlives a run: in a loop one execution has many. */
  release(): void {
    this.#stop?.removeEventListener('abort', this.#follow);
  }
}

/** Waits `ms`. Throws `cancelled` within a slice of the user pressing Stop. */
export async function pause(ms: number, clock: Clock, stop: AbortSignal | undefined): Promise<void> {
  const until = clock.now() + ms;
  for (let left = ms; left > 0; left = until - clock.now()) {
    throwIfStopped(stop);
    await clock.sleep(Math.min(left, sliceMs));
  }
  throwIfStopped(stop);
}

/**
 * The result of `work`, or null when there is none by `untilMs`: the work then goes on by itself. Throws `cancelled` within a
 * slice of the user pressing Stop. Adds no listener to the signal, which would gather one for every poll under way.
 */
export async function unlessLate<Result>(
  work: Promise<Result>,
  untilMs: number,
  { clock, stop }: { clock: Clock; stop: AbortSignal | undefined },
): Promise<Result | null> {
  for (;;) {
    const leftMs = Math.max(0, untilMs - clock.now());
    const slice = clock.sleep(Math.min(leftMs, sliceMs)).then(() => null);
    const result = await Promise.race([work, slice]);
    throwIfStopped(stop);
    if (result !== null || leftMs === 0) return result;
  }
}

/** As a clock on the wall in Greenwich shows it. `ms`: since the epoch. */
export const utcTime = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Work that waits for nothing yields to the event loop this often. */
const maxHoldMs = 15;
/** A request keeps n8n's HTTP client busy for about a millisecond. */
const maxAdmitted = 10;

/**
 * One for all work of a run: with a timer for each, Node.js would go from one that is due to the next that has become due meanwhile,
 * and never come back to its other work.
 */
export class Yielder {
  #heldSinceMs: number;
  #yielding: Promise<void> | null = null;
  #admitted = 0;

  constructor(private readonly clock: Clock) {
    this.#heldSinceMs = clock.now();
  }

  /** The work of this run is yielding now, or has held the thread for too long. */
  get isDue(): boolean {
    return this.#yielding !== null || this.clock.now() - this.#heldSinceMs >= maxHoldMs;
  }

  /** For work that goes on behind its first wait, such as a request: only so many of it begin between two yields. */
  async admit(): Promise<void> {
    while (this.isDue || this.#admitted >= maxAdmitted) await this.yieldNow();
    this.#admitted += 1;
  }

  async yieldNow(): Promise<void> {
    await (this.#yielding ??= this.#yield());
  }

  async #yield(): Promise<void> {
    await this.clock.sleep(0);
    this.#heldSinceMs = this.clock.now();
    this.#admitted = 0;
    this.#yielding = null;
  }
}

/** Does `work` for all of `jobs`; the results come in their order. After `stop` those under way are awaited, the rest left out. */
export async function mapConcurrent<Job, Result>(
  jobs: Job[],
  { concurrency, stop, yielder }: { concurrency: number; stop: AbortSignal; yielder: Yielder },
  work: (job: Job) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = jobs.entries();
  const lane = async (): Promise<void> => {
    for (const [index, job] of waiting) {
      while (yielder.isDue) await yielder.yieldNow();
      if (stop.aborted) return;
      results[index] = await work(job);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, jobs.length) }, lane));
  // Without the gaps of jobs that were not begun.
  return results.filter(() => true);
}
