/** Takes n8n's only thread away from nobody for long. */
import type { Clock } from './time';

/** Work that waits for nothing lets others have the thread this often. */
const longestBlockMs = 15;

/** A request keeps n8n's HTTP client busy for about a millisecond. */
const mostShared = 10;

/**
 * One for all work of a run: with a timer for each, Node.js would go from one that is due to the next that has become due meanwhile,
 * and never come back to its other work.
 */
export class Breath {
  readonly #clock: Clock;
  #freeSinceMs: number;
  #taken: Promise<void> | null = null;
  #shared = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#freeSinceMs = clock.now();
  }

  /** One is being taken, or the thread was held for too long. */
  get isDue(): boolean {
    return this.#taken !== null || this.#clock.now() - this.#freeSinceMs >= longestBlockMs;
  }

  /** For work that goes on behind its first wait, such as a request: only so many of it begin between two breaths. */
  async share(): Promise<void> {
    while (this.isDue || this.#shared >= mostShared) await this.take();
    this.#shared += 1;
  }

  async take(): Promise<void> {
    await (this.#taken ??= this.#rest());
  }

  async #rest(): Promise<void> {
    await this.#clock.sleep(0);
    this.#freeSinceMs = this.#clock.now();
    this.#shared = 0;
    this.#taken = null;
  }
}
