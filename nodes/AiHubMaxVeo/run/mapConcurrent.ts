/** Many jobs, some at a time, without taking n8n's only thread away from everybody else. */
import type { Yielder } from '../yielder';

interface Limits {
  concurrency: number;
  /** Once it is aborted no further job is begun. */
  stop: AbortSignal;
  yielder: Yielder;
}

/**
 * Does `work` for all of `jobs` and gives the results in the order of the jobs. After `stop` those under way are waited for,
 * and the rest are left out.
 */
export async function mapConcurrent<Job, Result>(
  jobs: Job[],
  { concurrency, stop, yielder }: Limits,
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
  // Jobs that were not begun left gaps.
  return results.filter(() => true);
}
