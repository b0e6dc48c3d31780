/** How long the tasks of this run took, by price class: the best guess there is for the next one. */
export class Durations {
  readonly #known = new Map<string, number[]>();

  add(priceClass: string | undefined, ms: number): void {
    if (priceClass === undefined) return;
    const all = [...(this.#known.get(priceClass) ?? []), ms];
    this.#known.set(
      priceClass,
      all.sort((one, other) => one - other),
    );
  }

  /** The median of what was seen so far, in ms. */
  typicalMs(priceClass: string | undefined): number | null {
    const known = priceClass === undefined ? undefined : this.#known.get(priceClass);
    return known?.[Math.floor(known.length / 2)] ?? null;
  }
}
