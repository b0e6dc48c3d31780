/** The videos that can be sent and that come back. Sources: ISO/IEC 14496-12 (MP4, MOV), RFC 8794 and 9559 (WebM). */
import type { Feed, Walk } from './feed';

interface Video {
  mime: string;
  extension: string;
  /** Whether it is whole, told from its outermost boxes. */
  walk(feed: Feed): Walk<boolean>;
}

/** Boxes that name their length: 1 means one of 64 bits, 0 one that lasts to the end. */
function* walkMp4(feed: Feed): Walk<boolean> {
  const seen = new Set<string>();
  // Without `moov` (how to play it) or `mdat` (what to play) there is no video.
  const isVideo = () => seen.has('moov') && seen.has('mdat');
  for (;;) {
    if (feed.left < 8 && !(yield* feed.has(8))) return feed.left >= 0 && isVideo();
    const short = feed.number(4);
    const type = feed.text(0, 4);
    feed.skip(4);
    // Anything else is no box but something behind the last one.
    if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) return isVideo();
    seen.add(type);
    if (short === 0) return isVideo();
    if (short === 1 && !(yield* feed.has(8))) return false;
    const length = short === 1 ? feed.number(8) - 16 : short - 8;
    if (length < 0) return false;
    feed.skip(length);
  }
}

/** The length of an element; Infinity where it is left open, NaN where the file ends before. */
function* elementLength(feed: Feed): Walk<number> {
  if (!(yield* feed.has(1))) return NaN;
  // The number of leading zero bits of the first byte says how many bytes there are.
  const bytes = Math.clz32(feed.peek()) - 23;
  if (bytes > 8 || !(yield* feed.has(bytes))) return NaN;
  // Without the bit that says so: with it, eight bytes would be more than a number can hold.
  const first = feed.number(1) - 2 ** (8 - bytes);
  const length = first * 2 ** (8 * (bytes - 1)) + feed.number(bytes - 1);
  return length === 2 ** (7 * bytes) - 1 ? Infinity : length;
}

/** An EBML header, then a segment that holds everything else. */
function* walkWebm(feed: Feed): Walk<boolean> {
  for (const id of [0x1a45dfa3, 0x18538067]) {
    if (!(yield* feed.has(4)) || feed.number(4) !== id) return false;
    const length = yield* elementLength(feed);
    if (Number.isNaN(length)) return false;
    // A live recording does not know its length, so nobody can tell where it was to end.
    if (length === Infinity) return id === 0x18538067 && (yield* feed.has(1));
    feed.skip(length);
  }
  return yield* feed.has(0);
}

const mp4: Video = { mime: 'video/mp4', extension: 'mp4', walk: walkMp4 };
const quickTime: Video = { mime: 'video/quicktime', extension: 'mov', walk: walkMp4 };
const webm: Video = { mime: 'video/webm', extension: 'webm', walk: walkWebm };

/** By the type that a server announces; stores call any file an octet-stream, and what Veo makes is MP4. */
export const announcedVideo = (type: string): Video =>
  [webm, quickTime].find(({ mime }) => mime === type) ?? mp4;

/** What lies in the same box as MP4 (ISO/IEC 23008-12): photos of phones and cameras, and sound alone. */
const brands = {
  heic: ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1', 'avci'],
  avif: ['avif', 'avis'],
  audio: ['M4A ', 'M4B ', 'M4P ', 'F4A ', 'F4B '],
  raw: ['crx '],
};

const isBoxed = (feed: Feed): boolean => feed.spells(4, 'ftyp');

export const hasBrand = (feed: Feed, kind: keyof typeof brands): boolean =>
  isBoxed(feed) && feed.spells(8, ...brands[kind]);

/** Enough for the signature of every video. */
export const signatureBytes = 16;

/** Null when the bytes are no video of a kind that is known. */
export function videoIn(feed: Feed): Video | null {
  if (feed.spells(0, '\u001aE\u00df\u00a3')) return webm;
  if (!isBoxed(feed) || feed.spells(8, ...Object.values(brands).flat())) return null;
  return feed.spells(8, 'qt') ? quickTime : mp4;
}
