/**
 * Whether an image arrived whole: each walk looks for the end that its format prescribes. What decoders accept passes,
 * such as anything behind the end: cameras append further images, films and padding there.
 */
import { reaches } from './feed';
import type { Feed, Walk } from './feed';

const marker = { end: 0xd9, scan: 0xda };

/** Without a length: TEM, RST0 to RST7, SOI, an EOI in front of the image, and a stuffed zero. */
const standsAlone = (code: number): boolean => code <= 1 || (code >= 0xd0 && code <= marker.end);

/** ITU-T T.81, B.1: segments, then scans, in which FF D9 cannot occur but as the end. */
export function* jpegWalk(feed: Feed): Walk {
  feed.skip(2);
  for (let isInScan = false; ; ) {
    feed.skipTo(0xff);
    if (feed.left < 2 && !(yield* reaches(feed, 2))) return false;
    if (feed.peek() !== 0xff) continue;
    const code = feed.peek(1);
    // Any number of FF may come before a marker.
    feed.skip(code === 0xff ? 1 : 2);
    if (isInScan && code === marker.end) return true;
    if (isInScan || code === 0xff || standsAlone(code)) continue;
    isInScan = code === marker.scan;
    if (feed.left < 2 && !(yield* reaches(feed, 2))) return false;
    feed.skip(Math.max(0, feed.number(2) - 2));
  }
}

/** IEND and IDAT. */
const pngEnd = 0x49454e44;
const pngImage = 0x49444154;

const isLetter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

const isChunkType = (type: number): boolean =>
  [24, 16, 8, 0].every((bits) => isLetter((type >>> bits) & 0xff));

/** PNG specification, chapter 5: chunks until IEND. */
export function* pngWalk(feed: Feed): Walk {
  feed.skip(8);
  for (let hasImage = false; ; ) {
    if (feed.left < 8 && !(yield* reaches(feed, 8))) return false;
    const length = feed.number(4);
    const type = feed.number(4);
    if (type === pngEnd) return true;
    // Not a chunk at all: decoders stop here, with what they have.
    if (!isChunkType(type)) return hasImage;
    hasImage ||= type === pngImage;
    feed.skip(length + 4);
  }
}

/** RFC 9649: the file's own word for its length. Some writers leave out the last byte, which is padding. */
export function* webpWalk(feed: Feed): Walk {
  if (!(yield* reaches(feed, 8))) return false;
  const [low, second, third, high] = [4, 5, 6, 7].map((at) => feed.peek(at));
  const length = (low ?? NaN) + (second ?? NaN) * 2 ** 8 + (third ?? NaN) * 2 ** 16 + (high ?? NaN) * 2 ** 24;
  feed.skip(8);
  feed.skip(Math.max(0, length - 1));
  return yield* reaches(feed, 0);
}

const gifMark = { extension: 0x21, image: 0x2c, end: 0x3b };

/** The size in bytes of a colour table that a GIF's flags announce. */
const colours = (flags: number): number => (flags >= 0x80 ? 3 * 2 ** ((flags % 8) + 1) : 0);

/** Blocks of up to 255 bytes until an empty one. */
function* skipBlocks(feed: Feed): Walk {
  for (;;) {
    if (feed.left < 1 && !(yield* reaches(feed, 1))) return false;
    const length = feed.peek();
    feed.skip(length + 1);
    if (length === 0) return true;
  }
}

/** GIF89a specification: images and extensions until the trailer. */
export function* gifWalk(feed: Feed): Walk {
  if (!(yield* reaches(feed, 13))) return false;
  feed.skip(13 + colours(feed.peek(10)));
  for (let hasImage = false; ; ) {
    if (feed.left < 1 && !(yield* reaches(feed, 1))) return false;
    const mark = feed.peek();
    if (mark === gifMark.end) return true;
    // Not a block at all: decoders stop here, with what they have.
    if (mark !== gifMark.extension && mark !== gifMark.image) return hasImage;
    if (feed.left < 10 && !(yield* reaches(feed, 10))) return false;
    feed.skip(mark === gifMark.image ? 11 + colours(feed.peek(9)) : 2);
    if (!(yield* skipBlocks(feed))) return false;
    hasImage ||= mark === gifMark.image;
  }
}
