/** Time as the emulator sees it. Everything that ages (tasks, results, uploads) asks a clock and never a timer. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** A clock that can be pushed forward. */
export interface DrivenClock extends Clock {
  advance(ms: number): void;
}

/** Another clock's time, the machine's unless told otherwise, `speed` times as fast. */
export class RunningClock implements DrivenClock {
  readonly #start: number;
  #ahead = 0;

  constructor(
    private readonly speed = 1,
    private readonly source: Clock = Date,
  ) {
    this.#start = source.now();
  }

  now(): number {
    return this.#start + (this.source.now() - this.#start) * this.speed + this.#ahead;
  }

  advance(ms: number): void {
    this.#ahead += ms;
  }
}

/** Stands still until it is advanced. Starts at 2026-11-22T10:00:00Z unless told otherwise. */
export class ManualClock extends RunningClock {
  constructor(start = Date.UTC(2026, 10, 22, 10)) {
    super(0, { now: () => start });
  }
}

const isDriven = (clock: Clock): clock is DrivenClock => 'advance' in clock;

/** The clock itself when it can be pushed; otherwise one that runs ahead of it. */
export const driven = (clock: Clock): DrivenClock => (isDriven(clock) ? clock : new RunningClock(1, clock));
