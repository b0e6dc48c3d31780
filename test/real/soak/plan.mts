/** What a soak is to do: `--minutes 30 --queue --seed 7`. */
import { parseArgs } from 'node:util';

export interface SoakPlan {
  readonly minutes: number;
  readonly queue: boolean;
  /** The same seed gives the same order of events. */
  readonly seed: number;
}

export function readSoakPlan(args: readonly string[]): SoakPlan {
  const options = {
    minutes: { type: 'string' },
    queue: { type: 'boolean' },
    seed: { type: 'string' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const minutes = Number(values.minutes ?? 2);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  if (!(minutes > 0 && minutes <= 24 * 60))
    throw new Error(`--minutes is ${values.minutes}, but must be between 0 and 1440.`);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed is ${values.seed}, but must be a whole number.`);
  return { minutes, queue: values.queue ?? false, seed };
}
