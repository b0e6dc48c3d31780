/** Reads a file once, from its beginning, and keeps only what has to be known of it. */
import { Walker } from './feed';
import type { Feed, Walk } from './feed';
import { imageFormats } from './images';
import type { Image } from './images';
import { hasBrand, signatureBytes, videoIn } from './videos';
import type { Video } from './videos';

/** What a file is, whatever it is called. */
export interface Inspection {
  image: Image | null;
  video: Pick<Video, 'mime' | 'extension'> | null;
  /** What it is instead of both; null where it has no name here. */
  otherFormat: { name: string; mediaType: MediaType } | null;
  /** False when its end is missing. */
  isWhole: boolean;
}

type MediaType = 'image' | 'video' | 'audio' | 'document';

/** As far as a text's beginning tells; behind a byte order mark and white space. */
const textIn = (feed: Feed): string =>
  feed.text(0, 512).replace('\u00ef\u00bb\u00bf', '').trimStart().toLowerCase();

const isSvg = (text: string): boolean => /^<(\?xml|!--|!doctype svg|svg)/.test(text) && text.includes('<svg');

/** An ID3 tag, or the frames of MP3 and of AAC themselves. */
const mp3 = [
  'ID3',
  ...['\u00fb', '\u00f3', '\u00f2', '\u00fa', '\u00f1', '\u00f9'].map((mark) => `\u00ff${mark}`),
];

/** What cannot be sent, by its name, so that the user sees what went wrong. */
const otherFormats: [name: string, mediaType: MediaType, matches: (feed: Feed) => boolean][] = [
  ['a HEIC image', 'image', (feed) => hasBrand(feed, 'heic')],
  ['an AVIF image', 'image', (feed) => hasBrand(feed, 'avif')],
  ['an SVG drawing', 'image', (feed) => isSvg(textIn(feed))],
  ['a TIFF image', 'image', (feed) => feed.spells(0, 'II*\0', 'MM\0*')],
  ['a BMP image', 'image', (feed) => feed.spells(0, 'BM')],
  ['a PDF document', 'document', (feed) => feed.spells(0, '%PDF')],
  ['a web page', 'document', (feed) => /^<(!doctype html|html|head|body)/.test(textIn(feed))],
  ['an audio file (M4A)', 'audio', (feed) => hasBrand(feed, 'audio')],
  ['an audio file (MP3 or AAC)', 'audio', (feed) => feed.spells(0, ...mp3)],
  ['an audio file (OGG)', 'audio', (feed) => feed.spells(0, 'OggS')],
  ['an audio file (WAV)', 'audio', (feed) => feed.spells(0, 'RIFF') && feed.spells(8, 'WAVE')],
  ['an audio file (FLAC)', 'audio', (feed) => feed.spells(0, 'fLaC')],
  ['an AVI video', 'video', (feed) => feed.spells(0, 'RIFF') && feed.spells(8, 'AVI ')],
];

function* walk(feed: Feed): Walk<Inspection> {
  yield* feed.has(signatureBytes);
  const format = imageFormats.find(({ matches }) => matches(feed));
  if (format) {
    const image: Image = { mime: format.mime, extension: format.extension, size: null };
    return { image, video: null, otherFormat: null, isWhole: yield* format.walk(feed, image) };
  }
  const video = videoIn(feed);
  if (video) return { image: null, video, otherFormat: null, isWhole: yield* video.walk(feed) };
  yield* feed.has(512);
  const [name, mediaType] = otherFormats.find(([, , matches]) => matches(feed)) ?? [];
  return {
    image: null,
    video: null,
    otherFormat: name && mediaType ? { name, mediaType } : null,
    isWhole: true,
  };
}

/** Leaves the content as soon as it knows enough. Leaving closes a stream. */
export async function inspect(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Inspection> {
  const walker = new Walker(walk);
  for await (const piece of content) {
    walker.push(piece);
    if (walker.isDone) break;
  }
  return walker.end();
}
