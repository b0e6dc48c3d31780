/**
 * The vendor's replies about the balance -> the item of Get Credits. The billing pair is tested by the vendor's public clients; the
 * documented route's reply is not published, so its sibling's shape (docs.evolink.ai) is tried and anything else ignored.
 */
import type { IDataObject } from 'n8n-workflow';
import { numberOf, recordOf } from '../json';

/** Sums of decimal fractions are a little off. */
export const roundSum = (sum: number): number => Math.round(sum * 1e6) / 1e6;

/** The gateway shows this sum for an account without a limit. */
const unlimitedTotal = 100_000_000;

/** A route that gave nothing is null. */
interface BalanceReplies {
  subscription: unknown;
  usage: unknown;
  account: unknown;
}

/** What a key or an account has, in the unit of creditsReserved; null where nothing can be read. */
interface Holder {
  remainingCredits: number | null;
  usedCredits: number | null;
  isUnlimited?: boolean;
}

function holderOf(raw: unknown): Holder | null {
  const { remaining_credits: remaining, used_credits: used, unlimited_credits: unlimited } = recordOf(raw);
  if (numberOf(remaining) === null && typeof unlimited !== 'boolean') return null;
  return {
    remainingCredits: numberOf(remaining),
    usedCredits: numberOf(used),
    ...(typeof unlimited === 'boolean' && { isUnlimited: unlimited }),
  };
}

/** A video is paid by the key and by its account, so the smaller of both counts; null where neither has a limit that is known. */
function leastOf(holders: Holder[]): number | null {
  const limits = holders
    .filter(({ isUnlimited }) => isUnlimited !== true)
    .flatMap(({ remainingCredits }) => remainingCredits ?? []);
  return limits.length > 0 ? Math.min(...limits) : null;
}

/** What the account's route tells of key and account; `isFree`: nothing limits either. Null: it tells of none in credits. */
function creditsIn(account: unknown) {
  const { token, user } = recordOf(recordOf(account).data);
  const credits = { key: holderOf(token), account: holderOf(user) };
  const holders = Object.values(credits).flatMap((holder) => holder ?? []);
  if (holders.length === 0) return null;
  const isFree = holders.every(({ isUnlimited }) => isUnlimited === true);
  return { credits, isFree, remainingCredits: leastOf(holders) };
}

/**
 * What is left, in credits, by the reply of the account's route: `remainingCredits` null for an account that nothing limits.
 * Null: the reply does not say it in credits.
 */
export function readCredits(account: unknown): { remainingCredits: number | null } | null {
  const { remainingCredits = null, isFree = false } = creditsIn(account) ?? {};
  return remainingCredits !== null || isFree ? { remainingCredits } : null;
}

interface Money {
  remaining: number | null;
  used: number | null;
  total: number | null;
  isUnlimited: boolean;
}

/** In the unit that the site shows, which the API does not name. Null: unreadable. */
function moneyOf(subscription: unknown, usage: unknown): Money | null {
  const total = numberOf(recordOf(subscription).hard_limit_usd);
  const hundredths = numberOf(recordOf(usage).total_usage);
  const used = hundredths === null ? null : hundredths / 100;
  if (total !== null && total >= unlimitedTotal)
    return { remaining: null, used, total: null, isUnlimited: true };
  if (total === null || used === null) return null;
  return { remaining: roundSum(total - used), used, total, isUnlimited: false };
}

const moneyOnly =
  'AIHubMax gave this balance in money only: it cannot be compared with creditsReserved or Max Credits.';

const noMoney: Money = { remaining: null, used: null, total: null, isUnlimited: false };

/**
 * `remainingCredits` and `credits` are in the unit of creditsReserved; `remaining`, `used` and `total` in the currency that
 * the site shows. Null: unreadable.
 */
export function readBalance({ subscription, usage, account }: BalanceReplies): IDataObject | null {
  const told = creditsIn(account);
  const money = moneyOf(subscription, usage);
  if (!money && !told) return null;
  const { isUnlimited, ...sums } = money ?? { ...noMoney, isUnlimited: told?.isFree ?? false };
  return {
    remainingCredits: told?.remainingCredits ?? null,
    unit: told ? 'credits' : 'money',
    ...(!told && { note: moneyOnly }),
    ...sums,
    moneyUnit: 'as shown on the AIHubMax site, usually USD',
    isUnlimited,
    credits: told ? { ...told.credits } : null,
  };
}
