/** Time and the Stop button, handed in wherever something waits, so that no test waits for real. */
import { sleep } from 'n8n-workflow';
import { stoppedCode, VideoError } from './errors';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = { now: () => Date.now(), sleep: async (ms) => await sleep(ms) };

/** The execution's stop signal; older n8n versions hand out none. */
export type StopSignal = AbortSignal | undefined;

/** n8n's own abortable sleep exists only in some versions, so a wait is cut into slices and Stop is looked at in between. */
export const sliceMs = 1000;

/** n8n must find its own word in the message, or it takes the stopped execution for a failed one. */
export const stopped = () =>
  new VideoError({
    category: 'cancelled',
    code: stoppedCode,
    message: 'The execution was canceled, so nothing more was sent',
  });

export function refuseWhenStopped(stop: StopSignal): void {
  if (stop?.aborted) throw stopped();
}

/** A halt that Stop triggers, and that a run can trigger itself. */
export function createHalt(stop: StopSignal): AbortController {
  const halt = new AbortController();
  if (stop?.aborted) halt.abort();
  stop?.addEventListener('abort', () => halt.abort(), { once: true });
  return halt;
}

/** Waits `ms`, or throws `cancelled` within a slice of the user pressing Stop. */
export async function pause(ms: number, clock: Clock, stop: StopSignal): Promise<void> {
  const until = clock.now() + ms;
  for (let left = ms; left > 0; left = until - clock.now()) {
    refuseWhenStopped(stop);
    await clock.sleep(Math.min(left, sliceMs));
  }
  refuseWhenStopped(stop);
}
