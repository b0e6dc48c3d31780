/** Kind and size of a image from its first bytes, whole, cut off or spoiled. */
import fc from 'fast-check';
import { inspect } from '../../nodes/AiHubMaxVeo/files/inspect';
import { image } from '../support/ffmpeg.mts';

const sniffImage = async (bytes: Uint8Array) => (await inspect([bytes])).image;

const size = { width: 330, height: 186 };
const made: Array<[string, string, string, Buffer]> = [
  ['a.jpg', 'image/jpeg', 'jpg', image('a.jpg', '330x186')],
  ['a.png', 'image/png', 'png', image('a.png', '330x186')],
  ['a.gif', 'image/gif', 'gif', image('a.gif', '330x186')],
];

test.each(made)('%s is %s of its size', async (_name, mime, extension, bytes) => {
  const oddity = extension === 'gif' && { oddity: 'gif' };
  expect(await sniffImage(bytes)).toEqual({ mime, extension, size, ...oddity });
});

const bytesOf = (...parts: Array<string | number[]>) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

/** RFC 9649: a lossy, a lossless and an extended WebP of 330 x 186; each as short as its size allows. */
const riff: Array<string | number[]> = ['RIFF', [0, 0, 0, 0], 'WEBP'];
const webp: Array<[string, Buffer]> = [
  ['lossy', bytesOf(...riff, 'VP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 0x4a, 0x01, 0xba, 0x00])],
  // 14 bits of width - 1 = 329, then 14 bits of height - 1 = 185.
  ['lossless', bytesOf(...riff, 'VP8L', [0, 0, 0, 0, 0x2f, 0x49, 0x41, 0x2e, 0x00])],
  ['extended', bytesOf(...riff, 'VP8X', [10, 0, 0, 0, 0, 0, 0, 0, 0x49, 0x01, 0x00, 0xb9, 0x00, 0x00])],
];

test.each(webp)('a %s WebP has its size', async (_kind, bytes) => {
  expect(await sniffImage(bytes)).toEqual({ mime: 'image/webp', extension: 'webp', size });
});

/** A JPEG whose Exif says how it is turned, in both byte orders, in front of everything else. */
function turned(orientation: number, order: 'II' | 'MM'): Buffer {
  const number = (value: number, length: number) => {
    const bytes = Array.from({ length }, (_none, step) => (value >> (8 * step)) & 255);
    return order === 'II' ? bytes : bytes.reverse();
  };
  const entry = [...number(0x0112, 2), ...number(3, 2), ...number(1, 4), ...number(orientation, 2), 0, 0];
  const tiff = bytesOf(order, number(42, 2), number(8, 4), number(1, 2), entry, number(0, 4));
  const exif = bytesOf('Exif\0\0', [...tiff]);
  const [, , , jpeg = Buffer.alloc(0)] = made[0] ?? [];
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xe1, 0, exif.length + 2]),
    exif,
    jpeg.subarray(2),
  ]);
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'a photo with orientation %i is as wide as it is shown',
  async (orientation) => {
    const shown = orientation < 5 ? size : { width: size.height, height: size.width };
    for (const order of ['II', 'MM'] as const)
      expect((await sniffImage(turned(orientation, order)))?.size).toEqual(shown);
  },
);

test('a image cut off anywhere is of its kind with its size, or without, or nothing', async () => {
  for (const [, mime, , bytes] of [
    ...made,
    ...webp.map(([kind, bytes]) => ['', 'image/webp', kind, bytes] as const),
  ]) {
    for (let length = 0; length < Math.min(bytes.length, 1_500); length++) {
      const seen = await sniffImage(bytes.subarray(0, length));
      expect([null, mime]).toContain(seen?.mime ?? null);
      expect([null, JSON.stringify(size)]).toContain(seen?.size ? JSON.stringify(seen.size) : null);
    }
  }
});

test('no bytes are too odd to be looked at', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => void (await sniffImage(bytes))),
  );
  const spoiled = fc.record({
    bytes: fc.constantFrom(
      ...made.map(([, , , bytes]) => bytes),
      ...webp.map(([, bytes]) => bytes),
      turned(6, 'II'),
    ),
    changes: fc.array(fc.tuple(fc.nat(300), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 12,
    }),
  });
  await fc.assert(
    fc.asyncProperty(spoiled, async ({ bytes, changes }) => {
      const copy = Buffer.from(bytes);
      for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
      const seen = await sniffImage(copy);
      if (seen?.size) expect(Math.min(seen.size.width, seen.size.height)).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
});
