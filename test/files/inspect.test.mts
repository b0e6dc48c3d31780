/** What a file is and whether it is whole, found out by reading it once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from '../../nodes/AiHubMaxVeo/files/inspect';
import { fileVerdict } from '../../nodes/AiHubMaxVeo/files/verdict';
import { mp4, png } from '../support/binaries.mts';
import { image, video } from '../support/ffmpeg.mts';

const sample = (name: string): Buffer => readFileSync(join(__dirname, 'samples', name));

const inPieces = function* (content: Buffer, length = 1000): Generator<Buffer> {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length);
};

async function verdictOf(content: Buffer, mediaType: 'image' | 'video' = 'image', pieceLength?: number) {
  const found = await inspect(inPieces(content, pieceLength));
  return fileVerdict({ mediaType, content: found, bytes: content.length, fileName: 'file', ratio: '16:9' });
}

const jpeg = image('a.jpg', '1280x720');
const gif = image('a.gif', '1280x720');
const webp = image('a.webp', '1280x720');
const film = video('a.mp4');

const joined = (...parts: (Buffer | string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

/** Puts bytes behind the start of a JPEG. */
const behindStart = (...parts: (Buffer | string | number[])[]) =>
  joined(jpeg.subarray(0, 2), ...parts, jpeg.subarray(2));

const app1 = (content: string, length = content.length) =>
  joined([0xff, 0xe1, (length + 2) >> 8, (length + 2) & 255], content, Buffer.alloc(length - content.length));

test.each<[string, Buffer]>([
  ['the sample that is whole', sample('whole.jpg')],
  ['filler between segments', sample('filler-between-segments.jpg')],
  ['a TEM marker', sample('tem-marker.jpg')],
  ['zero bytes before APP1', sample('zero-bytes-before-app1.jpg')],
  ['zero bytes before the first marker', behindStart([0, 0, 0])],
  ['many FF before a marker', behindStart(Buffer.alloc(5000, 0xff))],
  ['a restart marker before the segments', behindStart([0xff, 0xd3])],
  ['a comment of no content', behindStart([0xff, 0xfe, 0, 2])],
  ['a preview that ends within its segment', behindStart(app1('\u00ff\u00d8\u00ff\u00d9 preview', 60_000))],
  ['padding behind its end', joined(jpeg, Buffer.alloc(5000))],
  ['a further image behind its end', joined(jpeg, jpeg.subarray(0, 2000))],
  ['a film behind its end', joined(jpeg, film)],
])('a JPEG with %s is one', async (_what, content) => {
  for (const pieceLength of [1, 7, 1000, content.length])
    expect(await verdictOf(content, 'image', pieceLength)).toMatchObject({
      issue: undefined,
      hints: [],
      kind: { mime: 'image/jpeg', size: { width: 1280, height: 720 } },
    });
});

test.each<[string, Buffer]>([
  ['a progressive JPEG', image('a.jpg', '1280x720')],
  ['a PNG', image('a.png', '1280x720')],
  ['a PNG with something behind its end', joined(png(1280, 720), 'more')],
  ['a WebP', webp],
  ['a WebP without its padding', webp.subarray(0, -1)],
  ['a WebP with something behind its end', joined(webp, 'more')],
])('%s is an image without a word', async (_what, content) => {
  expect(await verdictOf(content)).toMatchObject({ issue: undefined, hints: [] });
});

test.each<[string, Buffer, RegExp]>([
  ['an animated WebP', sample('animated.webp'), /first frame of an animated WebP/],
  ['a JPEG for print', sample('cmyk.jpg'), /CMYK/],
  ['a GIF', gif, /first frame of a GIF/],
  ['a GIF with something behind its end', joined(gif, 'more'), /first frame of a GIF/],
])('%s is sent, and the user is told', async (_what, content, hint) => {
  const { issue, hints } = await verdictOf(content);
  expect([issue, hints.join()]).toEqual([undefined, expect.stringMatching(hint)]);
});

test.each<[string, Buffer]>([
  ['half a JPEG', sample('half.jpg')],
  ['another half of a JPEG', jpeg.subarray(0, jpeg.length / 2)],
  ['a JPEG without its last byte', jpeg.subarray(0, -1)],
  ['half a JPEG with a whole preview', behindStart(app1('\u00ff\u00d8\u00ff\u00d9', 9000)).subarray(0, -20)],
  ['a JPEG that ends in its segments', jpeg.subarray(0, 100)],
  ['a PNG of only a header', sample('header-only.png')],
  ['a PNG without its last chunk', png(1280, 720).subarray(0, -12)],
  ['half a PNG', image('a.png', '1280x720').subarray(0, 3000)],
  ['half a WebP', webp.subarray(0, webp.length / 2)],
  ['a WebP of only a header', webp.subarray(0, 30)],
  ['half a GIF', gif.subarray(0, gif.length / 2)],
  ['a GIF without its trailer', gif.subarray(0, -1)],
])('%s is refused as cut off', async (_what, content) => {
  for (const pieceLength of [1, content.length])
    expect((await verdictOf(content, 'image', pieceLength)).issue).toMatch(/cut off/);
});

const text = (content: string) => Buffer.from(content.padEnd(600, ' '), 'latin1');
const boxed = (brand: string) => text(`\0\0\0\u0018ftyp${brand}\0\0\0\0`);

test.each<[string, Buffer, RegExp]>([
  ['a photo of an iPhone', sample('photo-that-is-heic.jpg'), /a HEIC image.*Save it as JPEG/],
  ['a HEIF photo', boxed('mif1'), /a HEIC image.*Save it as JPEG/],
  ['a burst of HEIC photos', boxed('hevx'), /a HEIC image.*Save it as JPEG/],
  ['a MIAF photo', boxed('miaf'), /a HEIC image.*Save it as JPEG/],
  ['a JPEG XL', text('\u00ff\u000a'), /a JPEG XL image.*Save it as JPEG/],
  ['a JPEG XL in a box', text('\0\0\0\u000cJXL \r\n\u0087\n'), /a JPEG XL image.*Save it as JPEG/],
  ['a PNG as base64', text(png(9, 9).toString('base64')), /^is a file as base64 text, not a JPEG/],
  ['a data: URL', text('data:image/jpeg;base64,/9j/4AAQ'), /^is a file as base64 text, not a JPEG/],
  ['an AVIF', boxed('avif'), /an AVIF image.*Save it as JPEG/],
  [
    'a drawing',
    text('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">'),
    /an SVG drawing.*JPEG/,
  ],
  ['a TIFF', text('II*\0'), /a TIFF image/],
  ['a BMP', text('BM'), /a BMP image/],
  ['a PDF', text('%PDF-1.7'), /a PDF document/],
  ['a web page', text('\n<!DOCTYPE html><html>'), /a web page/],
  ['a film', film, /a video, not a JPEG, PNG, WebP or GIF image/],
  ['an audio file', sample('audio.m4a'), /an audio file/],
  ['a text', text('Hello'), /^is not a JPEG, PNG, WebP or GIF image/],
  [
    'a PNG without pixels',
    joined(png(9, 9).subarray(0, 33), png(9, 9).subarray(-12)),
    /cut off: a part of it is missing/,
  ],
])('%s as an image is refused by its name', async (_what, content, words) => {
  expect((await verdictOf(content)).issue).toMatch(words);
});

test.each<[string, Buffer, RegExp]>([
  ['M4A', sample('audio.m4a'), /an audio file \(M4A\)/],
  ['MP3', text('ID3\u0004'), /an audio file/],
  ['MP3 without a tag', text('\u00ff\u00fb\u0090'), /an audio file/],
  ['OGG', text('OggS'), /an audio file \(OGG\)/],
  ['WAV', text('RIFF\0\0\0\0WAVE'), /an audio file \(WAV\)/],
  ['an image', jpeg, /an image, not an MP4, MOV or WebM video/],
  ['an MKV', video('a.mkv', ['-c:v', 'libvpx']), /an MKV video.*Save it as MP4/],
  ['an AVI', text('RIFF\0\0\0\0AVI '), /an AVI video.*Save it as MP4/],
  ['half a film', film.subarray(0, film.length / 2), /cut off/],
  ['a film without its index', joined(mp4().subarray(0, 24), mp4().subarray(132)), /cut off/],
])('%s as a video is refused by its name', async (_what, content, words) => {
  expect((await verdictOf(content, 'video')).issue).toMatch(words);
});

test.each<[string, Buffer]>([
  ['MP4', film],
  ['MP4 in fragments', video('a.mp4', ['-movflags', 'frag_keyframe+empty_moov'])],
  ['MP4 with its index first', video('a.mp4', ['-movflags', 'faststart'])],
  ['MOV', video('a.mov')],
  ['WebM', video('a.webm', ['-c:v', 'libvpx'])],
  ['MP4 with something behind its end', joined(film, [0, 0, 0, 0, 0])],
])('%s is a video', async (_what, content) => {
  for (const pieceLength of [1, 1000])
    expect(await verdictOf(content, 'video', pieceLength)).toMatchObject({ issue: undefined, hints: [] });
});
