/** Reads a file once, from its beginning, and keeps only what has to be known of it. */
import { riff, starts, Walker } from './feed';
import type { Feed, Walk } from './feed';
import { imageFormats } from './images';
import type { Image } from './images';
import { hasBrand, signatureBytes, videoIn } from './videos';

/** What a file is, whatever it is called. */
export interface Inspection {
  image: Image | null;
  video: Pick<Image, 'mime' | 'extension'> | null;
  /** What it is instead of both; null where it has no name here. */
  otherFormat: { name: string; mediaType: string } | null;
  /** False when its end is missing. */
  isWhole: boolean;
}

/** As far as a text's beginning tells; behind a byte order mark and white space. */
const textIn = (feed: Feed): string =>
  feed.text(0, 512).replace('\u00ef\u00bb\u00bf', '').trimStart().toLowerCase();

const isSvg = (text: string): boolean => /^<(\?xml|!--|!doctype svg|svg)/.test(text) && text.includes('<svg');

/** An ID3 tag, or the frames of MP3 and of AAC themselves. */
const mp3 = ['ID3', '\xff\xfb', '\xff\xf3', '\xff\xf2', '\xff\xfa', '\xff\xf1', '\xff\xf9'];

/** What cannot be sent, by its name, so that the user sees what went wrong. */
const otherFormats: [name: string, mediaType: string, matches: (feed: Feed) => boolean][] = [
  ['a HEIC image', 'image', (feed) => hasBrand(feed, 'heic')],
  ['an AVIF image', 'image', (feed) => hasBrand(feed, 'avif')],
  ['an SVG drawing', 'image', (feed) => isSvg(textIn(feed))],
  ['a TIFF image', 'image', starts('II*\0', 'MM\0*')],
  ['a BMP image', 'image', starts('BM')],
  ['a PDF document', 'document', starts('%PDF')],
  ['a web page', 'document', (feed) => /^<(!doctype html|html|head|body)/.test(textIn(feed))],
  ['an audio file (M4A)', 'audio', (feed) => hasBrand(feed, 'audio')],
  ['an audio file (MP3 or AAC)', 'audio', starts(...mp3)],
  ['an audio file (OGG)', 'audio', starts('OggS')],
  ['an audio file (WAV)', 'audio', riff('WAVE')],
  ['an audio file (FLAC)', 'audio', starts('fLaC')],
  ['an AVI video', 'video', riff('AVI ')],
];

function* walk(feed: Feed): Walk<Inspection> {
  const unknown = { image: null, video: null, otherFormat: null, isWhole: true };
  yield* feed.has(signatureBytes);
  const format = imageFormats.find(({ matches }) => matches(feed));
  if (format) {
    const image: Image = { mime: format.mime, extension: format.extension, size: null };
    return { ...unknown, image, isWhole: yield* format.walk(feed, image) };
  }
  const video = videoIn(feed);
  if (video) return { ...unknown, video, isWhole: yield* video.walk(feed) };
  yield* feed.has(512);
  const [name, mediaType] = otherFormats.find(([, , matches]) => matches(feed)) ?? [];
  return { ...unknown, otherFormat: name && mediaType ? { name, mediaType } : null };
}

/** Leaves the content as soon as it knows enough. Leaving closes a stream. */
export async function inspect(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const walker = new Walker(walk);
  for await (const piece of pieces) {
    walker.push(piece);
    if (walker.isDone) break;
  }
  return walker.end();
}
