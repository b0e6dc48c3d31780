/** How many credits a run may reserve. What a task costs is known only once the first of its kind has been submitted. */
import { asFailure, VideoError } from '../errors';
import { spentIn } from '../task/ledger';
import type { Memory, Pass, Spent } from '../task/ledger';

/** What is to be submitted, and under which limit. */
export interface Wish {
  /** Credits that the run may reserve in all; 0 = no limit. */
  most: number;
  /** Tasks of the same kind cost the same. */
  kind: string;
}

export interface Budget {
  /**
   * Runs `submit` when its cost still fits; throws VideoError when it does not. `submit` gives the credits it reserved,
   * null when nobody knows. While the cost of a kind is unknown one of it goes out at a time.
   */
  spend<Result extends { credits: number | null }>(
    wish: Wish,
    submit: () => Promise<Result>,
  ): Promise<Result>;
  /** What this execution has ordered so far. */
  readonly spent: Readonly<Spent>;
}

interface Pending {
  kind: string;
  /** Never rejects. */
  end: Promise<unknown>;
}

/** By memory: an agent runs its tools side by side, each as a run of its own, and all of them spend from the same purse. */
const underWay = new WeakMap<Memory, Set<Pending>>();

function pendingOf(memory: Memory): Set<Pending> {
  const known = underWay.get(memory) ?? new Set();
  underWay.set(memory, known);
  return known;
}

const advice =
  'Nothing was sent for this item and nothing was charged. Raise Max Credits or run the rest later.';

const refuse = (message: string): never => {
  const failure = { category: 'insufficient_credits', code: 'max_credits', advice } as const;
  throw new VideoError({ ...failure, message: `Not submitted: ${message}` });
};

/** Sums of decimal fractions are a little off. */
const tidy = (credits: number) => Math.round(credits * 1e6) / 1e6;

export function openBudget(memory: Memory, pass: Pass): Budget {
  const spent = spentIn(memory, pass);
  const prices = (memory.prices ??= {});
  const pending = pendingOf(memory);

  /** Of a kind that was not seen yet: as much as the dearest that was. */
  const expected = (kind: string): number | null =>
    prices[kind] ??
    Object.values(prices).reduce<number | null>((most, price) => Math.max(most ?? 0, price), null);

  /** `credits`: null when nobody knows, which counts as much as its kind is expected to cost. */
  const count = (kind: string, credits: number | null): void => {
    if (credits === null) {
      spent.unpriced[kind] = (spent.unpriced[kind] ?? 0) + 1;
      return;
    }
    const price = Math.max(0, credits);
    prices[kind] = Math.max(prices[kind] ?? 0, price);
    spent.credits = tidy(spent.credits + price);
  };

  /** With one more of this kind; null while nobody knows what an earlier one costs. */
  const totalWith = (kind: string): number | null => {
    const unpriced = Object.entries(spent.unpriced);
    if (unpriced.some(([other]) => expected(other) === null)) return null;
    const owed = unpriced.reduce((sum, [other, count]) => sum + count * (expected(other) ?? 0), 0);
    const coming = [...pending].reduce((sum, other) => sum + (expected(other.kind) ?? 0), 0);
    return tidy(spent.credits + owed + coming + (expected(kind) ?? 0));
  };

  /** Whether it fits as things stand. Throws when it never will; what is under way may still turn out to cost nothing. */
  const hasRoom = ({ most, kind }: Wish): boolean => {
    if (most === 0) return true;
    const isProbed = prices[kind] === undefined && [...pending].some((other) => other.kind === kind);
    const total = totalWith(kind);
    if (!isProbed && total !== null && total <= most) return true;
    if (pending.size > 0) return false;
    const unknown = 'what an earlier video of this run costs is not known';
    const dear = `with this item the run would reserve ${total} credits`;
    return refuse(`${total === null ? unknown : dear}, and Max Credits is ${most}`);
  };

  /** What was not answered may have been accepted all the same. */
  const lost = (kind: string, thrown: unknown): unknown => {
    if (asFailure(thrown).category === 'submission_unknown') count(kind, null);
    return thrown;
  };

  const send = async <Result extends { credits: number | null }>(
    kind: string,
    submit: () => Promise<Result>,
  ): Promise<Result> => {
    try {
      const result = await submit();
      spent.tasks += 1;
      count(kind, result.credits);
      return result;
    } catch (thrown) {
      throw lost(kind, thrown);
    }
  };

  return {
    spent,
    async spend(wish, submit) {
      // Nothing may come between the answer of hasRoom and the entry below.
      while (!hasRoom(wish)) await Promise.race([...pending].map(({ end }) => end));
      const sent = send(wish.kind, submit);
      const end = sent.catch(() => undefined).then(() => pending.delete(entry));
      const entry: Pending = { kind: wish.kind, end };
      pending.add(entry);
      return await sent;
    },
  };
}
