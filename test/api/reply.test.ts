/** What the words of a refusal become, also where they are not the API's own. */
import { failureOf } from '../../nodes/AiHubMaxVeo/api/reason';
import type { Reply } from '../../nodes/AiHubMaxVeo/api/reply';

const facts = (status: number, body: unknown) =>
  failureOf({ kind: 'reply', status, headers: {}, body } as Reply);

test('the sentence of the API is kept to the letter, with its request id', () => {
  const message = ' duration must be one of 4, 6, 8 (request_id: 20261122a1b2) ';
  expect(
    facts(422, { error: { message, type: 'invalid_request_error', code: 'invalid_request_error' } }),
  ).toEqual({
    category: 'invalid_request',
    code: 'invalid_request_error',
    message: 'duration must be one of 4, 6, 8 (request_id: 20261122a1b2)',
    httpStatus: 422,
    isApiWord: true,
  });
});

test.each([[{ error: { message: 'Words' } }], [{ error: 'Words' }], [{ message: 'Words', success: false }]])(
  'words are found in %j',
  (body) => {
    expect(facts(422, body).message).toBe('Words');
  },
);

test.each([
  ['<html><body>Bad Gateway</body></html>', 'AIHubMax answered HTTP 502 with a web page'],
  ['error code: 1010', 'AIHubMax answered HTTP 502 with no JSON error: error code: 1010'],
  ['x'.repeat(5_000), 'AIHubMax answered HTTP 502 with no JSON error'],
  ['', 'AIHubMax answered HTTP 502 with no JSON error'],
  [undefined, 'AIHubMax answered HTTP 502 with no JSON error'],
  [{}, 'AIHubMax answered HTTP 502 with no JSON error'],
  [[], 'AIHubMax answered HTTP 502 with no JSON error'],
  [{ error: { message: 7 } }, 'AIHubMax answered HTTP 502 with no JSON error'],
])('an answer without the words of the API is described: %j', (body, message) => {
  expect(facts(502, body)).toMatchObject({ category: 'service', message });
});

test('a page where the API should be suggests a wrong base URL', () => {
  for (const status of [200, 301, 404, 405])
    expect(facts(status, '<html></html>').advice).toMatch(/base URL/);
  expect(facts(404, { error: { message: 'No such task' } }).advice).toBeUndefined();
});

test.each(['constructor', 'toString', '__proto__', 'brand_new_code'])(
  'an unknown code passes through: %s',
  (code) => {
    expect(facts(422, { error: { message: 'Words', code } })).toMatchObject({
      category: 'invalid_request',
      code,
    });
  },
);
