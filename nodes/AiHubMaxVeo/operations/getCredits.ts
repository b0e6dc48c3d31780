import { VideoError } from '../errors';
import { readAddsRaw } from '../request/settings';
import { readBalance } from '../task/balance';
import type { BalanceReplies } from '../task/balance';
import type { Operation } from './operation';
import type { Run } from './run';

/** The routes that the vendor's own clients use, and the documented one, whose reply nobody has published. */
async function askBalance({ client }: Run): Promise<BalanceReplies> {
  const [subscription, usage] = await Promise.all([
    client.ask('/dashboard/billing/subscription'),
    client.ask('/dashboard/billing/usage'),
  ]);
  const account = await client.ask('/v1/account/credits').catch(() => null);
  return { subscription, usage, account };
}

/** Reads the balance that is left on the key. Free. */
export const getCredits: Operation = async (run, { read }) => {
  const raw = readAddsRaw(read);
  return {
    atOnce: 1,
    async work() {
      const replies = await askBalance(run);
      const balance = readBalance(replies);
      if (balance) return { json: { ...balance, ...(raw && { raw: { ...replies } }) } };
      const message = 'AIHubMax answered, but not with a balance that can be read';
      throw new VideoError({ category: 'service', message });
    },
  };
};
