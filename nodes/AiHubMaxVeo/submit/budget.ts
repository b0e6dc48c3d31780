/**
 * What a run has spent, item by item and in all: Max Credits and Max Videos hold it. What a video costs is known only once the first of its price class was created: so under a limit
 * orders take turns, and each counts before the next.
 */
import type { Prices } from '../api/account';
import { VideoError, type Failure } from '../errors';
import { roundSum } from '../json';
import { chargedOf, spentIn, type Charged, type Memory, type NodeRun, type Spent } from '../memory';
import type { Order } from './order';

const lastTurns = new WeakMap<Memory, Promise<unknown>>();

/**
 * Under a limit `work` begins when all that was begun before it has ended; without one it goes side by side. An agent runs its
 * tools side by side, each as a run of its own: all of one memory share the turns.
 */
export async function inTurn<Result>(
  memory: Memory,
  { maxCredits, maxVideos }: Order,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = lastTurns.get(memory) ?? Promise.resolve();
  const mine = maxCredits > 0 || maxVideos > 0 ? before.then(work) : work();
  // What they gave is dropped, or each turn would keep all results before it alive.
  const ended = Promise.allSettled([before, mine]).then(() => undefined);
  lastTurns.set(memory, ended);
  return await mine;
}

/** `limit`: such as "Max Videos is 2". */
function refuse(code: string, limit: string, reason: string): never {
  const message = `Not sent: ${limit}, and ${reason}`;
  throw new VideoError({ category: 'limit_reached', code, limit, message });
}

export class Budget {
  /** What this run has created so far. */
  readonly spent: Spent;
  readonly #prices: Record<string, number>;
  readonly #known: Prices;
  readonly #charged: NodeRun['charged'];

  /** `known`: what this process has seen, also in other executions. */
  constructor(memory: Memory, nodeRun: NodeRun, known: Prices) {
    this.spent = spentIn(memory, nodeRun);
    this.#prices = memory.prices ??= {};
    this.#known = known;
    this.#charged = nodeRun.charged;
  }

  /** Throws VideoError where one more video of this price class would pass a limit. */
  check({ maxCredits, maxVideos }: Order, priceClass: string): void {
    const { spent } = this;
    if (maxVideos > 0 && (spent.videos ?? 0) >= maxVideos) {
      const videos = maxVideos === 1 ? '1 video' : `${maxVideos} videos`;
      refuse('max_videos', `Max Videos is ${maxVideos}`, `this run has already created ${videos}`);
    }
    if (maxCredits <= 0) return;
    const limit = `Max Credits is ${maxCredits}`;
    const unpriced = Object.entries(spent.unpriced);
    if (unpriced.some(([unknown]) => this.#priceOf(unknown) === null)) {
      refuse('max_credits', limit, 'what an earlier video of this run costs is not known');
    }
    const owed = unpriced.reduce((sum, [unknown, count]) => sum + count * this.#expected(unknown), 0);
    const total = roundSum(spent.credits + owed + this.#expected(priceClass));
    if (total > maxCredits) {
      refuse('max_credits', limit, `with this item the run would reserve ${total}`);
    }
  }

  /** Counts a video that was created, or may have been. `credits`: null when nobody knows, which counts as its price class costs. */
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

  /** Counts a video of which nobody knows whether it was created. */
  countUnknown(index: number, priceClass: string): void {
    this.count(priceClass, null);
    // A task that is certain stays so, whatever else went wrong.
    if (chargedOf(this.#charged, index) !== 'yes') this.#charged.set(index, 'unknown');
  }

  /** Call as soon as AIHubMax has accepted a create for an item. */
  accepted(index: number): void {
    const isFirst = (this.#charged.get(index) ?? 'no') === 'no';
    this.#charged.set(index, isFirst ? 'yes' : 'again');
  }

  /** What to say of an item. `failure`: of it or its task, null = none; a task that has failed may not have been charged. */
  charged(index: number, failure: Pick<Failure, 'isFinal' | 'credits'> | null): Charged {
    const charged = chargedOf(this.#charged, index);
    if (charged !== 'yes' || !failure?.isFinal || failure.credits === 'kept') return charged;
    const isReturned = failure.credits === 'returned' && this.#charged.get(index) !== 'again';
    const settled = isReturned ? 'no' : 'unknown';
    this.#charged.set(index, settled);
    return settled;
  }

  /** A price class that was not seen yet is taken to cost as much as the dearest that was. */
  #expected(priceClass: string): number {
    return this.#priceOf(priceClass) ?? Math.max(0, ...Object.values(this.#prices));
  }

  #priceOf(priceClass: string): number | null {
    return this.#prices[priceClass] ?? this.#known.of(priceClass);
  }
}
