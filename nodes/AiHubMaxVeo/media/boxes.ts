/** Whether a video arrived whole, told from the outermost boxes of its container while it passes by. */
import { reaches } from './feed';
import type { Feed, Walk } from './feed';

/** A box's type is four printable characters; anything else is no box but something behind the last one. */
const isBoxType = (type: string): boolean => /^[\x20-\x7e\xa9][\x20-\x7e]{3}$/.test(type);

/**
 * ISO/IEC 14496-12, 4.2: boxes that name their length; 1 stands for one of 64 bits, 0 for one that lasts to the end.
 * Without `moov` (how to play it) or `mdat` (what to play) there is no video.
 */
export function* mp4Walk(feed: Feed): Walk {
  const seen = new Set<string>();
  const isVideo = () => seen.has('moov') && seen.has('mdat');
  for (;;) {
    if (!(yield* reaches(feed, 0))) return false;
    if (!(yield* reaches(feed, 8))) return isVideo();
    const short = feed.number(4);
    const type = feed.text(4);
    if (!isBoxType(type)) return isVideo();
    seen.add(type);
    if (short === 0) return isVideo();
    if (short === 1 && !(yield* reaches(feed, 8))) return false;
    const [length, head] = short === 1 ? [feed.number(8), 16] : [short, 8];
    if (length < head) return false;
    feed.skip(length - head);
  }
}

const ebmlId = 0x1a45dfa3;
const segmentId = 0x18538067;

/** RFC 8794, 4: the number of leading zero bits of the first byte says how many bytes a length has. */
const lengthOfLength = (first: number): number => Math.clz32(first) - 23;

/** Reads a length; Infinity where it is left open, NaN where the file ends before. */
function* elementLength(feed: Feed): Generator<void, number, void> {
  if (!(yield* reaches(feed, 1))) return NaN;
  const bytes = lengthOfLength(feed.peek());
  if (bytes > 8 || !(yield* reaches(feed, bytes))) return NaN;
  const length = feed.number(bytes) - 2 ** (7 * bytes);
  return length === 2 ** (7 * bytes) - 1 ? Infinity : length;
}

/** RFC 9559: an EBML header, then a segment that holds everything else. */
export function* webmWalk(feed: Feed): Walk {
  for (;;) {
    if (!(yield* reaches(feed, 4))) return false;
    const id = feed.number(4);
    if (id !== ebmlId && id !== segmentId) return false;
    const length = yield* elementLength(feed);
    if (Number.isNaN(length)) return false;
    // A live recording does not know its length, so nobody can tell where it was to end.
    if (length === Infinity) return id === segmentId && (yield* reaches(feed, 1));
    feed.skip(length);
    if (id === segmentId) return yield* reaches(feed, 0);
  }
}
