/** What is left on a key, in the four forms the vendor's two layers have for it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ownerOf } from '../accounts.mts';
import { creditsPerDollar } from '../prices.mts';
import type { Service } from '../service.mts';

/** The account layer counts in units of its own. */
const quotaPerDollar = 500_000;

interface Balance {
  name: string;
  left: number;
  used: number;
}

export function addAccount(app: FastifyInstance, service: Service): void {
  const balanceOf = (request: FastifyRequest): Balance => {
    const account = ownerOf(request);
    const left = service.creditsLeft(account);
    return { name: account.name, left, used: account.granted - left };
  };
  const credits = { config: { route: 'credits' } } as const;
  const billing = { config: { route: 'billing' } } as const;
  app.get('/v1/account/credits', credits, async (request) => creditsReply(balanceOf(request)));
  app.get('/dashboard/billing/subscription', billing, async (request) =>
    subscriptionReply(balanceOf(request)),
  );
  app.get('/dashboard/billing/usage', billing, async (request) => usageReply(balanceOf(request)));
  app.get('/api/usage/token/', billing, async (request) => tokenReply(balanceOf(request)));
}

/** Shape of a sibling service: the vendor documents the route, not its reply. */
const creditsReply = ({ left, used }: Balance) => ({
  success: true,
  message: '',
  data: {
    token: { remaining_credits: left, used_credits: used, unlimited_credits: false },
    user: { remaining_credits: left, used_credits: used },
  },
});

/** hard_limit = left + used, in dollars. */
const subscriptionReply = ({ left, used }: Balance) => {
  const total = (left + used) / creditsPerDollar;
  return {
    object: 'billing_subscription',
    has_payment_method: true,
    soft_limit_usd: total,
    hard_limit_usd: total,
    system_hard_limit_usd: total,
    access_until: 0,
  };
};

/** Hundredths of a dollar. */
const usageReply = ({ used }: Balance) => ({ object: 'list', total_usage: (used / creditsPerDollar) * 100 });

const tokenReply = ({ name, left, used }: Balance) => {
  const quota = (credits: number) => (credits / creditsPerDollar) * quotaPerDollar;
  return {
    code: true,
    message: 'ok',
    data: {
      object: 'token_usage',
      name,
      total_granted: quota(left + used),
      total_used: quota(used),
      total_available: quota(left),
      unlimited_quota: false,
      model_limits: {},
      model_limits_enabled: false,
      expires_at: 0,
    },
  };
};
