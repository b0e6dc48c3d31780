/**
 * Does `work` for all of `jobs`, at most `atOnce` at a time, and gives the results in the order of the jobs. Once `halt`
 * is aborted no further job is begun; those under way are waited for, and the rest have the result undefined.
 */
export async function mapConcurrent<Job, Result>(
  jobs: Job[],
  { atOnce, halt }: { atOnce: number; halt: AbortSignal },
  work: (job: Job) => Promise<Result>,
): Promise<Array<Result | undefined>> {
  const results = new Array<Result | undefined>(jobs.length).fill(undefined);
  const waiting = jobs.entries();
  const lane = async (): Promise<void> => {
    for (const [index, job] of waiting) {
      if (halt.aborted) return;
      results[index] = await work(job);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, lane));
  return results;
}
