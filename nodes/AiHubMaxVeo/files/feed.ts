/** A file that arrives in pieces and is read once, from its beginning to its end, without being kept. */

/** Reads a feed; gives control back whenever it needs more bytes, and tells in the end whether the file is whole. */
export type Walk = Generator<void, boolean, void>;

export class Feed {
  #held: Uint8Array = new Uint8Array(0);
  #at = 0;
  #isEnded = false;

  /** Bytes that can be read now; negative while a skip leads beyond what has arrived. */
  get left(): number {
    return this.#held.length - this.#at;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The byte `offset` after the next one, unread. */
  peek(offset = 0): number {
    return this.#held[this.#at + offset] ?? NaN;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** Goes to the next byte of this value that has arrived, or behind everything that has. */
  skipTo(value: number): void {
    if (this.left <= 0 || this.#held[this.#at] === value) return;
    const found = this.#held.indexOf(value, this.#at);
    this.#at = found < 0 ? this.#held.length : found;
  }

  /** A big-endian number of up to eight bytes, read. */
  number(length: number): number {
    let sum = 0;
    for (let step = 0; step < length; step++) sum = sum * 256 + this.peek(step);
    this.skip(length);
    return sum;
  }

  /** Walks read all they can before they ask for more, so hardly anything is left to be carried over. */
  push(piece: Uint8Array): void {
    const { left } = this;
    if (left > 0) {
      const joined = new Uint8Array(left + piece.length);
      joined.set(this.#held.subarray(this.#at));
      joined.set(piece, left);
      this.#held = joined;
      this.#at = 0;
      return;
    }
    this.#held = piece;
    this.#at = -left;
  }

  end(): void {
    this.#isEnded = true;
  }
}

/** Waits until so many bytes can be read; false when the file ends before. */
export function* reaches(feed: Feed, count: number): Walk {
  while (feed.left < count) {
    if (feed.isEnded) return false;
    yield;
  }
  return true;
}

/** Pushes a file through a walk, piece by piece. */
export class Walker {
  readonly #feed = new Feed();
  readonly #walk: Walk;
  #verdict: boolean | undefined;

  constructor(walk: (feed: Feed) => Walk) {
    this.#walk = walk(this.#feed);
  }

  #go(): void {
    const { done, value } = this.#walk.next();
    if (done) this.#verdict = value;
  }

  push(piece: Uint8Array): void {
    if (this.isDone) return;
    this.#feed.push(piece);
    this.#go();
  }

  /** What follows cannot change the verdict. */
  get isDone(): boolean {
    return this.#verdict !== undefined;
  }

  /** Whether the file was whole. Call when it has ended. */
  end(): boolean {
    this.#feed.end();
    if (!this.isDone) this.#go();
    return this.#verdict ?? false;
  }
}
