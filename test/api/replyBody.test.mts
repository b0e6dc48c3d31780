/** The body of a reply: JSON or text, never more than a megabyte, never forever. */
import { Readable } from 'node:stream';
import { redact } from '../../nodes/AiHubMaxVeo/credential';
import { readBody } from '../../nodes/AiHubMaxVeo/api/reply';
import { readTask } from '../../nodes/AiHubMaxVeo/api/task';
import { heldMs } from '../support/held.mts';

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
  // Some gateways write the JSON of another as a text.
  ['"{\\"id\\":\\"a\\"}"', { id: 'a' }],
  [JSON.stringify(JSON.stringify(JSON.stringify({ id: 'a' }))), { id: 'a' }],
  [JSON.stringify(`[${'1,'.repeat(90_000)}1]`), 'the reply has too many values'],
  ['"text"', 'text'],
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
  expect(await readBody(endless, clock(), 1_000)).toEqual({ body: 'the reply is larger than 1 MB' });
  expect([endless.destroyed, given < 30]).toEqual([true, true]);
});

test('a megabyte still is a reply', async () => {
  const text = JSON.stringify({ text: 'a'.repeat(1_000_000) });
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

// The API's own replies have some dozens of values, and its list of models some thousands (api-contract.md 6).
test.each<[string, string]>([
  ['numbers', JSON.stringify(Array.from({ length: 400_000 }, () => 1))],
  ['names', JSON.stringify(Object.fromEntries(Array.from({ length: 80_000 }, (_none, at) => [`n${at}`, 1])))],
  ['empty objects', `[${'{},'.repeat(300_000)}1]`],
  ['depth', '['.repeat(400_000) + ']'.repeat(400_000)],
  ['depth of objects', '{"a":'.repeat(60) + '1' + '}'.repeat(60)],
])('a megabyte of %s is not built: it is no reply of the API', async (_what, text) => {
  expect(await read(text)).toEqual({ body: 'the reply has too many values' });
});

test('a list of three thousand models, with brackets in its texts, is a reply', async () => {
  const data = Array.from({ length: 3_000 }, (_none, at) => ({
    id: `m${at}`,
    by: '[{"x",]',
    for: ['a', 'b\\"'],
  }));
  expect(await read(JSON.stringify({ data }))).toEqual({ body: { data } });
});

test.each([
  ['names', Object.fromEntries(Array.from({ length: 29_000 }, (_none, at) => [`name${at}`, 'value']))],
  ['objects', Array.from({ length: 18_000 }, () => ({}))],
  ['a text without its end', `"${'a'.repeat(1_000_000)}`],
  ['slashes', `"${'\\'.repeat(1_000_000)}`],
  ['quotes', " '".repeat(500_000)],
])('the largest reply of %s that is read holds the thread for less than 50 ms', async (_what, stuff) => {
  const text =
    typeof stuff === 'string' ? stuff : JSON.stringify({ id: 'task-1', status: 'completed', stuff });
  const held = await heldMs(async () => {
    const body = await read(text);
    readTask(redact(body, 'sk-test-3f9a1c7e5b2d'));
  });
  expect(held).toBeLessThan(50);
});
