/** What kind of picture a file is and how large, told from its first bytes. Small on purpose: no image library ships. */
import { bigEndian, byteAt, littleEndian, spells } from './bytes';
import type { Bytes } from './bytes';
import { jpegSize } from './jpeg';
import type { Size } from './jpeg';

export interface Picture {
  mime: string;
  extension: string;
  /** As it is shown, upright; null when the bytes end before it. */
  size: Size | null;
}

interface Format {
  mime: string;
  extension: string;
  matches(bytes: Bytes): boolean;
  size(bytes: Bytes): Size | null;
}

/** Enough of a file for its size, also behind the large previews that cameras put in front. */
export const pictureHeadBytes = 512 * 1024;

const sizeOf = (width: number, height: number): Size | null =>
  width > 0 && height > 0 ? { width, height } : null;

/** The three kinds of WebP: lossy, lossless, extended. Source: RFC 9649. */
function webpSize(bytes: Bytes): Size | null {
  if (spells(bytes, 12, 'VP8 '))
    return sizeOf(littleEndian(bytes, 26, 2) % 16384, littleEndian(bytes, 28, 2) % 16384);
  if (spells(bytes, 12, 'VP8X'))
    return sizeOf(littleEndian(bytes, 24, 3) + 1, littleEndian(bytes, 27, 3) + 1);
  if (!spells(bytes, 12, 'VP8L') || byteAt(bytes, 20) !== 0x2f) return null;
  const packed = littleEndian(bytes, 21, 4);
  return sizeOf((packed % 16384) + 1, (Math.floor(packed / 16384) % 16384) + 1);
}

const formats: Format[] = [
  {
    mime: 'image/jpeg',
    extension: 'jpg',
    matches: (bytes) => spells(bytes, 0, '\u00ff\u00d8\u00ff'),
    size: jpegSize,
  },
  {
    mime: 'image/png',
    extension: 'png',
    matches: (bytes) => spells(bytes, 0, '\u0089PNG\r\n\u001a\n'),
    size: (bytes) => sizeOf(bigEndian(bytes, 16, 4), bigEndian(bytes, 20, 4)),
  },
  {
    mime: 'image/webp',
    extension: 'webp',
    matches: (bytes) => spells(bytes, 0, 'RIFF') && spells(bytes, 8, 'WEBP'),
    size: webpSize,
  },
  {
    mime: 'image/gif',
    extension: 'gif',
    matches: (bytes) => spells(bytes, 0, 'GIF87a') || spells(bytes, 0, 'GIF89a'),
    size: (bytes) => sizeOf(littleEndian(bytes, 6, 2), littleEndian(bytes, 8, 2)),
  },
];

/** Null when the bytes are no picture of a kind that is known. Never throws. */
export function sniffPicture(bytes: Bytes): Picture | null {
  const format = formats.find(({ matches }) => matches(bytes));
  return format ? { mime: format.mime, extension: format.extension, size: format.size(bytes) } : null;
}
