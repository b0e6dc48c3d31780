/** Reads a file once, from its beginning, and keeps only what has to be known of it. */
import type { Hash } from 'crypto';
import { Walker, type Feed, type Walk } from './feed';
import { walkGif, walkJpeg, walkMp4, walkPng, walkWebm, walkWebp, type Kind } from './walks';

export interface Inspection {
  image: Kind | null;
  video: Kind | null;
  /** What it is instead of both; null where it has no name here. */
  otherFormat: { name: string; mediaType?: 'image' | 'video' } | null;
  /** False when its end is missing. */
  isWhole: boolean;
}

/** What lies in the same box as MP4 (ISO/IEC 23008-12): photos of phones and cameras, and sound alone. */
const brands = {
  heic: 'he[iv][cxms]|mi(?:f[12]|af)|msf1|avc[is]',
  avif: 'avi[fs]',
  audio: '(M4A|M4B|M4P|F4A|F4B) ',
  raw: 'crx ',
};

const noOther = `(?!${Object.values(brands).join('|')})`;

const boxed = (brand: string): RegExp => new RegExp(`^[^]{4}ftyp(${brand})`);

/** How a file that can be sent, or a video that comes back, begins: one character for each byte, and \cZ for 1A. */
const formats = [
  // Decoders skip zero bytes in front of a marker, also of the first.
  { mime: 'image/jpeg', extension: 'jpg', start: /^\xff\xd8[\xff\0]/, walk: walkJpeg },
  { mime: 'image/png', extension: 'png', start: /^\x89PNG\r\n\cZ\n/, walk: walkPng },
  { mime: 'image/webp', extension: 'webp', start: /^RIFF[^]{4}WEBP/, walk: walkWebp },
  { mime: 'image/gif', extension: 'gif', start: /^GIF8[79]a/, walk: walkGif },
  { mime: 'video/webm', extension: 'webm', start: /^\cZE\xdf\xa3(?![^]*matroska)/, walk: walkWebm },
  { mime: 'video/quicktime', extension: 'mov', start: boxed('qt'), walk: walkMp4 },
  { mime: 'video/mp4', extension: 'mp4', start: boxed(noOther), walk: walkMp4 },
];

/** What cannot be sent, by its name, so that the user sees what went wrong. A text begins behind a byte order mark and white space. */
const otherFormats: { name: string; mediaType?: 'image' | 'video'; start: RegExp }[] = [
  { name: 'a HEIC image', mediaType: 'image', start: boxed(brands.heic) },
  { name: 'an AVIF image', mediaType: 'image', start: boxed(brands.avif) },
  {
    name: 'an SVG drawing',
    mediaType: 'image',
    start: /^(\s*\xef\xbb\xbf)?\s*(?=<(\?xml|!--|!doctype svg|svg))[^]*<svg/i,
  },
  { name: 'a JPEG XL image', mediaType: 'image', start: /^(\xff\n|[^]{4}JXL )/ },
  { name: 'a TIFF image', mediaType: 'image', start: /^(II\*\0|MM\0\*)/ },
  { name: 'a BMP image', mediaType: 'image', start: /^BM/ },
  { name: 'a PDF document', start: /^%PDF/ },
  { name: 'a file as base64 text', start: /^(data:\w+\/|iVBORw0KG|\/9j\/|UklGR)/ },
  { name: 'a web page', start: /^(\s*\xef\xbb\xbf)?\s*<(!doctype html|html|head|body)/i },
  { name: 'an audio file (M4A)', start: boxed(brands.audio) },
  // An ID3 tag, or the frames of MP3 and of AAC themselves.
  { name: 'an audio file (MP3 or AAC)', start: /^(ID3|\xff[\xf1-\xf3\xf9-\xfb])/ },
  { name: 'an audio file (OGG)', start: /^OggS/ },
  { name: 'an audio file (WAV)', start: /^RIFF[^]{4}WAVE/ },
  { name: 'an audio file (FLAC)', start: /^fLaC/ },
  { name: 'an MKV video', mediaType: 'video', start: /^\cZE\xdf\xa3/ },
  { name: 'an AVI video', mediaType: 'video', start: /^RIFF[^]{4}AVI / },
];

/** Enough to know every one of `formats`; what WebM has in common with Matroska comes first. */
const startBytes = 64;
/** As far as a text tells what it is. */
const textBytes = 512;

export function* formatIn(feed: Feed): Walk<(typeof formats)[number] | undefined> {
  yield* feed.has(startBytes);
  return formats.find(({ start }) => start.test(feed.text(0, startBytes)));
}

function* walk(feed: Feed): Walk<Inspection> {
  const unknown = { image: null, video: null, otherFormat: null, isWhole: true };
  const format = yield* formatIn(feed);
  if (format) {
    const { mime, extension } = format;
    const kind: Kind = { mime, extension, size: null };
    const found = { ...unknown, isWhole: yield* format.walk(feed, kind) };
    return mime.startsWith('image/') ? { ...found, image: kind } : { ...found, video: kind };
  }
  yield* feed.has(textBytes);
  const otherFormat = otherFormats.find(({ start }) => start.test(feed.text(0, textBytes))) ?? null;
  return { ...unknown, otherFormat };
}

/** Leaves the content as soon as it knows enough, which closes a stream; where there is a `hash` to fill, at its end. */
export async function inspect(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  hash?: Hash,
): Promise<Inspection> {
  const walker = new Walker(walk);
  for await (const piece of pieces) {
    walker.push(piece);
    hash?.update(piece);
    if (walker.isDone && !hash) break;
  }
  return walker.end();
}
