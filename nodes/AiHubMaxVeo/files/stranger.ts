/** The name of a file that is neither an image nor a video that can be sent, so that the user sees what went wrong. */
import { spells } from './bytes';
import { isAvif, isBoxedAudio, isHeic } from './container';

interface Stranger {
  /** With its article. */
  name: string;
  mediaType: 'image' | 'video' | 'audio' | 'document';
}

type Row = [name: string, mediaType: Stranger['mediaType'], matches: (bytes: Uint8Array) => boolean];

const starting =
  (...starts: string[]) =>
  (bytes: Uint8Array): boolean =>
    starts.some((start) => spells(bytes, 0, start));

const riff = (form: string) => (bytes: Uint8Array) => spells(bytes, 0, 'RIFF') && spells(bytes, 8, form);

/** As far as a text's beginning tells; behind a byte order mark and white space. */
const textIn = (bytes: Uint8Array): string =>
  String.fromCharCode(...bytes.subarray(0, 512))
    .replace('\u00ef\u00bb\u00bf', '')
    .trimStart()
    .toLowerCase();

const isSvg = (bytes: Uint8Array): boolean =>
  /^<(\?xml|!--|!doctype svg|svg)/.test(textIn(bytes)) && textIn(bytes).includes('<svg');

const isPage = (bytes: Uint8Array): boolean => /^<(!doctype html|html|head|body)/.test(textIn(bytes));

/** An ID3 tag, or the frames of MP3 and of AAC themselves. */
const isMp3 = (bytes: Uint8Array): boolean =>
  starting(
    'ID3',
    '\u00ff\u00fb',
    '\u00ff\u00f3',
    '\u00ff\u00f2',
    '\u00ff\u00fa',
    '\u00ff\u00f1',
    '\u00ff\u00f9',
  )(bytes);

const rows: Row[] = [
  ['a HEIC image', 'image', isHeic],
  ['an AVIF image', 'image', isAvif],
  ['an SVG drawing', 'image', isSvg],
  ['a TIFF image', 'image', starting('II*\0', 'MM\0*')],
  ['a BMP image', 'image', starting('BM')],
  ['a PDF document', 'document', starting('%PDF')],
  ['a web page', 'document', isPage],
  ['an audio file (M4A)', 'audio', isBoxedAudio],
  ['an audio file (MP3 or AAC)', 'audio', isMp3],
  ['an audio file (OGG)', 'audio', starting('OggS')],
  ['an audio file (WAV)', 'audio', riff('WAVE')],
  ['an audio file (FLAC)', 'audio', starting('fLaC')],
  ['an AVI video', 'video', riff('AVI ')],
];

/** Null when the bytes are nothing that has a name here. Never throws. */
export function nameStranger(bytes: Uint8Array): Stranger | null {
  const row = rows.find(([, , matches]) => matches(bytes));
  return row ? { name: row[0], mediaType: row[1] } : null;
}
