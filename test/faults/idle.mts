/**
 * Time that passes only while nothing is under way. It drives itself, since n8n's engine waits in real time beside it:
 * as soon as no request and no file is under way, the clock jumps to whoever wakes first.
 */
import type { Clock } from '../../nodes/AiHubMaxVeo/time';

interface Sleeper {
  atMs: number;
  wake(): void;
}

export class IdleClock implements Clock {
  private readonly sleepers: Sleeper[] = [];
  private underWay = 0;
  private everBegun = 0;
  private isDue = false;

  constructor(private time = Date.UTC(2026, 10, 22, 10, 13, 20)) {}

  now = (): number => this.time;

  sleep = async (ms: number): Promise<void> =>
    await new Promise<void>((wake) => {
      const atMs = this.time + Math.max(0, ms);
      const later = this.sleepers.findIndex((sleeper) => sleeper.atMs > atMs);
      this.sleepers.splice(later < 0 ? this.sleepers.length : later, 0, { atMs, wake });
      this.schedule();
    });

  /** How much is under way. */
  get busy(): number {
    return this.underWay;
  }

  /** How much has ever been under way. */
  get begun(): number {
    return this.everBegun;
  }

  /** Whoever sleeps goes on sleeping as if it was earlier by that much. */
  advance(ms: number): void {
    this.time += ms;
  }

  /** Holds time still until the work is done. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    this.underWay += 1;
    this.everBegun += 1;
    try {
      return await work;
    } finally {
      this.underWay -= 1;
      this.schedule();
    }
  }

  /** After two turns of the event loop, what a reply has set going is under way itself, or asleep. */
  private schedule(): void {
    if (this.isDue) return;
    this.isDue = true;
    setImmediate(() => setImmediate(() => this.step()));
  }

  private step(): void {
    this.isDue = false;
    if (this.underWay > 0) return;
    const next = this.sleepers.shift();
    if (!next) return;
    this.time = Math.max(this.time, next.atMs);
    next.wake();
    this.schedule();
  }
}
