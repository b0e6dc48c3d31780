/** What this n8n process remembers of an account: one value for each base URL and key, shared by all runs that use them. */
import { createHash } from 'crypto';
import type { Clock } from '../time';
import type { Service } from './service';

/** More base URLs and keys than a process has; the oldest make room. */
const mostKnown = 1_000;

export class PerAccount<Value> {
  readonly #create: () => Value;
  /** By the clock that the values' moments are read from, then by base URL and key. */
  readonly #known = new WeakMap<object, Map<string, Value>>();

  constructor(create: () => Value) {
    this.#create = create;
  }

  of(clock: Clock, { baseUrl, apiKey }: Service): Value {
    const timeline = clock.timeline ?? clock;
    const all = this.#known.get(timeline) ?? new Map<string, Value>();
    this.#known.set(timeline, all);
    const name = createHash('sha256')
      .update(JSON.stringify([baseUrl, apiKey]))
      .digest('base64url');
    const found = all.get(name) ?? this.#create();
    all.set(name, found);
    if (all.size > mostKnown) all.delete([...all.keys()][0] ?? '');
    return found;
  }
}
