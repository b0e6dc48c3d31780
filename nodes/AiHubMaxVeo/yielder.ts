/** Yields to the event loop, so that n8n's only thread is never held for long. */
import type { Clock } from './time';

/** Work that waits for nothing yields this often. */
const maxHoldMs = 15;

/** A request keeps n8n's HTTP client busy for about a millisecond. */
const maxAdmitted = 10;

/**
 * One for all work of a run: with a timer for each, Node.js would go from one that is due to the next that has become due meanwhile,
 * and never come back to its other work.
 */
export class Yielder {
  readonly #clock: Clock;
  #heldSinceMs: number;
  #yielding: Promise<void> | null = null;
  #admitted = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#heldSinceMs = clock.now();
  }

  /** The work of this run is yielding now, or has held the thread for too long. */
  get isDue(): boolean {
    return this.#yielding !== null || this.#clock.now() - this.#heldSinceMs >= maxHoldMs;
  }

  /** For work that goes on behind its first wait, such as a request: only so many of it begin between two yields. */
  async admit(): Promise<void> {
    while (this.isDue || this.#admitted >= maxAdmitted) await this.yieldNow();
    this.#admitted += 1;
  }

  async yieldNow(): Promise<void> {
    await (this.#yielding ??= this.#yield());
  }

  async #yield(): Promise<void> {
    await this.#clock.sleep(0);
    this.#heldSinceMs = this.#clock.now();
    this.#admitted = 0;
    this.#yielding = null;
  }
}
