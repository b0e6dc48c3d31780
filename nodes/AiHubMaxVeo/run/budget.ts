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

/** What is known of prices, and what is under way. */
interface Book {
  prices: Map<string, number>;
  pending: Set<Pending>;
}

/** By memory: an agent runs its tools side by side, each as a run of its own, and all of them spend from the same purse. */
const books = new WeakMap<Memory, Book>();

function bookOf(memory: Memory): Book {
  const known = books.get(memory) ?? { prices: new Map(), pending: new Set() };
  books.set(memory, known);
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
  const { prices, pending } = bookOf(memory);

  /** Of a kind that was not seen yet: as much as the dearest that was. */
  const expected = (kind: string): number | null =>
    prices.get(kind) ?? (prices.size > 0 ? Math.max(...prices.values()) : null);

  const count = (kind: string, credits: number | null): void => {
    const price = credits === null ? expected(kind) : Math.max(0, credits);
    if (price === null) spent.unpriced += 1;
    if (credits !== null) prices.set(kind, Math.max(prices.get(kind) ?? 0, price ?? 0));
    spent.credits = tidy(spent.credits + (price ?? 0));
  };

  const totalWith = (kind: string): number => {
    const underWay = [...pending].reduce((sum, other) => sum + (expected(other.kind) ?? 0), 0);
    return tidy(spent.credits + underWay + (expected(kind) ?? 0));
  };

  /** Whether it fits as things stand. Throws when it never will; what is under way may still turn out to cost nothing. */
  const hasRoom = ({ most, kind }: Wish): boolean => {
    if (most === 0) return true;
    const isProbed = !prices.has(kind) && [...pending].some((other) => other.kind === kind);
    const total = totalWith(kind);
    if (!isProbed && spent.unpriced === 0 && total <= most) return true;
    if (pending.size > 0) return false;
    const unknown = 'what an earlier video of this run costs is not known';
    const dear = `with this item the run would reserve ${total} credits`;
    return refuse(`${spent.unpriced > 0 ? unknown : dear}, and Max Credits is ${most}`);
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
