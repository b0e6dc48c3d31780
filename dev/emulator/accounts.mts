/** Keys, what is left on them, and the three forms the vendor has for saying so. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import type { Origin } from './journal.mts';
import { badRequest, Refusal } from './refusal.mts';
import { creditsPerDollar } from './render/order.mts';
import type { Service } from './service.mts';

export interface Account {
  key: string;
  /** Credits it started with. */
  granted: number;
}

export class Accounts {
  readonly #byKey = new Map<string, Account>();

  /** Makes a key with this many credits. */
  open(granted: number): Account {
    // Looks like no key of the vendor's, so that a scan for leaked keys cannot mistake it.
    const key = `sk-emulator-${randomBytes(12).toString('hex')}`;
    const account = { key, granted };
    this.#byKey.set(key, account);
    return account;
  }

  /** Whose the Authorization header is; 401 when nobody's. */
  of(authorization: string | undefined): Account {
    const key = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    const account = this.#byKey.get(key ?? '');
    if (account) return account;
    const message = key ? 'Invalid API key' : 'Missing API key: send Authorization: Bearer <key>';
    throw new Refusal(401, 'invalid_api_key', message);
  }
}

/** Looks at the key, unless the route is open. The results want none: a key sent to a file host is a leaked key. */
export function addKeys(app: FastifyInstance, { accounts }: Service, origin: Origin): void {
  app.addHook('preHandler', async (request) => {
    const { open, route } = request.routeOptions.config;
    const { authorization } = request.headers;
    if (!open && route !== undefined) request.account = accounts.of(authorization);
    if (origin === 'results' && authorization)
      throw badRequest('Only one auth mechanism allowed: drop the Authorization header');
  });
}

/** The account a route may rely on: routes that are not open are reached with a known key only. */
export function ownerOf({ account }: FastifyRequest): Account {
  if (!account) throw new Error('A route that needs an account was reached without a key');
  return account;
}

interface Balance {
  left: number;
  used: number;
}

export function addAccount(app: FastifyInstance, service: Service): void {
  const add = (path: string, route: 'credits' | 'billing', replyOf: (balance: Balance) => object) =>
    app.get(path, { config: { route } }, async (request) => {
      const account = ownerOf(request);
      const left = service.creditsLeft(account);
      return replyOf({ left, used: account.granted - left });
    });
  add('/v1/account/credits', 'credits', creditsReply);
  add('/dashboard/billing/subscription', 'billing', subscriptionReply);
  add('/dashboard/billing/usage', 'billing', usageReply);
}

/** Shape of a sibling service: the vendor documents the route, not its reply. */
function creditsReply({ left, used }: Balance) {
  const user = { remaining_credits: left, used_credits: used };
  return { success: true, message: '', data: { token: { ...user, unlimited_credits: false }, user } };
}

/** hard_limit = left + used, in dollars. */
function subscriptionReply({ left, used }: Balance) {
  const total = (left + used) / creditsPerDollar;
  return {
    object: 'billing_subscription',
    has_payment_method: true,
    soft_limit_usd: total,
    hard_limit_usd: total,
    system_hard_limit_usd: total,
    access_until: 0,
  };
}

/** Hundredths of a dollar. */
const usageReply = ({ used }: Balance) => ({ object: 'list', total_usage: (used / creditsPerDollar) * 100 });
