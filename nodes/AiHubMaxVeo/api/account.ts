/** What this n8n process remembers of an account: one value for each base URL and key, shared by all runs that use them. */
import { createHash } from 'crypto';
import { bareKey } from '../credential';
import type { Clock } from '../time';
import { RateLimit } from './rateLimit';
import type { Service } from './service';

/** The oldest makes room. */
function put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, max: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) if (map.size > max) map.delete(oldest);
}

/** The same however the key was pasted; tells nothing of it. */
export const accountOf = ({ baseUrl, apiKey }: Service): string =>
  createHash('sha256')
    .update(JSON.stringify([baseUrl, bareKey(apiKey)]))
    .digest('base64url');

export class PerAccount<Value> {
  readonly #create: () => Value;
  /** By the clock that the values' moments are read from, then by base URL and key. */
  readonly #known = new WeakMap<object, Map<string, Value>>();

  constructor(create: () => Value) {
    this.#create = create;
  }

  of(clock: Clock, service: Service): Value {
    const timeline = clock.timeline ?? clock;
    const all = this.#known.get(timeline) ?? new Map<string, Value>();
    this.#known.set(timeline, all);
    const name = accountOf(service);
    const found = all.get(name) ?? this.#create();
    put(all, name, found, 1_000);
    return found;
  }
}

/** What makes videos, and what only reads. */
export interface RateLimits {
  create: RateLimit;
  read: RateLimit;
}

export const newLimits = (): RateLimits => ({ create: new RateLimit(), read: new RateLimit() });

export const rateLimits = new PerAccount(newLimits);

/** What the last task of each price class reserved, in credits. */
export class Prices {
  readonly #credits = new Map<string, number>();

  /** Null where nothing was reserved, or nobody knows how much. */
  note(priceClass: string, credits: number | null): void {
    if (credits !== null) put(this.#credits, priceClass, credits, 200);
  }

  of(priceClass: string): number | null {
    return this.#credits.get(priceClass) ?? null;
  }
}

export const prices = new PerAccount(() => new Prices());
