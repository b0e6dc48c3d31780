/** A file as a form: byte for byte what RFC 7578 asks for, its length known before it is read. */
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { withForm, type Upload } from '../../nodes/AiHubMaxVeo/streams';
import { bytesOf } from '../support/binaries.mts';

const stored = (content: Buffer, over: Partial<Upload> = {}): Upload => ({
  fileName: 'photo.jpg',
  mime: 'image/jpeg',
  bytes: content.length,
  open: async () => content,
  ...over,
});

const streamed = (content: Buffer, over: Partial<Upload> = {}): Upload =>
  stored(content, {
    open: async () =>
      Readable.from([content.subarray(0, 3), content.subarray(3)]) as Awaited<ReturnType<Upload['open']>>,
    ...over,
  });

async function sent(file: Upload) {
  const { headers, bytes } = await withForm(file, async ({ body, headers }) => ({
    headers,
    bytes: await bytesOf(body),
  }));
  const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  return { bytes, text: bytes.toString('latin1'), boundary, length: Number(headers['content-length']) };
}

const content = Buffer.from('\u00ff\u00d8\r\n--not the end--\r\n\u0000\u0001', 'latin1');

test.each([
  ['in memory', stored],
  ['in a store', streamed],
])('a file %s is one part named file, with its name and type', async (_where, make) => {
  const { text, boundary } = await sent(make(content));
  expect(text).toBe(
    [
      `--${boundary}`,
      'Content-Disposition: form-data; name="file"; filename="photo.jpg"',
      'Content-Type: image/jpeg',
      '',
      content.toString('latin1'),
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  );
});

test('the length that is announced is the length that is sent, for any content', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.boolean(), async (bytes, inStore) => {
      const make = inStore ? streamed : stored;
      const { bytes: all, length } = await sent(make(Buffer.from(bytes)));
      expect(all.length).toBe(length);
    }),
  );
});

test.each(['a"b.jpg', 'a\r\nX-Evil: 1\r\n.jpg', 'a\\b.jpg'])(
  'the name %j cannot end its header',
  async (fileName) => {
    const { text, boundary } = await sent(stored(content, { fileName }));
    const [head = ''] = text.split('\r\n\r\n');
    expect(head.split('\r\n')).toHaveLength(3);
    expect(head).toMatch(
      new RegExp(`^--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="[^"\r\n\\\\]+"`),
    );
  },
);

test('a name outside of ASCII arrives as it is', async () => {
  const { bytes } = await sent(stored(content, { fileName: 'Blümchen-花.jpg' }));
  expect(bytes.toString('utf8')).toContain('filename="Blümchen-花.jpg"');
});

test('no two forms share a boundary, and it is not in the content', async () => {
  const [first, second] = [await sent(stored(content)), await sent(stored(content))];
  expect(first.boundary).not.toBe(second.boundary);
  expect(content.toString('latin1')).not.toContain(first.boundary);
});
