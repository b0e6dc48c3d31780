/** How long the tasks of this run took, by kind of request: the best guess there is for the next one. */
export interface Learned {
  add(kind: string | undefined, ms: number): void;
  /** The median of what was seen so far, in ms. */
  of(kind: string | undefined): number | null;
}

export function createLearned(): Learned {
  const durations = new Map<string, number[]>();
  return {
    add(kind, ms) {
      if (kind === undefined) return;
      durations.set(
        kind,
        [...(durations.get(kind) ?? []), ms].sort((one, other) => one - other),
      );
    },
    of(kind) {
      const known = kind === undefined ? undefined : durations.get(kind);
      return known?.[Math.floor(known.length / 2)] ?? null;
    },
  };
}
