/** What a JPEG's segments say of it. Source: ITU-T T.81; Exif 2.3 for the orientation. */
import { bigEndian, byteAt, littleEndian, spells } from './bytes';

export interface Size {
  width: number;
  height: number;
}

interface JpegFrame extends Size {
  /** Four are CMYK, as for print. */
  components: number;
}

const orientationTag = 0x0112;
const mostEntries = 100;

/** Orientations 5 to 8 lie on their side: phones store portrait photos rotated. */
const isTurned = (orientation: number): boolean => orientation >= 5 && orientation <= 8;

const isExif = (bytes: Uint8Array, at: number): boolean => spells(bytes, at, 'Exif\0\0');

/** The orientation that the Exif data at `at` gives; 1 (upright) where it gives none. */
function orientationOf(bytes: Uint8Array, at: number): number {
  const tiff = at + 6;
  const read = spells(bytes, tiff, 'II') ? littleEndian : bigEndian;
  const directory = tiff + read(bytes, tiff + 4, 4);
  const entries = Math.min(read(bytes, directory, 2), mostEntries);
  for (let entry = 0; entry < entries; entry++) {
    const place = directory + 2 + entry * 12;
    if (read(bytes, place, 2) === orientationTag) return read(bytes, place + 8, 2);
  }
  return 1;
}

/** SOF0 to SOF15 carry the size, without DHT, JPG and DAC that lie among them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Markers without a segment: a stuffed zero, TEM, RST0 to RST7, SOI and EOI. */
const standsAlone = (marker: number): boolean => marker <= 1 || (marker >= 0xd0 && marker <= 0xd9);

/** The place of the next marker's code; decoders skip whatever lies before it, and any number of FF. */
function nextMarker(bytes: Uint8Array, from: number): number {
  let at = byteAt(bytes, from) === 0xff ? from : bytes.indexOf(0xff, from);
  if (at < 0) return bytes.length;
  while (byteAt(bytes, at) === 0xff) at += 1;
  return at;
}

/** Null when the bytes end before the size. */
export function jpegFrame(bytes: Uint8Array): JpegFrame | null {
  let orientation: number | undefined;
  for (let at = nextMarker(bytes, 2); at < bytes.length; at = nextMarker(bytes, at)) {
    const marker = byteAt(bytes, at);
    const content = at + 3;
    if (isFrame(marker)) return frameAt(bytes, content, isTurned(orientation ?? 1));
    // Decoders go by the first Exif data. A crafted file can repeat it thousands of times.
    if (marker === 0xe1 && isExif(bytes, content)) orientation ??= orientationOf(bytes, content);
    at += 1;
    if (standsAlone(marker)) continue;
    const length = bigEndian(bytes, at, 2);
    if (!(length >= 2)) return null;
    at += length;
  }
  return null;
}

/** The content of a frame's segment: precision, height, width, number of components. */
function frameAt(bytes: Uint8Array, at: number, turned: boolean): JpegFrame | null {
  const height = bigEndian(bytes, at + 1, 2);
  const width = bigEndian(bytes, at + 3, 2);
  if (!(width > 0 && height > 0)) return null;
  const components = byteAt(bytes, at + 5);
  return turned ? { width: height, height: width, components } : { width, height, components };
}
