/** Many jobs, some at a time, without taking n8n's only thread away from everybody else. */
import type { Breath } from '../breath';

interface Limits {
  concurrency: number;
  /** Once it is aborted no further job is begun. */
  stop: AbortSignal;
  breath: Breath;
}

/**
 * Does `work` for all of `jobs` and gives the results in the order of the jobs. After `stop` those under way are waited for,
 * and the rest are left out.
 */
export async function mapConcurrent<Job, Result>(
  jobs: Job[],
  { concurrency, stop, breath }: Limits,
  work: (job: Job) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = jobs.entries();
  const lane = async (): Promise<void> => {
    for (const [index, job] of waiting) {
      while (breath.isDue) await breath.take();
      if (stop.aborted) return;
      results[index] = await work(job);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, jobs.length) }, lane));
  // Jobs that were not begun left gaps.
  return results.filter(() => true);
}
