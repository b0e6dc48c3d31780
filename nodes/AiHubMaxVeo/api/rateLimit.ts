/**
 * One rate limit of the API, as every request of this n8n process meets it that uses the same base URL and key. A refusal
 * (429) is one fact for all of them: nothing goes out before the moment it names, and then they go one after the other, in
 * a distance that grows with refusals and shrinks with answers. An item gives up by time, and alone.
 */
import type { FailureFacts } from '../errors';
import { pause, throwIfStopped, sliceMs } from '../time';
import type { Clock } from '../time';

/** Who waits for a turn, and for how long. */
interface Waiter {
  clock: Clock;
  stop: AbortSignal | undefined;
  /** When its run began, in ms of the clock: refusals before that are not held against it. */
  sinceMs: number;
  /** How long nothing but refusals is borne. */
  patienceMs: number;
}

interface Refusal {
  /** When the refused request was sent and when it was answered, in ms of the clock. */
  sentAtMs: number;
  nowMs: number;
  /** What Retry-After asks for. */
  askedMs: number | undefined;
  /** 0 to 1. */
  random: number;
  failure: FailureFacts;
}

/** The longest that a Retry-After is followed, and the least that is waited whatever it says. */
const longestHoldMs = 120_000;
/** The longest that is waited of our own accord, where the API does not say how long. */
const longestBackoffMs = 10_000;
/** A limit that nobody has met for this long after the last hold is forgotten. */
const forgottenAfterMs = 60_000;
const shortestHoldMs = 500;
const longestJitterMs = 30_000;

/**
 * The distance of requests after a refusal. With these factors fewer than half of the requests are refused while the distance
 * settles at what the API allows; `test/api/manyCreates.test.ts` holds that.
 */
const firstGapMs = 1_000;
const longestGapMs = 4_000;
const growth = 1.4;
const decay = 0.85;
/** Below this the limit is no longer felt, and requests go side by side again. */
const leastGapMs = 100;

const doubled = (ms: number, times: number): number => ms * 2 ** Math.min(times, 10);

export class RateLimit {
  /** Why the last request was refused; null while requests are answered. */
  refusal: FailureFacts | null = null;

  #notBeforeMs = 0;
  #nextStartMs = 0;
  #gapMs = 0;
  #refusedSinceMs = 0;
  #lastRefusalMs = -Infinity;
  /** Refusals in a row. */
  #streak = 0;
  readonly #queue: Waiter[] = [];

  /** Resolves to true when the waiter may send, to false when it would have to wait too long. Throws VideoError on Stop. */
  async turn(waiter: Waiter): Promise<boolean> {
    // Nothing that is charged goes out after Stop.
    throwIfStopped(waiter.stop);
    const { clock, stop } = waiter;
    this.#forget(clock.now());
    this.#queue.push(waiter);
    try {
      for (;;) {
        const leftMs = this.#turnMs(waiter) - clock.now();
        if (leftMs <= 0 && this.#takes(waiter, clock.now())) return true;
        if (this.#isTooLate(waiter)) return false;
        await pause(Math.min(sliceMs, Math.max(leftMs, leastGapMs / 2)), clock, stop);
      }
    } finally {
      this.#queue.splice(this.#queue.indexOf(waiter), 1);
    }
  }

  /** Call for every answer that is no refusal: the limit lets requests through. */
  passed(): void {
    this.refusal = null;
    this.#streak = 0;
    this.#gapMs = this.#gapMs * decay < leastGapMs ? 0 : this.#gapMs * decay;
  }

  refused({ sentAtMs, nowMs, askedMs, random, failure }: Refusal): void {
    if (!this.refusal) this.#refusedSinceMs = nowMs;
    this.refusal = failure;
    // What was under way when another was refused tells nothing new about the distance.
    if (sentAtMs >= this.#lastRefusalMs) {
      this.#streak += 1;
      this.#gapMs = Math.min(longestGapMs, Math.max(firstGapMs, this.#gapMs * growth));
    }
    this.#lastRefusalMs = nowMs;
    const backoffMs = Math.min(longestBackoffMs, doubled(1_000, this.#streak - 1) * (0.5 + random));
    const holdMs = Math.min(longestHoldMs, Math.max(shortestHoldMs, askedMs ?? backoffMs));
    // Retry-After is the same for all who were refused, so those who follow it to the letter come back together.
    const jitterMs = random * Math.min(longestJitterMs, doubled(250, this.#streak - 1));
    this.#notBeforeMs = Math.max(this.#notBeforeMs, nowMs + holdMs + jitterMs);
  }

  #forget(nowMs: number): void {
    if (this.#queue.length > 0 || nowMs < this.#notBeforeMs + forgottenAfterMs) return;
    this.refusal = null;
    this.#streak = 0;
    this.#gapMs = 0;
  }

  /** When its turn comes as things are, in ms of the clock. */
  #turnMs(waiter: Waiter): number {
    const place = this.#queue.indexOf(waiter);
    return Math.max(this.#notBeforeMs, this.#nextStartMs) + place * this.#gapMs;
  }

  #takes(waiter: Waiter, nowMs: number): boolean {
    if (this.#gapMs > 0 && this.#queue[0] !== waiter) return false;
    this.#nextStartMs = nowMs + this.#gapMs;
    return true;
  }

  #isTooLate({ sinceMs, patienceMs, clock }: Waiter): boolean {
    if (!this.refusal) return false;
    const untilMs = Math.max(this.#refusedSinceMs, sinceMs) + patienceMs;
    return Math.max(this.#notBeforeMs, clock.now()) > untilMs;
  }
}
