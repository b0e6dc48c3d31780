import { VideoError } from '../errors';
import { readAddsRaw } from '../request/settings';
import { readBalance } from '../api/balance';
import type { Operation } from './operation';

/** The routes that the vendor's own clients use, and the documented one, whose reply nobody has published. */
const routes = [
  '/dashboard/billing/subscription',
  '/dashboard/billing/usage',
  '/v1/account/credits',
] as const;

/** Reads the balance that is left on the key, from whichever route gives it. Free. */
export const getCredits: Operation = async ({ client }, { read }) => {
  const raw = readAddsRaw(read);
  return {
    atOnce: 1,
    async work() {
      const answers = await Promise.allSettled(routes.map(async (path) => await client.ask(path)));
      const [subscription, usage, account] = answers.map((answer) =>
        answer.status === 'fulfilled' ? answer.value : null,
      );
      const replies = { subscription, usage, account };
      const balance = readBalance(replies);
      if (balance) return { json: { ...balance, ...(raw && { raw: replies }) } };
      const refused = answers.find((answer) => answer.status === 'rejected');
      if (refused) throw refused.reason;
      const message = 'AIHubMax answered, but not with a balance that can be read';
      throw new VideoError({ category: 'service', message });
    },
  };
};
