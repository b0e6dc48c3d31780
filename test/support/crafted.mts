/** Files of a megabyte that were made to keep a reader busy. */

const megabyte = 1024 * 1024;

export const filled = (start: string | number[], pattern: number[] | Buffer, length = megabyte): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes.fill(Buffer.from(pattern));
  Buffer.from(start as string, 'latin1').copy(bytes);
  return bytes;
};

/** Segments of 18 bytes that each send the reader to one directory of 100 entries at the end. */
function directories(): Buffer {
  const bytes = Buffer.alloc(megabyte);
  bytes.write('\u00ff\u00d8', 'latin1');
  for (let at = 2; at + 18 < megabyte / 2; at += 18) {
    bytes.write('\u00ff\u00e1\u0000\u0010Exif\0\0II*\0', at, 'latin1');
    bytes.writeUInt32LE(megabyte / 2 - at - 10, at + 14);
  }
  bytes.writeUInt16LE(65_535, megabyte / 2);
  return bytes;
}

const jpegStart = [0xff, 0xd8, 0xff, 0xda, 0, 2];
const pngStart = '\u0089PNG\r\n\u001a\n';

export const crafted: Array<[string, Buffer]> = [
  ['a JPEG of Exif directories', directories()],
  ['a JPEG of FF', filled([0xff, 0xd8], [0xff])],
  ['a JPEG of markers that stand alone', filled([0xff, 0xd8], [0xff, 0x01])],
  ['a JPEG of empty segments', filled([0xff, 0xd8], [0xff, 0xe0, 0, 2])],
  [
    'a JPEG of empty Exif segments',
    filled([0xff, 0xd8], Buffer.from('\u00ff\u00e1\0\u0008Exif\0\0', 'latin1')),
  ],
  ['a JPEG of zeros', filled([0xff, 0xd8, 0xff], [0])],
  ['a JPEG of stuffed zeros', filled(jpegStart, [0xff, 0])],
  ['a JPEG of restart markers', filled(jpegStart, [0xff, 0xd0])],
  ['a PNG of empty chunks', filled(pngStart, Buffer.from('\0\0\0\0tEXt\0\0\0\0', 'latin1'))],
  ['a GIF of blocks of one byte', filled('GIF89a\u0010\0\u0010\0\0\0\0!\u00ff', [1, 1])],
  ['a GIF of empty extensions', filled('GIF89a\u0010\0\u0010\0\0\0\0', [0x21, 0xff, 0])],
  ['a GIF of empty images', filled('GIF89a\u0010\0\u0010\0\0\0\0', [0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0])],
  ['a WebP of nothing', filled('RIFF\u00ff\u00ff\u000f\0WEBPVP8X', [0])],
  [
    'an MP4 of empty boxes',
    filled('\0\0\0\u0010ftypisom\0\0\0\0', Buffer.from('\0\0\0\u0008free', 'latin1')),
  ],
  [
    'an MP4 of long boxes',
    filled('\0\0\0\u0010ftypisom\0\0\0\0', Buffer.from('\0\0\0\u0001free\0\0\0\0\0\0\0\u0010', 'latin1')),
  ],
  ['a WebM of headers', filled([], [0x1a, 0x45, 0xdf, 0xa3, 0x80])],
];

/** The content in pieces of this many bytes. */
export function* pieces(content: Buffer, bytes = 64 * 1024): Generator<Buffer> {
  for (let at = 0; at < content.length; at += bytes) yield content.subarray(at, at + bytes);
}
