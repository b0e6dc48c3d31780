import { setTimeout as sleep } from 'node:timers/promises';

/** The editor follows a change in a moment of its own: asks again until the answer holds, and fails with the last failure. */
export async function eventually(check: () => Promise<void>, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(100);
    }
  }
}
