import type { Yielder } from '../yielder';

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
  // Jobs that were not begun left gaps.
  return results.filter(() => true);
}
