/** The key never comes back from a service that repeats it. */
import fc from 'fast-check';
import { redact } from '../../nodes/AiHubMaxVeo/transport/redact';

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
