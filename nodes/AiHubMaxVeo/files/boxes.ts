/** Whether a video arrived whole, told from the outermost boxes of its container while it passes by. */
import { reaches } from './feed';
import type { Feed, Walk } from './feed';

/** The four characters of a box's type as a number. */
const typeOf = (name: string): number =>
  [...name].reduce((sum, character) => sum * 256 + character.charCodeAt(0), 0);

const moov = typeOf('moov');
const mdat = typeOf('mdat');

const isPrintable = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 0xa9;

/** Anything else in a type is no box but something behind the last one. */
const isBoxType = (type: number): boolean =>
  [24, 16, 8, 0].every((bits) => isPrintable((type >>> bits) & 0xff));

/**
 * ISO/IEC 14496-12, 4.2: boxes that name their length; 1 means one of 64 bits, 0 for one that lasts to the end.
 * Without `moov` (how to play it) or `mdat` (what to play) there is no video.
 */
export function* mp4Walk(feed: Feed): Walk {
  for (let hasIndex = false, hasFilm = false; ; ) {
    if (feed.left < 0 && !(yield* reaches(feed, 0))) return false;
    if (feed.left < 8 && !(yield* reaches(feed, 8))) return hasIndex && hasFilm;
    const short = feed.number(4);
    const type = feed.number(4);
    if (!isBoxType(type)) return hasIndex && hasFilm;
    hasIndex ||= type === moov;
    hasFilm ||= type === mdat;
    if (short === 0) return hasIndex && hasFilm;
    if (short === 1 && feed.left < 8 && !(yield* reaches(feed, 8))) return false;
    const length = short === 1 ? feed.number(8) - 16 : short - 8;
    if (length < 0) return false;
    feed.skip(length);
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
  // Without the bit that says how many bytes there are: with it, eight would be more than a number can hold.
  const first = feed.number(1) - 2 ** (8 - bytes);
  const length = first * 2 ** (8 * (bytes - 1)) + feed.number(bytes - 1);
  return length === 2 ** (7 * bytes) - 1 ? Infinity : length;
}

/** RFC 9559: an EBML header, then a segment that holds everything else. */
export function* webmWalk(feed: Feed): Walk {
  for (const wanted of [ebmlId, segmentId]) {
    if (!(yield* reaches(feed, 4)) || feed.number(4) !== wanted) return false;
    const length = yield* elementLength(feed);
    if (Number.isNaN(length)) return false;
    // A live recording does not know its length, so nobody can tell where it was to end.
    if (length === Infinity) return wanted === segmentId && (yield* reaches(feed, 1));
    feed.skip(length);
  }
  return yield* reaches(feed, 0);
}
