/**
 * The vendor's replies about the balance -> the item of Get Credits. The billing pair is tested by the vendor's public clients; the
 * documented route's reply is not published, so its sibling's shape (docs.evolink.ai) is tried and anything else ignored.
 */
import type { IDataObject } from 'n8n-workflow';
import { numberOf, recordOf } from '../json';

/** The gateway shows this sum for an account without a limit. */
const unlimitedTotal = 100_000_000;

/** A route that gave nothing is null. */
export interface BalanceReplies {
  subscription: unknown;
  usage: unknown;
  account: unknown;
}

const holder = (raw: unknown): IDataObject | null => {
  const { remaining_credits: remaining, used_credits: used, unlimited_credits: unlimited } = recordOf(raw);
  if (numberOf(remaining) === null && typeof unlimited !== 'boolean') return null;
  return {
    remainingCredits: numberOf(remaining),
    usedCredits: numberOf(used),
    ...(typeof unlimited === 'boolean' && { isUnlimited: unlimited }),
  };
};

/** `total`, `used` and `remaining` are in the unit that the site shows, which the API does not name. Null: unreadable. */
export function readBalance({ subscription, usage, account }: BalanceReplies): IDataObject | null {
  const total = numberOf(recordOf(subscription).hard_limit_usd);
  const hundredths = numberOf(recordOf(usage).total_usage);
  const { token, user } = recordOf(recordOf(account).data);
  const credits = { key: holder(token), account: holder(user) };
  const hasCredits = credits.key !== null || credits.account !== null;
  const used = hundredths === null ? null : hundredths / 100;
  const isUnlimited = total !== null && total >= unlimitedTotal;
  const isTold = total !== null && (used !== null || isUnlimited);
  if (!isTold && !hasCredits) return null;
  const remaining =
    total === null || used === null || isUnlimited ? null : Math.round((total - used) * 1e6) / 1e6;
  return {
    remaining,
    used,
    total: isUnlimited ? null : total,
    isUnlimited,
    credits: hasCredits ? credits : null,
  };
}
