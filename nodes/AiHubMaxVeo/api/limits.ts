/** The rate limits of an account: what makes videos, and what only reads. */
import { PerAccount } from './perAccount';
import { RateLimit } from './rateLimit';

export interface RateLimits {
  create: RateLimit;
  read: RateLimit;
}

export const newLimits = (): RateLimits => ({ create: new RateLimit(), read: new RateLimit() });

/** Shared by every run of this process. */
export const rateLimits = new PerAccount(newLimits);
