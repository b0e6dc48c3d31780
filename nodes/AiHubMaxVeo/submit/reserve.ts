/** The credits that a run must leave: the balance as it was read, less what the run has reserved since. */
import { roundSum } from '../api/balance';
import type { Client } from '../api/client';
import { asFailure, VideoError } from '../errors';

/** The balance is read again after so many creates. */
const createsPerReading = 10;

const advice =
  'Nothing was sent for this item and nothing was charged. Top up the balance, or lower Keep Credits.';

const refuse = (keepCredits: number, reason: string): never => {
  const failure = { category: 'insufficient_credits', code: 'keep_credits', advice } as const;
  throw new VideoError({
    ...failure,
    message: `Not submitted: ${reason}, and Keep Credits is ${keepCredits}`,
  });
};

export class Reserve {
  readonly #client: Client;
  /** Null: nothing limits this account. */
  #left: number | null = null;
  #creates = createsPerReading;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Throws VideoError where a create would leave too little, or where nobody can tell. `credits`: what it is expected to reserve. */
  async refuseBelow(keepCredits: number, credits: number): Promise<void> {
    if (this.#creates >= createsPerReading) await this.#read(keepCredits);
    const left = this.#left === null ? Infinity : roundSum(this.#left - credits);
    if (left < keepCredits)
      refuse(
        keepCredits,
        credits > 0 ? `this video would leave ${left} credits` : `${left} credits are left`,
      );
  }

  /** What a create has reserved. Null: nobody knows, so the balance is read again before the next. */
  count(credits: number | null): void {
    this.#creates = credits === null ? createsPerReading : this.#creates + 1;
    if (this.#left !== null) this.#left -= credits ?? 0;
  }

  /** A brake that fails open would be none. */
  async #read(keepCredits: number): Promise<void> {
    const credits = await this.#client
      .credits()
      .catch((thrown: unknown) =>
        refuse(keepCredits, `the balance cannot be read (${asFailure(thrown).message})`),
      );
    if (!credits) return refuse(keepCredits, 'the balance cannot be read in credits');
    this.#left = credits.remainingCredits;
    this.#creates = 0;
  }
}
