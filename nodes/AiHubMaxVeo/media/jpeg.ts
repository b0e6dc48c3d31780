/** The size of a JPEG, found by walking its segments. Source: ITU-T T.81; Exif 2.3 for the orientation. */
import { bigEndian, byteAt, littleEndian, spells } from './bytes';
import type { Bytes } from './bytes';

export interface Size {
  width: number;
  height: number;
}

const orientationTag = 0x0112;

/** Orientations 5 to 8 lie on their side: phones save upright photos so. */
const isTurned = (orientation: number): boolean => orientation >= 5 && orientation <= 8;

/** The Exif orientation of an APP1 segment whose content begins at `at`; 1 (upright) where there is none. */
function orientationOf(bytes: Bytes, at: number): number {
  if (!spells(bytes, at, 'Exif\0\0')) return 1;
  const tiff = at + 6;
  const read = spells(bytes, tiff, 'II') ? littleEndian : bigEndian;
  const directory = tiff + read(bytes, tiff + 4, 4);
  const entries = read(bytes, directory, 2);
  for (let entry = 0; entry < Math.min(entries, 100); entry++) {
    const place = directory + 2 + entry * 12;
    if (read(bytes, place, 2) === orientationTag) return read(bytes, place + 8, 2);
  }
  return 1;
}

/** SOF0 to SOF15 carry the size, without DHT, JPG and DAC that lie among them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Null when the bytes end before the size. */
export function jpegSize(bytes: Bytes): Size | null {
  let turned = false;
  for (let at = 2; at < bytes.length; ) {
    if (byteAt(bytes, at) !== 0xff) return null;
    const marker = byteAt(bytes, at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return frameSize(bytes, at, turned);
    if (marker === 0xe1) turned ||= isTurned(orientationOf(bytes, at + 4));
    const length = bigEndian(bytes, at + 2, 2);
    if (!(length >= 2)) return null;
    at += 2 + length;
  }
  return null;
}

function frameSize(bytes: Bytes, at: number, turned: boolean): Size | null {
  const height = bigEndian(bytes, at + 5, 2);
  const width = bigEndian(bytes, at + 7, 2);
  if (!(width > 0 && height > 0)) return null;
  return turned ? { width: height, height: width } : { width, height };
}
