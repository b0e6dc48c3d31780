import { setTimeout as sleep } from 'node:timers/promises';

type Seen<T> = T | undefined | false;

/** Nobody who has waited for long minds a second; and what waits beside others must not keep n8n busy with answers. */
const laxEveryMs = 1_000;

/**
 * Looks again and again, the longer it takes the more seldom, until there is something to see. Throws with `what` when there is
 * nothing in time.
 */
export async function until<T>(
  what: string | (() => string),
  look: () => Seen<T> | Promise<Seen<T>>,
  { withinMs = 60_000, everyMs = 100 }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const began = performance.now();
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    const waitedMs = performance.now() - began;
    if (waitedMs > withinMs)
      throw new Error(`${typeof what === 'string' ? what : what()}: not within ${withinMs / 1000} s`);
    await sleep(Math.max(everyMs, Math.min(waitedMs / 20, laxEveryMs)));
  }
}
