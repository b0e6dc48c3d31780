/** How long the tasks of this run took, by price class: the best guess there is for the next one. */
export interface Learned {
  add(priceClass: string | undefined, ms: number): void;
  /** The median of what was seen so far, in ms. */
  of(priceClass: string | undefined): number | null;
}

export function createLearned(): Learned {
  const durations = new Map<string, number[]>();
  return {
    add(priceClass, ms) {
      if (priceClass === undefined) return;
      durations.set(
        priceClass,
        [...(durations.get(priceClass) ?? []), ms].sort((one, other) => one - other),
      );
    },
    of(priceClass) {
      const known = priceClass === undefined ? undefined : durations.get(priceClass);
      return known?.[Math.floor(known.length / 2)] ?? null;
    },
  };
}
