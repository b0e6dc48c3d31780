/** What a run noticed about its items, counted by kind: 300 small images are one sentence, not 300. */

/** A kind is a sentence without its numbers, and without what it names in brackets, such as a file. */
const kindOf = (note: string): string => note.replace(/\([^)]*\)|\d+(\.\d+)?/g, '#');

/** Kinds of which one can still read all; the others are counted. */
const maxKinds = 6;
const maxCharacters = 300;

const shortened = (note: string): string =>
  note.length > maxCharacters ? `${note.slice(0, maxCharacters - 1)}…` : note;

export class Notes {
  readonly #kinds = new Map<string, { first: string; count: number }>();

  /** `note`: a sentence about one item. */
  add(note: string): void {
    const kind = kindOf(shortened(note));
    const known = this.#kinds.get(kind);
    if (known) known.count += 1;
    else this.#kinds.set(kind, { first: shortened(note), count: 1 });
  }

  /** One sentence for each kind: that of its first item, and how many more there are. */
  sentences(): string[] {
    const all = [...this.#kinds.values()];
    const shown = all
      .slice(0, maxKinds)
      .map(({ first, count }) => (count > 1 ? `${first} (and ${count - 1} more)` : first));
    const more = all.slice(maxKinds).reduce((sum, { count }) => sum + count, 0);
    return more > 0 ? [...shown, `And ${more} more notes.`] : shown;
  }
}
