/**
 * Walks through the formats that can be sent or come back: each reads a file of its format, writes down what that says of itself,
 * and returns whether it is whole. What decoders accept passes, such as anything behind the end: cameras append further images,
 * films and padding there. No image library ships.
 */
import type { Feed, Walk } from './feed';

/** What a file is, whatever it is called. */
export interface Kind {
  mime: string;
  extension: string;
  /** Of an image, as it is shown, upright; null where the bytes end before it. */
  size: { width: number; height: number } | null;
  /** What makes it special, though it can be sent. */
  oddity?: 'gif' | 'animatedWebp' | 'animatedPng' | 'cmyk';
}

const sizeOf = (width: number, height: number): Kind['size'] =>
  width > 0 && height > 0 ? { width, height } : null;

/** TEM, RST0 to RST7, SOI, EOI and a stuffed zero have no segment behind them. */
const standsAlone = (code: number): boolean => code <= 1 || (code >= 0xd0 && code <= 0xd9);

/** SOF0 to SOF15 carry the size, without DHT, JPG and DAC that lie among them. */
const isFrame = (code: number): boolean => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);

/** Whether Exif data says that the image lies on its side, as phones store portrait photos (Exif 2.3, orientations 5 to 8). */
function isTurned(feed: Feed): boolean {
  const read = (at: number, length: number) =>
    feed.text(6, 2) === 'II' ? feed.little(6 + at, length) : feed.big(6 + at, length);
  const directory = read(4, 4);
  const count = Math.min(read(directory, 2), 100);
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12)
    if (read(entry, 2) === 0x0112) return read(entry + 8, 2) >= 5 && read(entry + 8, 2) <= 8;
  return false;
}

/** ITU-T T.81, B.1: segments, then scans, in which FF D9 cannot occur but as the end. */
export function* walkJpeg(feed: Feed, image: Kind): Walk<boolean> {
  let turned: boolean | undefined;
  feed.skip(2);
  for (let isInScan = false; ; ) {
    feed.skipTo(0xff);
    if (feed.left < 2 && !(yield* feed.has(2))) return false;
    if (feed.peek() !== 0xff) continue;
    const code = feed.peek(1);
    // Any number of FF may come before a marker.
    feed.skip(code === 0xff ? 1 : 2);
    if (isInScan && code === 0xd9) return true;
    if (isInScan || code === 0xff || standsAlone(code)) continue;
    isInScan = code === 0xda;
    if (feed.left < 2 && !(yield* feed.has(2))) return false;
    const length = Math.max(0, feed.number(2) - 2);
    // Decoders go by the first Exif data. A crafted file can repeat it thousands of times.
    const isExif = code === 0xe1 && turned === undefined;
    if (isExif || isFrame(code)) yield* feed.has(isExif ? length : 6);
    if (isExif && feed.text(0, 6) === 'Exif\0\0') turned = isTurned(feed);
    if (isFrame(code)) {
      // Precision, height, width, number of components: four are CMYK, as for print.
      const [height, width] = [feed.big(1, 2), feed.big(3, 2)];
      image.size ??= turned ? sizeOf(height, width) : sizeOf(width, height);
      if (feed.peek(5) === 4) image.oddity = 'cmyk';
    }
    feed.skip(length);
  }
}

/** PNG specification, chapter 5: chunks until IEND. */
export function* walkPng(feed: Feed, image: Kind): Walk<boolean> {
  feed.skip(8);
  for (let hasPixels = false; ; ) {
    if (feed.left < 8 && !(yield* feed.has(8))) return false;
    const length = feed.number(4);
    const type = feed.text(0, 4);
    feed.skip(4);
    if (type === 'IEND') return hasPixels;
    // Not a chunk at all: decoders stop here, with what they have.
    if (!/^[A-Za-z]{4}$/.test(type)) return hasPixels;
    hasPixels ||= type === 'IDAT';
    if (type === 'acTL') image.oddity = 'animatedPng';
    if (type === 'IHDR' && (yield* feed.has(8))) image.size = sizeOf(feed.big(0, 4), feed.big(4, 4));
    feed.skip(length + 4);
  }
}

/** RFC 9649: lossy, lossless and extended WebP. */
function webpSize(feed: Feed): Kind['size'] {
  const type = feed.text(12, 4);
  if (type === 'VP8 ') return sizeOf(feed.little(26, 2) % 16384, feed.little(28, 2) % 16384);
  if (type === 'VP8X') return sizeOf(feed.little(24, 3) + 1, feed.little(27, 3) + 1);
  if (type !== 'VP8L' || feed.peek(20) !== 0x2f) return null;
  const packed = feed.little(21, 4);
  return sizeOf((packed % 16384) + 1, (Math.floor(packed / 16384) % 16384) + 1);
}

/** The file's own word for its length. Some writers leave out the last byte, which is padding. */
export function* walkWebp(feed: Feed, image: Kind): Walk<boolean> {
  yield* feed.has(30);
  image.size = webpSize(feed);
  // RFC 9649, 2.7.1: the second bit of an extended WebP's flags.
  if (feed.text(12, 4) === 'VP8X' && (feed.peek(20) & 2) > 0) image.oddity = 'animatedWebp';
  feed.skip(8 + Math.max(0, feed.little(4, 4) - 1));
  return yield* feed.has(0);
}

/** The size in bytes of a color table that a GIF's flags announce. */
const colors = (flags: number): number => (flags >= 0x80 ? 3 * 2 ** ((flags % 8) + 1) : 0);

/** GIF89a specification: images and extensions until the trailer. */
export function* walkGif(feed: Feed, image: Kind): Walk<boolean> {
  const isComplete = yield* feed.has(13);
  Object.assign(image, { size: sizeOf(feed.little(6, 2), feed.little(8, 2)), oddity: 'gif' });
  if (!isComplete) return false;
  feed.skip(13 + colors(feed.peek(10)));
  for (let hasPixels = false; ; ) {
    if (!(yield* feed.has(1))) return false;
    const mark = feed.peek();
    if (mark === 0x3b) return true;
    // Not a block at all: decoders stop here, with what they have.
    if (mark !== 0x21 && mark !== 0x2c) return hasPixels;
    if (!(yield* feed.has(10))) return false;
    feed.skip(mark === 0x2c ? 11 + colors(feed.peek(9)) : 2);
    // Blocks of up to 255 bytes until an empty one.
    for (let length = 1; length > 0; feed.skip(length + 1)) {
      if (feed.left < 1 && !(yield* feed.has(1))) return false;
      length = feed.peek();
    }
    hasPixels ||= mark === 0x2c;
  }
}

/** ISO/IEC 14496-12: boxes that name their length: 1 means one of 64 bits, 0 one that lasts to the end. */
export function* walkMp4(feed: Feed): Walk<boolean> {
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

/** RFC 8794 and 9559: an EBML header, then a segment that holds everything else. */
export function* walkWebm(feed: Feed): Walk<boolean> {
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
