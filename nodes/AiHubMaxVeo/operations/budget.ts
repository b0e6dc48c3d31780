/** How many credits a run may reserve. What a task costs is known only once the first of its kind has been submitted. */
import { VideoError } from '../errors';

export interface Budget {
  /**
   * Runs `submit` when its cost still fits into `most` credits (0 = no limit); throws VideoError when it does not.
   * While no cost is known one submission goes out at a time. `submit` gives the credits it reserved, or null.
   */
  spend<Result extends { credits: number | null }>(
    most: number,
    submit: () => Promise<Result>,
  ): Promise<Result>;
  /** Credits reserved so far. */
  reserved(): number;
}

/** `known`: what each task of earlier tries of the same run has reserved. */
export function createBudget(known: number[]): Budget {
  let reserved = known.reduce((sum, credits) => sum + credits, 0);
  let dearest = known.length > 0 ? Math.max(...known) : null;
  let underWay = 0;
  let first: Promise<unknown> = Promise.resolve();

  const refuse = (most: number, next: number): void => {
    const total = reserved + (underWay + 1) * next;
    if (most === 0 || total <= most) return;
    const message = `Not submitted: with this item the run would reserve ${total} credits, and Max Credits is ${most}`;
    const advice =
      'Nothing was sent for this item and nothing was charged. Raise Max Credits or run the rest later.';
    throw new VideoError({ category: 'insufficient_credits', code: 'max_credits', message, advice });
  };

  const send = async <Result extends { credits: number | null }>(
    submit: () => Promise<Result>,
  ): Promise<Result> => {
    underWay += 1;
    try {
      const result = await submit();
      reserved += result.credits ?? 0;
      dearest = Math.max(dearest ?? 0, result.credits ?? 0);
      return result;
    } finally {
      underWay -= 1;
    }
  };

  return {
    reserved: () => reserved,
    async spend(most, submit) {
      if (most === 0) return await send(submit);
      while (dearest === null && underWay > 0) await first.catch(() => undefined);
      refuse(most, dearest ?? 0);
      const sent = send(submit);
      first = sent;
      return await sent;
    },
  };
}
