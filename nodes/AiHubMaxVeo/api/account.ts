/** What this n8n process remembers of an account (base URL and key), for all runs that use it: its rate limits, what videos cost. */
import { createHash } from 'crypto';
import { bareKey, type Service } from '../credential';
import { VideoError, type FailureFacts } from '../errors';
import { getOrAdd } from '../json';
import { minutesOf, pause, throwIfStopped, sliceMs, type Clock } from '../time';
import { failureOf } from './reason';
import { retryAfterMs, type Reply } from './reply';

/** Bounds of the hold after a refusal, whatever its Retry-After asks for. */
const minHoldMs = 500;
const maxHoldMs = 120_000;
/** The longest hold where the API does not say how long. */
const maxBackoffMs = 10_000;
const maxJitterMs = 30_000;
/** A limit that nobody has met for this long after the last hold is forgotten. */
const forgottenAfterMs = 60_000;

/** The gap between requests after a refusal: while it settles fewer than half are refused (`test/api/manyCreates.test.ts`). */
const firstGapMs = 1_000;
const maxGapMs = 4_000;
const growth = 1.4;
const decay = 0.85;
/** Below this the limit is no longer felt, and requests go side by side again. */
const minGapMs = 100;

const doubled = (ms: number, times: number): number => ms * 2 ** Math.min(times, 10);

/**
 * One rate limit of the API. A refusal (429) is one fact for all requests: nothing goes out before the moment it names, and then
 * they go one at a time, with a gap that grows with refusals and shrinks with answers. An item gives up by time, and alone.
 */
export class RateLimit {
  /** Why the last request was refused; null while requests are answered. */
  #refusal: FailureFacts | null = null;
  #refusedSinceMs = 0;
  #lastRefusalMs = -Infinity;
  #refusalsInARow = 0;
  #notBeforeMs = 0;
  #nextStartMs = 0;
  #gapMs = 0;
  readonly #queue: object[] = [];

  /**
   * Waits until a request may be sent. `sinceMs`: when its run began, since earlier refusals are not held against it.
   * `patienceMs`: how long to keep retrying on 429. Throws VideoError after that, and on Stop.
   */
  async turn(request: { clock: Clock; stop?: AbortSignal; sinceMs: number; patienceMs: number }) {
    const { clock, stop } = request;
    // Nothing that is charged goes out after Stop.
    throwIfStopped(stop);
    this.#forget(clock.now());
    this.#queue.push(request);
    try {
      for (;;) {
        const nowMs = clock.now();
        this.#distrustOtherClocks(nowMs);
        const ahead = this.#queue.indexOf(request);
        const leftMs = Math.max(this.#notBeforeMs, this.#nextStartMs) + ahead * this.#gapMs - nowMs;
        if (leftMs <= 0 && (this.#gapMs === 0 || ahead === 0)) {
          this.#nextStartMs = nowMs + this.#gapMs;
          return;
        }
        const patienceLeftMs = this.#patienceLeftMs(request, nowMs);
        await pause(Math.min(sliceMs, patienceLeftMs, Math.max(leftMs, minGapMs / 2)), clock, stop);
      }
    } finally {
      this.#queue.splice(this.#queue.indexOf(request), 1);
    }
  }

  /** Call for every reply: a refusal holds back all requests, anything else lets them through. `random` gives 0 to 1. */
  answered(reply: Reply, times: { sentAtMs: number; nowMs: number }, random: () => number): void {
    const { sentAtMs, nowMs } = times;
    const failure = reply.status === 429 ? failureOf(reply) : null;
    if (failure?.category !== 'rate_limited') {
      this.#refusal = null;
      this.#refusalsInARow = 0;
      this.#gapMs = this.#gapMs * decay < minGapMs ? 0 : this.#gapMs * decay;
      return;
    }
    if (!this.#refusal) this.#refusedSinceMs = nowMs;
    this.#refusal = failure;
    // What was under way when another was refused tells nothing new about the gap.
    if (sentAtMs >= this.#lastRefusalMs) {
      this.#refusalsInARow += 1;
      this.#gapMs = Math.min(maxGapMs, Math.max(firstGapMs, this.#gapMs * growth));
    }
    this.#lastRefusalMs = nowMs;
    const backoffMs = Math.min(maxBackoffMs, doubled(1_000, this.#refusalsInARow - 1) * (0.5 + random()));
    const askedMs = retryAfterMs(reply.headers, nowMs);
    const holdMs = Math.min(maxHoldMs, Math.max(minHoldMs, askedMs ?? backoffMs));
    // Retry-After is the same for all who were refused, so those who follow it to the letter come back together.
    const jitterMs = random() * Math.min(maxJitterMs, doubled(250, this.#refusalsInARow - 1));
    this.#notBeforeMs = Math.max(this.#notBeforeMs, nowMs + holdMs + jitterMs);
  }

  #forget(nowMs: number): void {
    if (this.#queue.length > 0 || nowMs < this.#notBeforeMs + forgottenAfterMs) return;
    this.#refusal = null;
    this.#refusalsInARow = 0;
    this.#gapMs = 0;
  }

  /** Each run has a clock of its own, and the machine's may have been set, or slept, in between: no moment lies further ahead than the longest hold. */
  #distrustOtherClocks(nowMs: number): void {
    if (this.#notBeforeMs > nowMs + maxHoldMs + maxJitterMs) this.#notBeforeMs = nowMs;
    if (this.#nextStartMs > nowMs + maxGapMs) this.#nextStartMs = nowMs;
    this.#lastRefusalMs = Math.min(this.#lastRefusalMs, nowMs);
    this.#refusedSinceMs = Math.min(this.#refusedSinceMs, nowMs);
  }

  /** Throws the last refusal, which may have met another item, when there was nothing else for too long. */
  #patienceLeftMs({ patienceMs, sinceMs }: { patienceMs: number; sinceMs: number }, nowMs: number): number {
    if (!this.#refusal) return Infinity;
    const refusedMs = nowMs - Math.max(this.#refusedSinceMs, sinceMs);
    if (refusedMs < patienceMs) return patienceMs - refusedMs;
    const told = minutesOf(refusedMs);
    const message = this.#refusal.message + (told.startsWith('0 ') ? '' : ` (refused for ${told})`);
    throw new VideoError({ ...this.#refusal, message });
  }
}

/** One limit for what makes videos, one for what only reads. */
export const newLimits = () => ({ create: new RateLimit(), read: new RateLimit() });

const maxPriceClasses = 200;

/** What the last task of each price class reserved, in credits. */
export class Prices {
  readonly #credits = new Map<string, number>();

  /** Null where nothing was reserved, or nobody knows how much. */
  note(priceClass: string, credits: number | null): void {
    if (credits === null) return;
    this.#credits.delete(priceClass);
    this.#credits.set(priceClass, credits);
    const [oldest = ''] = this.#credits.keys();
    if (this.#credits.size > maxPriceClasses) this.#credits.delete(oldest);
  }

  of(priceClass: string): number | null {
    return this.#credits.get(priceClass) ?? null;
  }
}

/** The same however the key was pasted; tells nothing of it. */
export const accountOf = ({ baseUrl, apiKey }: Service): string =>
  createHash('sha256')
    .update(JSON.stringify([baseUrl, bareKey(apiKey)]))
    .digest('base64url');

const maxAccounts = 1_000;

export class PerAccount<Value extends object> {
  /** By the clock of the values' moments. `recent`: those used last; what a run still holds is `known` beyond them. */
  readonly #timelines = new WeakMap<object, { known: Map<string, WeakRef<Value>>; recent: Set<Value> }>();

  constructor(private readonly create: () => Value) {}

  of(clock: Clock, service: Service): Value {
    const none = () => ({ known: new Map<string, WeakRef<Value>>(), recent: new Set<Value>() });
    const { known, recent } = getOrAdd(this.#timelines, clock.timeline ?? clock, none);
    const account = accountOf(service);
    const value = known.get(account)?.deref() ?? this.create();
    known.set(account, new WeakRef(value));
    if (known.size > 2 * maxAccounts) for (const [key, one] of known) if (!one.deref()) known.delete(key);
    recent.delete(value);
    recent.add(value);
    const [oldest = value] = recent;
    if (recent.size > maxAccounts) recent.delete(oldest);
    return value;
  }
}

export const rateLimits = new PerAccount(newLimits);

export const prices = new PerAccount(() => new Prices());
