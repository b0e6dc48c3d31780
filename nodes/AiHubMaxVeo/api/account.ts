/** What this n8n process remembers of an account: one value for each base URL and key, shared by all runs that use them. */
import { createHash } from 'crypto';
import { bareKey } from '../credential';
import type { Service } from '../credential';
import type { Clock } from '../time';
import { RateLimit } from './rateLimit';

/** Puts the value last; the first makes room. */
function put<Value>(map: Map<string, Value>, key: string, value: Value, max: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) if (map.size > max) map.delete(oldest);
}

/** The same however the key was pasted; tells nothing of it. */
export const accountOf = ({ baseUrl, apiKey }: Service): string =>
  createHash('sha256')
    .update(JSON.stringify([baseUrl, bareKey(apiKey)]))
    .digest('base64url');

const maxAccounts = 1_000;

export class PerAccount<Value extends object> {
  readonly #create: () => Value;
  /** By the clock that the values' moments are read from, then by base URL and key: those used last. */
  readonly #values = new WeakMap<object, Map<string, Value>>();
  /** What a run still holds is one with what the next run gets, also when a thousand accounts were used in between. */
  readonly #held = new WeakMap<object, Map<string, WeakRef<Value>>>();

  constructor(create: () => Value) {
    this.#create = create;
  }

  of(clock: Clock, service: Service): Value {
    const timeline = clock.timeline ?? clock;
    const values = this.#values.get(timeline) ?? new Map<string, Value>();
    this.#values.set(timeline, values);
    const held = this.#held.get(timeline) ?? new Map<string, WeakRef<Value>>();
    this.#held.set(timeline, held);
    const account = accountOf(service);
    const value = values.get(account) ?? held.get(account)?.deref() ?? this.#create();
    put(values, account, value, maxAccounts);
    held.set(account, new WeakRef(value));
    if (held.size > 2 * maxAccounts) for (const [key, one] of held) if (!one.deref()) held.delete(key);
    return value;
  }
}

/** One limit for what makes videos, one for what only reads. */
export const newLimits = () => ({ create: new RateLimit(), read: new RateLimit() });

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
