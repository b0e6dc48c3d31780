/** Many jobs, some at a time, without taking n8n's only thread away from everybody else. */
import type { Clock } from '../time';

export interface Limits {
  concurrency: number;
  /** Once it is aborted no further job is begun. */
  stop: AbortSignal;
  clock: Clock;
}

/** Work that waits for nothing lets others have the thread this often. */
const longestBlockMs = 15;

/**
 * Does `work` for all of `jobs` and gives the results in the order of the jobs. After `stop` those under way are waited for,
 * and the rest have the result undefined.
 */
export async function mapConcurrent<Job, Result>(
  jobs: Job[],
  { concurrency, stop, clock }: Limits,
  work: (job: Job) => Promise<Result>,
): Promise<Array<Result | undefined>> {
  const results = new Array<Result | undefined>(jobs.length).fill(undefined);
  const waiting = jobs.entries();
  let freeSinceMs = clock.now();
  const lane = async (): Promise<void> => {
    for (const [index, job] of waiting) {
      if (stop.aborted) return;
      results[index] = await work(job);
      if (clock.now() - freeSinceMs < longestBlockMs) continue;
      await clock.sleep(0);
      freeSinceMs = clock.now();
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, jobs.length) }, lane));
  return results;
}
