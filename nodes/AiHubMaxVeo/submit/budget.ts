/**
 * What a run may spend: so many credits, and so many videos. What a video costs is known only once the first of its price
 * class was created: so under a limit orders take turns, and each counts before the next.
 */
import { VideoError } from '../errors';
import { roundSum } from '../json';
import type { Memory, Pass, Spent } from '../memory';
import { spentIn } from './ledger';

/** 0 = no limit. */
export interface Limits {
  /** Credits that the run may reserve in all. */
  maxCredits: number;
  /** Videos that the run may create in all. */
  maxVideos: number;
}

const lastTurns = new WeakMap<Memory, Promise<unknown>>();

/**
 * Under a limit `order` comes after all that was begun before it; without one it goes side by side. An agent runs its tools
 * side by side, each as a run of its own: all of one memory share the turns.
 */
export async function inTurn<Result>(
  memory: Memory,
  limits: Limits,
  order: () => Promise<Result>,
): Promise<Result> {
  const before = lastTurns.get(memory) ?? Promise.resolve();
  const isLimited = limits.maxCredits > 0 || limits.maxVideos > 0;
  const mine = isLimited ? before.then(order) : order();
  lastTurns.set(
    memory,
    Promise.allSettled([before, mine]).then(() => undefined),
  );
  return await mine;
}

const refuse = (code: string, reason: string, wayOut: string): never => {
  const advice = `Nothing was sent for this item and nothing was charged. ${wayOut}`;
  throw new VideoError({
    category: 'insufficient_credits',
    code,
    message: `Not submitted: ${reason}`,
    advice,
  });
};

export class Budget {
  /** What this execution has ordered so far. */
  readonly spent: Spent;
  readonly #prices: Record<string, number>;

  constructor(memory: Memory, pass: Pass) {
    this.spent = spentIn(memory, pass);
    this.#prices = memory.prices ??= {};
  }

  /** Throws VideoError where one more video of this price class would pass a limit. */
  check({ maxCredits, maxVideos }: Limits, priceClass: string): void {
    if (maxVideos > 0 && (this.spent.videos ?? 0) >= maxVideos) {
      const videos = maxVideos === 1 ? '1 video' : `${maxVideos} videos`;
      const reason = `this run has already created ${videos}, and Max Videos is ${maxVideos}`;
      refuse('max_videos', reason, 'Raise Max Videos or run the rest later.');
    }
    if (maxCredits > 0) this.#refuseBeyond(maxCredits, this.#expected(priceClass));
  }

  /** Call for a video that was created, or may have been. `credits`: null when nobody knows, which counts as its price class costs. */
  count(priceClass: string, credits: number | null): void {
    const { spent } = this;
    spent.videos = (spent.videos ?? 0) + 1;
    if (credits === null) {
      spent.unpriced[priceClass] = (spent.unpriced[priceClass] ?? 0) + 1;
      return;
    }
    const price = Math.max(0, credits);
    this.#prices[priceClass] = Math.max(this.#prices[priceClass] ?? 0, price);
    spent.credits = roundSum(spent.credits + price);
  }

  /** Of a price class that was not seen yet: as much as the dearest that was. */
  #expected(priceClass: string): number {
    return this.#prices[priceClass] ?? Math.max(0, ...Object.values(this.#prices));
  }

  #refuseBeyond(maxCredits: number, expected: number): void {
    const wayOut = 'Raise Max Credits or run the rest later.';
    const unpriced = Object.entries(this.spent.unpriced);
    if (unpriced.some(([priceClass]) => this.#prices[priceClass] === undefined)) {
      const reason = `what an earlier video of this run costs is not known, and Max Credits is ${maxCredits}`;
      refuse('max_credits', reason, wayOut);
    }
    const owed = unpriced.reduce((sum, [priceClass, count]) => sum + count * this.#expected(priceClass), 0);
    const total = roundSum(this.spent.credits + owed + expected);
    if (total > maxCredits) {
      const reason = `with this item the run would reserve ${total} credits, and Max Credits is ${maxCredits}`;
      refuse('max_credits', reason, wayOut);
    }
  }
}
