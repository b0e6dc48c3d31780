/** The credential: forgiving about how a key is pasted, and clear about what is wrong with it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialTestRequest } from 'n8n-workflow';
import { authenticated, credential, evaluated } from '../support/authentication.mts';
import { root } from '../support/tree.mts';

const fieldOf = (name: string) => credential.properties.find((property) => property.name === name);

test('the credential is the one that workflows name', () => {
  expect(credential).toMatchObject({ name: 'aiHubMaxApi', displayName: 'AIHubMax API' });
  expect(credential.properties.map(({ name }) => name)).toEqual(['apiKey', 'baseUrl']);
});

test('the key is hidden, required and starts empty', () => {
  expect(fieldOf('apiKey')).toMatchObject({
    type: 'string',
    typeOptions: { password: true },
    required: true,
    default: '',
  });
});

test('the base URL starts with the address of the API', () => {
  expect(fieldOf('baseUrl')).toMatchObject({ type: 'string', default: 'https://api.aihubmax.com' });
});

test('every field says what it is for', () => {
  for (const { description } of credential.properties) expect(description).toMatch(/^\S.{9,}$/);
});

test('both icons exist', () => {
  const { light, dark } = credential.icon as { light: string; dark: string };
  for (const icon of [light, dark])
    expect(existsSync(join(root, 'credentials', icon.replace(/^file:/, '')))).toBe(true);
});

test.each(['sk-abc123', '  sk-abc123\n', 'Bearer sk-abc123', 'bearer   sk-abc123 ', ' BEARER\tsk-abc123'])(
  'a key pasted as %j is sent as it should be',
  (apiKey) => {
    const { headers } = authenticated({ url: 'https://api.aihubmax.com/v1/models' }, { apiKey });
    expect(headers).toEqual({ Authorization: 'Bearer sk-abc123' });
  },
);

test('the key goes into a header and nowhere else', () => {
  expect(Object.keys(credential.authenticate.properties)).toEqual(['headers']);
  expect(Object.keys(credential.authenticate.properties.headers ?? {})).toEqual(['Authorization']);
});

test('the test goes nowhere but to the base URL: n8n would send the key along with a redirect', () => {
  expect(credential.test.request.disableFollowRedirect).toBe(true);
});

test('the test asks for the list of models, which costs nothing', () => {
  const { url, method } = credential.test.request;
  expect([url, method ?? 'GET']).toEqual(['/v1/models', 'GET']);
});

test.each([
  ['https://api.aihubmax.com', 'https://api.aihubmax.com'],
  [' https://api.aihubmax.com// ', 'https://api.aihubmax.com'],
  ['http://127.0.0.1:4010/', 'http://127.0.0.1:4010'],
])('the test reaches the base URL %j', (baseUrl, expected) => {
  expect(evaluated(String(credential.test.request.baseURL), { baseUrl })).toBe(expected);
});

type Rules = NonNullable<ICredentialTestRequest['rules']>;

/** As lodash's get, by which n8n finds a key. */
const get = (body: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], body);

/** As n8n judges an answer: the first rule that matches gives the sentence; none, on a success, means valid. */
function sentence(status: number, body: unknown): string | undefined {
  const rules: Rules = credential.test.rules ?? [];
  const found = rules.find(({ type, properties }) => {
    if (type === 'responseCode') return properties.value === status;
    return status < 300 && get(body, properties.key) === properties.value;
  });
  return found?.properties.message;
}

test.each([[{ data: [{ id: 'veo-3.1' }] }], [{ data: [], object: 'list', success: true }]])(
  'a list of models says that the key is right: %j',
  (body) => {
    expect(sentence(200, body)).toBeUndefined();
  },
);

// interface.md, credential test: 401, 403, 404 and a page that is no JSON each get a sentence of their own.
const answers: Array<[number, unknown, RegExp]> = [
  [401, { error: { message: 'Invalid API key' } }, /key/],
  [403, 'error code: 1010', /forbids|blocks/],
  [404, '<html></html>', /base URL/],
  [200, '<!doctype html><html></html>', /base URL/],
  [200, { hello: 'world' }, /base URL/],
  [200, { data: null }, /base URL/],
  [200, { data: { id: 'veo-3.1' } }, /base URL/],
  [302, '', /base URL/],
  [308, '', /base URL/],
  [402, { error: { message: 'Too little' } }, /balance/],
  [429, {}, /again/],
  [503, {}, /not judged/],
];

test.each(answers)('HTTP %i %j is explained', (status, body, words) => {
  expect(sentence(status, body)).toMatch(words);
  expect(sentence(status, body)).toMatch(/^[A-Z].*\.$/);
});

test('the sentences differ', () => {
  const four = answers.slice(0, 4).map(([status, body]) => sentence(status, body));
  expect(new Set(four).size).toBe(4);
});
