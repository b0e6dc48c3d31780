/** A file that arrives in pieces and is read once, from its beginning to its end, without being kept. */

/** Yields whenever it needs more bytes, and returns what it found. */
export type Walk<Found> = Generator<void, Found, void>;

/** The bytes at hand. Beyond the end all are NaN, so a cut file never throws. */
export class Feed {
  #held = Buffer.alloc(0);
  /** Lies beyond what is held while a skip leads further than has arrived. */
  #at = 0;
  isEnded = false;

  /** Bytes that can be read now; where a walk asks thousands of times it looks here before it waits. */
  get left(): number {
    return this.#held.length - this.#at;
  }

  /** The byte `offset` after the next one, unread; so are the numbers and texts below. */
  peek(offset = 0): number {
    return this.#held[this.#at + offset] ?? NaN;
  }

  /** Big-endian. Plain loops: a crafted file can ask for this a hundred thousand times. */
  big(offset: number, length: number): number {
    let sum = 0;
    for (let step = 0; step < length; step++) sum = sum * 256 + this.peek(offset + step);
    return sum;
  }

  little(offset: number, length: number): number {
    let sum = 0;
    for (let step = length - 1; step >= 0; step--) sum = sum * 256 + this.peek(offset + step);
    return sum;
  }

  /** One character for each byte. */
  text(offset: number, length: number): string {
    return this.#held.toString('latin1', this.#at + offset, this.#at + offset + length);
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** A big-endian number, read. */
  number(length: number): number {
    const sum = this.big(0, length);
    this.#at += length;
    return sum;
  }

  /** Goes to the next byte of this value that has arrived, or behind everything that has. */
  skipTo(value: number): void {
    if (this.left <= 0 || this.peek() === value) return;
    const found = this.#held.indexOf(value, this.#at);
    this.#at = found < 0 ? this.#held.length : found;
  }

  /** Waits until so many bytes can be read; false when the file ends before. */
  *has(count: number): Walk<boolean> {
    while (this.left < count) {
      if (this.isEnded) return false;
      yield;
    }
    return true;
  }

  push(piece: Uint8Array): void {
    const rest = this.#held.subarray(this.#at);
    this.#at = Math.max(0, this.#at - this.#held.length);
    // A copy, since n8n's stores may hand out pieces of a buffer that they use again.
    this.#held = Buffer.concat([rest, piece]);
  }
}

export class Walker<Found> {
  readonly #feed = new Feed();
  readonly #walk: Walk<Found>;
  #step: IteratorResult<void, Found> | null = null;

  constructor(walk: (feed: Feed) => Walk<Found>) {
    this.#walk = walk(this.#feed);
  }

  /** What follows cannot change what was found. */
  get isDone(): boolean {
    return this.#step?.done === true;
  }

  push(piece: Uint8Array): void {
    if (this.isDone) return;
    this.#feed.push(piece);
    this.#step = this.#walk.next();
  }

  end(): Found {
    this.#feed.isEnded = true;
    while (!this.#step?.done) this.#step = this.#walk.next();
    return this.#step.value;
  }
}
