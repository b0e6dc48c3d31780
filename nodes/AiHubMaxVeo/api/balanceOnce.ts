/** What is left on the account, in credits, for a run that only tells it: read once, and null where it cannot be read. */
import { asFailure, isKeyRefused, VideoError } from '../errors';
import type { Client } from './client';

export class BalanceOnce {
  readonly #client: Client;
  #credits: ReturnType<Client['credits']> | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Throws VideoError where the key is refused. */
  async once(): ReturnType<Client['credits']> {
    this.#credits ??= this.#client.credits().catch((thrown: unknown) => {
      const failure = asFailure(thrown);
      if (isKeyRefused(failure)) throw new VideoError(failure);
      return null;
    });
    return await this.#credits;
  }
}
