import type { Say } from '../progress.mts';

/** One promise the suite checks, as a sentence. */
export interface Case<Bench> {
  readonly says: string;
  readonly check: (bench: Bench) => Promise<void>;
  /** Why it makes no sense on this bench, if so. Such a case is named with its reason, and counts neither way. */
  readonly unless?: (bench: Bench) => string | undefined;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly excluded: number;
}

export const nothingYet: Tally = { passed: 0, failed: 0, excluded: 0 };

/** Runs cases one after the other: they share one n8n. Says the summary last; returns how many failed. */
export async function runCases<Bench>(
  cases: readonly Case<Bench>[],
  bench: Bench,
  say: Say,
): Promise<number> {
  const tally = await tallyCases(cases, bench, say);
  say(summary(tally));
  return tally.failed;
}

/** The same without the summary: adds how the cases ended to `before`. */
export async function tallyCases<Bench>(
  cases: readonly Case<Bench>[],
  bench: Bench,
  say: Say,
  before = nothingYet,
): Promise<Tally> {
  let tally = before;
  for (const each of cases) {
    const end = await endOf(each, bench, say);
    tally = { ...tally, [end]: tally[end] + 1 };
  }
  return tally;
}

/** The suite's last line. */
export const summary = ({ passed, failed }: Tally): string => `${passed} passed, ${failed} failed`;

async function endOf<Bench>(
  { says, check, unless }: Case<Bench>,
  bench: Bench,
  say: Say,
): Promise<keyof Tally> {
  const reason = unless?.(bench);
  if (reason !== undefined) {
    say(`excluded ${says}: ${reason}`);
    return 'excluded';
  }
  const began = performance.now();
  const took = () => `(${((performance.now() - began) / 1000).toFixed(1)} s)`;
  try {
    await check(bench);
    say(`ok     ${says} ${took()}`);
    return 'passed';
  } catch (error) {
    say(`FAILED ${says} ${took()}`);
    say(indented(error));
    return 'failed';
  }
}

function indented(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.replace(/^/gm, '       ');
}
