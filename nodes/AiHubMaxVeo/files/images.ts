/** The images that can be sent: how each begins, how large it is, and where its format says that it ends. No image library ships. */
import { riff, starts } from './feed';
import type { Feed, Walk } from './feed';

interface Size {
  width: number;
  height: number;
}

export interface Image {
  mime: string;
  extension: string;
  /** As it is shown, upright; null where the bytes end before it. */
  size: Size | null;
  /** What makes it special, though it can be sent. */
  oddity?: 'gif' | 'animatedWebp' | 'cmyk';
}

const sizeOf = (width: number, height: number): Size | null =>
  width > 0 && height > 0 ? { width, height } : null;

/** TEM, RST0 to RST7, SOI, EOI and a stuffed zero have no segment behind them. */
const standsAlone = (code: number): boolean => code <= 1 || (code >= 0xd0 && code <= 0xd9);

/** SOF0 to SOF15 carry the size, without DHT, JPG and DAC that lie among them. */
const isFrame = (code: number): boolean => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);

/** Whether Exif data says that the image lies on its side, as phones store portrait photos (Exif 2.3, orientations 5 to 8). */
function isTurned(feed: Feed): boolean {
  const read = (at: number, length: number) =>
    feed.spells(6, 'II') ? feed.little(6 + at, length) : feed.big(6 + at, length);
  const directory = read(4, 4);
  const count = Math.min(read(directory, 2), 100);
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12)
    if (read(entry, 2) === 0x0112) return read(entry + 8, 2) >= 5 && read(entry + 8, 2) <= 8;
  return false;
}

/** ITU-T T.81, B.1: segments, then scans, in which FF D9 cannot occur but as the end. */
function* walkJpeg(feed: Feed, image: Image): Walk<boolean> {
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
    if (isExif && feed.spells(0, 'Exif\0\0')) turned = isTurned(feed);
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
function* walkPng(feed: Feed, image: Image): Walk<boolean> {
  feed.skip(8);
  for (let hasPixels = false; ; ) {
    if (feed.left < 8 && !(yield* feed.has(8))) return false;
    const length = feed.number(4);
    const type = feed.text(0, 4);
    feed.skip(4);
    if (type === 'IEND') return true;
    // Not a chunk at all: decoders stop here, with what they have.
    if (!/^[A-Za-z]{4}$/.test(type)) return hasPixels;
    hasPixels ||= type === 'IDAT';
    if (type === 'IHDR' && (yield* feed.has(8))) image.size = sizeOf(feed.big(0, 4), feed.big(4, 4));
    feed.skip(length + 4);
  }
}

/** RFC 9649: lossy, lossless and extended WebP. */
function webpSize(feed: Feed): Size | null {
  if (feed.spells(12, 'VP8 ')) return sizeOf(feed.little(26, 2) % 16384, feed.little(28, 2) % 16384);
  if (feed.spells(12, 'VP8X')) return sizeOf(feed.little(24, 3) + 1, feed.little(27, 3) + 1);
  if (!feed.spells(12, 'VP8L') || feed.peek(20) !== 0x2f) return null;
  const packed = feed.little(21, 4);
  return sizeOf((packed % 16384) + 1, (Math.floor(packed / 16384) % 16384) + 1);
}

/** The file's own word for its length. Some writers leave out the last byte, which is padding. */
function* walkWebp(feed: Feed, image: Image): Walk<boolean> {
  yield* feed.has(30);
  image.size = webpSize(feed);
  // RFC 9649, 2.7.1: the second bit of an extended WebP's flags.
  if (feed.spells(12, 'VP8X') && (feed.peek(20) & 2) > 0) image.oddity = 'animatedWebp';
  feed.skip(8 + Math.max(0, feed.little(4, 4) - 1));
  return yield* feed.has(0);
}

/** The size in bytes of a color table that a GIF's flags announce. */
const colors = (flags: number): number => (flags >= 0x80 ? 3 * 2 ** ((flags % 8) + 1) : 0);

/** GIF89a specification: images and extensions until the trailer. */
function* walkGif(feed: Feed, image: Image): Walk<boolean> {
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

/**
 * `walk` reads the file, writes down what it says of itself, and returns whether it is whole. What decoders accept passes, such
 * as anything behind the end: cameras append further images, films and padding there.
 */
export const imageFormats = [
  // Decoders skip zero bytes in front of a marker, also of the first.
  { mime: 'image/jpeg', extension: 'jpg', matches: starts('\xff\xd8\xff', '\xff\xd8\0'), walk: walkJpeg },
  { mime: 'image/png', extension: 'png', matches: starts('\x89PNG\r\n\x1a\n'), walk: walkPng },
  { mime: 'image/webp', extension: 'webp', matches: riff('WEBP'), walk: walkWebp },
  { mime: 'image/gif', extension: 'gif', matches: starts('GIF87a', 'GIF89a'), walk: walkGif },
];
