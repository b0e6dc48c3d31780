/** The body of a reply: JSON or text, never more than a few megabytes, never forever. */
import { Readable } from 'node:stream';
import { readBody } from '../../nodes/AiHubMaxVeo/api/reply';

/** A clock that goes on by this much at every look. */
const clock = (stepMs = 0) => {
  let time = 0;
  return { now: () => (time += stepMs), sleep: async () => undefined };
};

const read = async (...pieces: Array<string | Buffer>) =>
  await readBody(Readable.from(pieces.map((piece) => Buffer.from(piece))), clock(), 1_000);

test.each<[string, unknown]>([
  ['{"id":"a"}', { id: 'a' }],
  ['\ufeff{"id":"a"}', { id: 'a' }],
  ['[1]', [1]],
  ['', ''],
  ['<html></html>', '<html></html>'],
  ['{"id":', '{"id":'],
])('%j is read as %j', async (text, body) => {
  expect(await read(text)).toEqual({ body });
});

test('letters that arrive in pieces are whole', async () => {
  const text = Buffer.from('{"message":"画像"}');
  const bytes = [...text].map((byte) => Buffer.from([byte]));
  expect(await read(...bytes)).toEqual({ body: { message: '画像' } });
});

test.each([[{ id: 'a' }], ['text'], [undefined]])('what is no stream is taken as it is: %j', async (body) => {
  expect(await readBody(body, clock(), 0)).toEqual({ body });
});

test('a reply that never ends is cut off, and its connection closed', async () => {
  const megabyte = Buffer.alloc(1_000_000, 'a');
  let given = 0;
  const endless = Readable.from(
    (async function* () {
      for (;;) {
        given++;
        yield megabyte;
      }
    })(),
  );
  expect(await readBody(endless, clock(), 1_000)).toEqual({ body: 'the reply is larger than 4 MB' });
  expect([endless.destroyed, given < 30]).toEqual([true, true]);
});

test('four megabytes still are a reply', async () => {
  const text = JSON.stringify({ text: 'a'.repeat(4_000_000) });
  expect(await read(text)).toEqual({ body: JSON.parse(text) as unknown });
});

test('a reply that only drips is given up', async () => {
  const drip = Readable.from(Array.from({ length: 1_000 }, () => Buffer.from(' ')));
  expect(await readBody(drip, clock(100), 1_000)).toBeUndefined();
  expect(drip.destroyed).toBe(true);
});

test('what breaks off is thrown as it is', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('{');
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    })(),
  );
  await expect(readBody(broken, clock(), 1_000)).rejects.toMatchObject({ code: 'ECONNRESET' });
});
