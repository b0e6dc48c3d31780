/** Reads a file once, from its beginning, and keeps only what has to be known of it. */
import { containerHeadBytes, containerWalk, sniffContainer } from './container';
import type { Container } from './container';
import { Walker } from './feed';
import { imageHeadBytes, imageWalk, sniffImage } from './image';
import type { Image } from './image';
import { nameStranger } from './stranger';

/** What a file is, whatever it is called. */
export interface Inspection {
  image: Image | null;
  video: Container | null;
  /** What it is instead of both. */
  stranger: ReturnType<typeof nameStranger>;
  /** False when its end is missing. */
  isWhole: boolean;
}

/** What the first bytes tell; `isWhole` is what the walk through all of them found. */
export function inspectHead(head: Uint8Array, isWhole: boolean): Inspection {
  const image = sniffImage(head);
  const video = sniffContainer(head);
  const stranger = image || video ? null : nameStranger(head);
  return { image, video, stranger, isWhole };
}

function join(pieces: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/** The walk that finds out whether the file that begins like this is whole; none for what cannot be sent anyway. */
function walkerFor(head: Uint8Array): Walker | null {
  const container = sniffContainer(head);
  const walk = container ? containerWalk(container) : imageWalk(head);
  return walk ? new Walker(walk) : null;
}

/** Collects the beginning of a file, as far as it can matter. */
class Head {
  #pieces: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length >= imageHeadBytes;
  }

  add(piece: Uint8Array): void {
    if (this.isFull) return;
    // A copy: n8n's stores may hand out pieces of a buffer that they use again.
    const part = Uint8Array.from(piece.subarray(0, imageHeadBytes - this.#length));
    this.#pieces.push(part);
    this.#length += part.length;
  }

  bytes(): Uint8Array {
    this.#pieces = [join(this.#pieces)];
    return this.#pieces[0] ?? new Uint8Array(0);
  }
}

/** Enough to name what is neither an image nor a video. */
const strangerHeadBytes = 512;

/** Follows a file until nothing further can change what is known of it. */
class Inspector {
  readonly #head = new Head();
  #walker: Walker | null | undefined;

  add(piece: Uint8Array): void {
    this.#head.add(piece);
    if (this.#walker) this.#walker.push(piece);
    else if (this.#walker === undefined && this.#head.length >= containerHeadBytes) this.#begin();
  }

  #begin(): void {
    const begun = this.#head.bytes();
    this.#walker = walkerFor(begun);
    this.#walker?.push(begun);
  }

  get isDone(): boolean {
    if (this.#walker === null) return this.#head.length >= strangerHeadBytes;
    return this.#walker?.isDone ?? false;
  }

  end(): Inspection {
    if (this.#walker === undefined) this.#begin();
    return inspectHead(this.#head.bytes(), this.#walker?.end() ?? true);
  }
}

/** Leaves the content as soon as it knows enough. Leaving closes a stream. */
export async function inspect(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Inspection> {
  const inspector = new Inspector();
  for await (const piece of content) {
    inspector.add(piece);
    if (inspector.isDone) break;
  }
  return inspector.end();
}
