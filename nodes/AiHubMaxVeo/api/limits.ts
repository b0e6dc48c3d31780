/** The rate limits of this n8n process: one set for each base URL and key, shared by all runs that use them. */
import { createHash } from 'crypto';
import type { Clock } from '../time';
import { RateLimit } from './rateLimit';

/** What is limited apart: what makes videos, and what only reads. */
export interface RateLimits {
  create: RateLimit;
  read: RateLimit;
}

export const newLimits = (): RateLimits => ({ create: new RateLimit(), read: new RateLimit() });

/** More base URLs and keys than a process has; the oldest make room. */
const mostKnown = 1_000;

/** By the clock that their moments are read from, then by base URL and key. */
const known = new WeakMap<object, Map<string, RateLimits>>();

/** The limits that every run of this process shares which uses this base URL and key. */
export function limitsOf(clock: Clock, { baseUrl, apiKey }: { baseUrl: string; apiKey: string }): RateLimits {
  const timeline = clock.timeline ?? clock;
  const all = known.get(timeline) ?? new Map<string, RateLimits>();
  known.set(timeline, all);
  const name = createHash('sha256')
    .update(JSON.stringify([baseUrl, apiKey]))
    .digest('base64url');
  const found = all.get(name) ?? newLimits();
  all.set(name, found);
  if (all.size > mostKnown) all.delete([...all.keys()][0] ?? '');
  return found;
}
