/** One connection: ended by Stop, by its time limit, or by whoever needs it no more. */
export class Connection {
  readonly #abort = new AbortController();
  readonly #limit: AbortSignal;
  readonly #stop: AbortSignal | undefined;

  constructor(stop: AbortSignal | undefined, limitMs: number) {
    this.#limit = AbortSignal.timeout(Math.max(0, Math.ceil(limitMs)));
    this.#stop = stop;
    for (const signal of [this.#limit, stop]) signal?.addEventListener('abort', this.close, { once: true });
    if (stop?.aborted) this.close();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  readonly close = (): void => {
    this.#abort.abort();
    for (const signal of [this.#limit, this.#stop]) signal?.removeEventListener('abort', this.close);
  };

  failed(thrown: unknown): never {
    this.close();
    throw thrown;
  }

  readonly isTimedOut = (): boolean => this.#limit.aborted;
}
