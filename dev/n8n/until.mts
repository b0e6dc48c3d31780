import { setTimeout as sleep } from 'node:timers/promises';

type Seen<T> = T | undefined | false;

/** Looks again and again until there is something to see. Throws with `what` when there is nothing in time. */
export async function until<T>(
  what: string | (() => string),
  look: () => Seen<T> | Promise<Seen<T>>,
  { withinMs = 60_000, everyMs = 100 }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline)
      throw new Error(`${typeof what === 'string' ? what : what()}: not within ${withinMs / 1000} s`);
    await sleep(everyMs);
  }
}
