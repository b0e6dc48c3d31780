/**
 * How many credits a run may reserve. What a task costs is known only once the first of its price class has been created: so
 * with a limit creates take turns, and each one counts before the next is decided on.
 */
import { roundSum } from '../api/balance';
import { asFailure, VideoError } from '../errors';
import type { Failure } from '../errors';
import { spentIn } from './ledger';
import type { Reserve } from './reserve';
import type { Memory, Pass, Spent } from '../memory';
import { turnsOf } from './turns';

/** What is to be submitted, and under which limit. */
interface Wish {
  /** Credits that the run may reserve in all; 0 = no limit. */
  maxCredits: number;
  /** Credits that must be left; 0 = none. */
  keepCredits: number;
  /** Tasks of the same price class cost the same. */
  priceClass: string;
}

const advice =
  'Nothing was sent for this item and nothing was charged. Raise Max Credits or run the rest later.';

const refuse = (message: string): never => {
  const failure = { category: 'insufficient_credits', code: 'max_credits', advice } as const;
  throw new VideoError({ ...failure, message: `Not submitted: ${message}` });
};

export class Budget {
  /** What this execution has ordered so far. */
  readonly spent: Spent;
  readonly #memory: Memory;
  readonly #prices: Record<string, number>;
  readonly #reserve: Reserve;

  constructor(memory: Memory, pass: Pass, reserve: Reserve) {
    this.#reserve = reserve;
    this.#memory = memory;
    this.spent = spentIn(memory, pass);
    this.#prices = memory.prices ??= {};
  }

  /**
   * Runs `submit` when its cost still fits; throws VideoError when it does not. `submit` gives the credits it reserved, null
   * when nobody knows. An agent runs its tools side by side, each as a run of its own: all of one memory share the turns.
   */
  async spend<Result extends { credits: number | null }>(
    wish: Wish,
    submit: () => Promise<Result>,
  ): Promise<Result> {
    const turns = turnsOf(this.#memory);
    const send = async () => await this.#send(wish.priceClass, submit);
    if (wish.maxCredits === 0 && wish.keepCredits === 0) return await turns.beside(send);
    return await turns.alone(async () => {
      if (wish.maxCredits > 0) this.#refuseBeyond(wish);
      const { keepCredits, priceClass } = wish;
      if (keepCredits > 0) await this.#reserve.refuseBelow(keepCredits, this.#expected(priceClass));
      return await send();
    });
  }

  /** Of a price class that was not seen yet: as much as the dearest that was. */
  #expected(priceClass: string): number {
    return this.#prices[priceClass] ?? Math.max(0, ...Object.values(this.#prices));
  }

  #refuseBeyond({ maxCredits, priceClass }: Wish): void {
    const unpriced = Object.entries(this.spent.unpriced);
    if (unpriced.some(([other]) => this.#prices[other] === undefined))
      refuse(`what an earlier video of this run costs is not known, and Max Credits is ${maxCredits}`);
    const owed = unpriced.reduce((sum, [other, count]) => sum + count * this.#expected(other), 0);
    const total = roundSum(this.spent.credits + owed + this.#expected(priceClass));
    if (total > maxCredits)
      refuse(`with this item the run would reserve ${total} credits, and Max Credits is ${maxCredits}`);
  }

  async #send<Result extends { credits: number | null }>(
    priceClass: string,
    submit: () => Promise<Result>,
  ): Promise<Result> {
    try {
      const result = await submit();
      this.spent.tasks += 1;
      this.#count(priceClass, result.credits);
      return result;
    } catch (thrown) {
      throw this.#counted(priceClass, asFailure(thrown));
    }
  }

  /** What was not answered may have been accepted all the same. */
  #counted(priceClass: string, failure: Failure): VideoError {
    if (failure.category === 'submission_unknown') this.#count(priceClass, null);
    return new VideoError(failure);
  }

  /** `credits`: null when nobody knows, which counts as much as its price class costs. */
  #count(priceClass: string, credits: number | null): void {
    const { spent } = this;
    this.#reserve.count(credits);
    if (credits === null) {
      spent.unpriced[priceClass] = (spent.unpriced[priceClass] ?? 0) + 1;
      return;
    }
    const price = Math.max(0, credits);
    this.#prices[priceClass] = Math.max(this.#prices[priceClass] ?? 0, price);
    spent.credits = roundSum(spent.credits + price);
  }
}
