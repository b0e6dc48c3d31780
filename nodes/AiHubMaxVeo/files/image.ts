/** What kind of image a file is and how large, told from its first bytes. Small on purpose: no image library ships. */
import { bigEndian, byteAt, littleEndian, spells } from './bytes';
import type { Feed, Walk } from './feed';
import { jpegFrame } from './jpeg';
import type { Size } from './jpeg';
import { gifWalk, jpegWalk, pngWalk, webpWalk } from './whole';

export interface Image {
  mime: string;
  extension: string;
  /** As it is shown, upright; null when the bytes end before it. */
  size: Size | null;
  /** What makes it special, though it can be sent. */
  oddity?: Oddity;
}

interface Format {
  mime: string;
  extension: string;
  matches(bytes: Uint8Array): boolean;
  read(bytes: Uint8Array): Pick<Image, 'size' | 'oddity'>;
  /** Finds out whether a file of this format is whole. */
  walk(feed: Feed): Walk;
}

type Oddity = 'gif' | 'animatedWebp' | 'cmyk';

/** Enough of a file for its size, also behind the large previews that cameras put in front. */
export const imageHeadBytes = 512 * 1024;

const sizeOf = (width: number, height: number): Size | null =>
  width > 0 && height > 0 ? { width, height } : null;

function readJpeg(bytes: Uint8Array): Pick<Image, 'size' | 'oddity'> {
  const frame = jpegFrame(bytes);
  if (!frame) return { size: null };
  const { width, height, components } = frame;
  return { size: { width, height }, ...(components === 4 && { oddity: 'cmyk' }) };
}

/** The three kinds of WebP: lossy, lossless, extended. Source: RFC 9649. */
function webpSize(bytes: Uint8Array): Size | null {
  if (spells(bytes, 12, 'VP8 '))
    return sizeOf(littleEndian(bytes, 26, 2) % 16384, littleEndian(bytes, 28, 2) % 16384);
  if (spells(bytes, 12, 'VP8X'))
    return sizeOf(littleEndian(bytes, 24, 3) + 1, littleEndian(bytes, 27, 3) + 1);
  if (!spells(bytes, 12, 'VP8L') || byteAt(bytes, 20) !== 0x2f) return null;
  const packed = littleEndian(bytes, 21, 4);
  return sizeOf((packed % 16384) + 1, (Math.floor(packed / 16384) % 16384) + 1);
}

/** The second bit of an extended WebP's flags. Source: RFC 9649, 2.7.1. */
const isAnimatedWebp = (bytes: Uint8Array): boolean =>
  spells(bytes, 12, 'VP8X') && Math.floor(byteAt(bytes, 20) / 2) % 2 === 1;

const formats: Format[] = [
  {
    mime: 'image/jpeg',
    extension: 'jpg',
    // Decoders skip zero bytes in front of a marker, also of the first.
    matches: (bytes) => spells(bytes, 0, '\u00ff\u00d8') && [0, 0xff].includes(byteAt(bytes, 2)),
    read: readJpeg,
    walk: jpegWalk,
  },
  {
    mime: 'image/png',
    extension: 'png',
    matches: (bytes) => spells(bytes, 0, '\u0089PNG\r\n\u001a\n'),
    read: (bytes) => ({ size: sizeOf(bigEndian(bytes, 16, 4), bigEndian(bytes, 20, 4)) }),
    walk: pngWalk,
  },
  {
    mime: 'image/webp',
    extension: 'webp',
    matches: (bytes) => spells(bytes, 0, 'RIFF') && spells(bytes, 8, 'WEBP'),
    read: (bytes) => ({
      size: webpSize(bytes),
      ...(isAnimatedWebp(bytes) && { oddity: 'animatedWebp' }),
    }),
    walk: webpWalk,
  },
  {
    mime: 'image/gif',
    extension: 'gif',
    matches: (bytes) => spells(bytes, 0, 'GIF87a') || spells(bytes, 0, 'GIF89a'),
    read: (bytes) => ({
      size: sizeOf(littleEndian(bytes, 6, 2), littleEndian(bytes, 8, 2)),
      oddity: 'gif',
    }),
    walk: gifWalk,
  },
];

const formatOf = (bytes: Uint8Array): Format | undefined => formats.find(({ matches }) => matches(bytes));

/** Null when the bytes are no image of a kind that is known. Never throws. */
export function sniffImage(bytes: Uint8Array): Image | null {
  const format = formatOf(bytes);
  return format ? { mime: format.mime, extension: format.extension, ...format.read(bytes) } : null;
}

/** How to find out whether the image that begins with these bytes is whole. */
export const imageWalk = (bytes: Uint8Array): ((feed: Feed) => Walk) | undefined => formatOf(bytes)?.walk;
