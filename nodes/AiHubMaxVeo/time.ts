/** Time and the Stop button, handed in wherever something waits, so that no test waits for real. */
import { sleep } from 'n8n-workflow';
import { ownCodes } from './catalogue/failures';
import { VideoError } from './errors';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** The same object for all clocks whose moments may be compared; the clock itself where there is none. */
  timeline?: object;
}

const machineTime = {};

/** The machine's clock may be set back or forth in the middle of a wait: from its start on a run counts by itself. */
export function systemClock(): Clock {
  const originMs = Date.now() - performance.now();
  return {
    now: () => originMs + performance.now(),
    sleep: async (ms) => await sleep(ms),
    timeline: machineTime,
  };
}

/** n8n's own abortable sleep exists only in some versions, so a wait is cut into slices and Stop is checked in between. */
export const sliceMs = 1000;

/** n8n must find its own word in the message, or it takes the stopped execution for a failed one. */
export const stopped = () =>
  new VideoError({
    category: 'cancelled',
    code: ownCodes.stopped,
    message: 'The execution was canceled, so nothing more was sent',
    advice: 'Tasks that were started go on at AIHubMax.',
  });

export function refuseWhenStopped(stop: AbortSignal | undefined): void {
  if (stop?.aborted) throw stopped();
}

/** What comes of `work`, or `atStop` when Stop comes first: the work then goes on by itself. */
export async function unlessStopped<Result>(
  work: Promise<Result>,
  stop: AbortSignal | undefined,
  atStop: Result,
): Promise<Result> {
  let give = (): void => undefined;
  const pressed = new Promise<Result>((resolve) => {
    give = () => resolve(atStop);
    stop?.addEventListener('abort', give, { once: true });
  });
  return await Promise.race([work, pressed]).finally(() => stop?.removeEventListener('abort', give));
}

/** A halt that Stop triggers, and that a run can trigger itself. */
export class RunStop {
  readonly #stop: AbortSignal | undefined;
  readonly #halt = new AbortController();

  /** `stop`: the execution's stop signal; older n8n versions hand out none. */
  constructor(stop: AbortSignal | undefined) {
    this.#stop = stop;
    if (stop?.aborted) this.abort();
    stop?.addEventListener('abort', this.abort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#halt.signal;
  }

  readonly abort = (): void => this.#halt.abort();

  /** Lets go of the Stop button, which outlives a run: in a loop one execution has many. */
  release(): void {
    this.#stop?.removeEventListener('abort', this.abort);
  }
}

/** Waits `ms`, or throws `cancelled` within a slice of the user pressing Stop. */
export async function pause(ms: number, clock: Clock, stop: AbortSignal | undefined): Promise<void> {
  const until = clock.now() + ms;
  for (let left = ms; left > 0; left = until - clock.now()) {
    refuseWhenStopped(stop);
    await clock.sleep(Math.min(left, sliceMs));
  }
  refuseWhenStopped(stop);
}

/**
 * What comes of `work`, or null when it has not come by `untilMs`: it then goes on by itself. Throws `cancelled` within a slice of
 * the user pressing Stop. It listens to nothing: the stop signal of an execution would gather a listener for every poll.
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
    refuseWhenStopped(stop);
    if (result !== null || leftMs === 0) return result;
  }
}
