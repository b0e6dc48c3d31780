/** The key never comes back from a service that repeats it. */
import fc from 'fast-check';
import { redact } from '../../nodes/AiHubMaxVeo/credential';
import { heldMs } from '../support/held.mts';

const key = 'sk-secret-123';

test('the key is taken out of every text, however deep', () => {
  const reply = {
    error: { message: `Invalid key ${key}: ${key}` },
    list: [key, 1, null, [`${key}!`]],
    [`of ${key}`]: true,
    plain: 'text',
    count: 7,
  };
  expect(redact(reply, key)).toEqual({
    error: { message: 'Invalid key [API key]: [API key]' },
    list: ['[API key]', 1, null, ['[API key]!']],
    'of [API key]': true,
    plain: 'text',
    count: 7,
  });
});

test.each([`  ${key}\n`, `Bearer ${key}`, `bearer   ${key} `])(
  'a key pasted as %j is taken out bare',
  (pasted) => {
    expect(redact(`Bearer ${key} is wrong`, pasted)).toBe('Bearer [API key] is wrong');
  },
);

test.each(['', '   '])('without a key nothing is changed: %j', (none) => {
  expect(redact({ message: 'Bearer is wrong' }, none)).toEqual({ message: 'Bearer is wrong' });
});

test('the value that came in stays as it was', () => {
  const reply = { message: key };
  redact(reply, key);
  expect(reply).toEqual({ message: key });
});

test('no key survives in any JSON', () => {
  const secret = fc.stringMatching(/^sk-[A-Za-z0-9]{8,40}$/);
  const wrapped = fc.record({
    secret,
    json: fc.jsonValue({ maxDepth: 4 }),
    before: fc.string(),
    after: fc.string(),
    pasted: fc.constantFrom('', ' ', 'Bearer ', 'bearer  '),
  });
  fc.assert(
    fc.property(wrapped, ({ secret: bare, json, before, after, pasted }) => {
      const text = `${before}${bare}${after}`;
      const reply = { json, [text]: { deep: [text, { text, [text]: [text] }] } };
      expect(JSON.stringify(redact(reply, `${pasted}${bare} `))).not.toContain(bare);
    }),
  );
});

test.each([
  ['sk-\u200bsecret-123', 'as typed: sk-\u200bsecret-123'],
  ['sk-\u200bsecret-123', 'as sent: sk-secret-123'],
  ['\ufeffsk-secret-123', 'sk-secret-123'],
  ['"sk-secret-123"', 'in JSON: \\"sk-secret-123\\"'],
  ['sk-secret/1+2=', 'as a URL: sk-secret%2F1%2B2%3D'],
  ['sk-secret/1+2=', 'in small letters: sk-secret%2f1%2b2%3d'],
  ['sk-secret/1+2=', 'in JSON of another kind: sk-secret\\/1+2='],
  ['sk-secret-123', 'as a header name: SK-SECRET-123'],
])('the key %j is found %j', (typed, text) => {
  expect(redact(text, typed)).not.toMatch(/sk-\u200b?secret/i);
});

test('a very short key is no reason to spoil task IDs', () => {
  expect(redact({ id: 'task-sk-1-abc' }, 'sk-1')).toEqual({ id: 'task-sk-1-abc' });
  expect(redact({ id: 'task-sk-12345' }, 'sk-12345')).toEqual({ id: 'task-[API key]' });
});

test('the keys of an edit during the run are all taken out', () => {
  expect(redact('sk-first-1 and sk-second-2', 'sk-first-1', 'sk-second-2')).toBe('[API key] and [API key]');
});

test('JSON that is nested without end does no harm', () => {
  const deep = JSON.parse(`${'['.repeat(20_000)}"${key}"${']'.repeat(20_000)}`) as unknown;
  expect(JSON.stringify(redact(deep, key))).not.toContain(key);
});

test('a megabyte of anything keeps n8n for no more than 50 ms', async () => {
  const text = 'sk-secret-12'.repeat(80_000);
  expect(await heldMs(() => redact(text, key))).toBeLessThan(50);
});
