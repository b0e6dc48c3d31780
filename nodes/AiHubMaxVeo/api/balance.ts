/**
 * The vendor's replies about the balance -> the item of Get Credits. The billing pair is tested by the vendor's public clients; the
 * documented route's reply is not published, so its sibling's shape (docs.evolink.ai) is tried and anything else ignored.
 */
import type { IDataObject } from 'n8n-workflow';
import { numberOf, recordOf, roundSum } from '../json';

/** What a key or an account has, in the unit of creditsReserved; null where nothing can be read. */
function holderOf(raw: unknown) {
  const { remaining_credits: left, used_credits: used, unlimited_credits: isUnlimited } = recordOf(raw);
  const isKnown = typeof isUnlimited === 'boolean';
  if (numberOf(left) === null && !isKnown) return null;
  return { remainingCredits: numberOf(left), usedCredits: numberOf(used), ...(isKnown && { isUnlimited }) };
}

/**
 * What the account's route tells of key and account; null where it tells of none in credits. A video is paid by both, so the
 * smaller counts; `remainingCredits` is null where nobody knows, or nothing limits either (`isUnlimited`).
 */
export function readCredits(reply: unknown) {
  const { token, user } = recordOf(recordOf(reply).data);
  const credits = { key: holderOf(token), account: holderOf(user) };
  const holders = Object.values(credits).filter((holder) => holder !== null);
  if (holders.length === 0) return null;
  const limited = holders.filter((holder) => holder.isUnlimited !== true);
  const known = limited.flatMap(({ remainingCredits }) => remainingCredits ?? []);
  const remainingCredits = known.length > 0 ? Math.min(...known) : null;
  return { credits, isUnlimited: limited.length === 0, remainingCredits };
}

/** The gateway shows this sum for an account without a limit. */
const unlimitedTotal = 100_000_000;

/**
 * `remainingCredits` and `credits` are in the unit of creditsReserved; `remaining`, `used` and `total` in the currency that
 * the site shows, which the API does not name. Null: unreadable. A route that gave nothing is null.
 */
export function readBalance(
  replies: Record<'subscription' | 'usage' | 'account', unknown>,
): IDataObject | null {
  const left = readCredits(replies.account);
  const total = numberOf(recordOf(replies.subscription).hard_limit_usd);
  const hundredths = numberOf(recordOf(replies.usage).total_usage);
  const used = hundredths === null ? null : hundredths / 100;
  const isUnlimited = total !== null && total >= unlimitedTotal;
  const isLimited = total !== null && used !== null && !isUnlimited;
  if (!left && !isUnlimited && !isLimited) return null;
  const note =
    'AIHubMax gave this balance in money only: it cannot be compared with creditsReserved or Max Credits.';
  return {
    remainingCredits: left?.remainingCredits ?? null,
    unit: left ? 'credits' : 'money',
    ...(!left && { note }),
    remaining: isLimited ? roundSum(total - used) : null,
    used: isLimited || isUnlimited ? used : null,
    total: isLimited ? total : null,
    moneyUnit: 'as shown on the AIHubMax site, usually USD',
    isUnlimited: isUnlimited || (!isLimited && left?.isUnlimited === true),
    credits: left?.credits ?? null,
  };
}
