import type { Bench } from './bench.mts';

type Cases<Own, Outcomes> = {
  readonly [Name in keyof Outcomes]: (bench: Own) => Promise<Outcomes[Name]>;
};

/**
 * Cases that wait more than they work: all begin with the first that is asked for, so that a suite waits once. Each gives
 * its own outcome, as often as it is asked.
 */
export function together<Own extends Bench, Outcomes extends object>(
  cases: Cases<Own, Outcomes>,
): Cases<Own, Outcomes> {
  const all = Object.entries<(bench: Own) => Promise<unknown>>(cases);
  let begun: ReadonlyMap<string, Promise<unknown>> | undefined;
  const begin = (bench: Own) => {
    const playing = new Map(all.map(([name, play]) => [name, play(bench)]));
    // A case that fails before its test has come is told by its test.
    for (const each of playing.values()) each.catch(() => undefined);
    return playing;
  };
  const outcomeOf = (name: string) => async (bench: Own) => await (begun ??= begin(bench)).get(name);
  return Object.fromEntries(all.map(([name]) => [name, outcomeOf(name)])) as Cases<Own, Outcomes>;
}
