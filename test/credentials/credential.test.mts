/** The credential: forgiving about how a key is pasted, and sent to its own base URL only. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { authenticated, credential } from '../support/authentication.mts';
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

test('the dialog shows where a key comes from, without a hover', () => {
  expect(fieldOf('apiKey')?.placeholder).toBe('sk-...');
  expect(fieldOf('apiKey')?.hint).toContain('href="https://aihubmax.com"');
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

const baseUrl = 'https://api.aihubmax.com';

test.each([
  'sk-abc123',
  '  sk-abc123\n',
  'Bearer sk-abc123',
  'bearer   sk-abc123 ',
  ' BEARER\tsk-abc123',
  'sk-abc\u200b123',
  '\ufeffsk-abc123',
  'sk-abc123\u0000\u001f',
  '\u00a0sk-abc123\u00a0',
  '"sk-abc123"',
  "'Bearer sk-abc123',",
  '\u201csk-abc123\u201d',
  'Authorization: Bearer sk-abc123',
  'sk-abc\n123',
  'Bearer Bearer sk-abc123',
  'API Key: sk-abc123',
  'x-api-key: sk-abc123',
  'AIHUBMAX_API_KEY=sk-abc123',
  'export AIHUB_API_KEY="sk-abc123"',
])('a key pasted as %j is sent as it should be', async (apiKey) => {
  const { headers } = await authenticated({ url: `${baseUrl}/v1/models` }, { apiKey, baseUrl });
  expect(headers).toEqual({ Authorization: 'Bearer sk-abc123' });
});

test.each([
  ...['', '  ', '\u200b', 'Bearer ', 'sk-абв-12345678', 'API Key:'],
  // As a page hides it, as n8n did not evaluate it, as a whole file.
  ...[
    'sk-****1234',
    '••••••••',
    '{{ $json.key }}',
    '<your key>',
    '[object Object]',
    '{"apiKey":"sk-abc123"}',
  ],
])('no request goes out with the key %j', async (apiKey) => {
  const signing = authenticated({ url: `${baseUrl}/v1/models` }, { apiKey, baseUrl });
  await expect(signing).rejects.toThrow(/^API Key /);
});

test('the key goes into a header and nowhere else, and along no redirect to another host', async () => {
  const request = { url: `${baseUrl}/v1/models`, method: 'GET', headers: { accept: 'x' } } as const;
  expect(await authenticated(request, { apiKey: 'sk-abc123', baseUrl })).toEqual({
    ...request,
    headers: { accept: 'x', Authorization: 'Bearer sk-abc123' },
    sendCredentialsOnCrossOriginRedirect: false,
  });
});

test.each([
  { url: `${baseUrl}/v1/videos/generations` },
  { url: `${baseUrl}/any/file.mp4?x=1` },
  { url: `${baseUrl}:443/v1/models` },
  { url: '', uri: `${baseUrl}/v1/models` },
  { url: '/v1/models', baseURL: `${baseUrl}/` },
])('n8n may sign what goes to the base URL: %j', async (request) => {
  const { headers } = await authenticated(request, { apiKey: 'sk-abc123', baseUrl: `${baseUrl}/v1/` });
  expect(headers).toEqual({ Authorization: 'Bearer sk-abc123' });
});

test.each([
  { url: 'https://cdn.example.test/video.mp4' },
  { url: 'https://api.aihubmax.com.evil.test/v1/models' },
  { url: 'https://api.aihubmax.com:8443/v1/models' },
  { url: 'http://api.aihubmax.com/v1/models' },
  { url: 'https://api.aihubmax.com@evil.test/v1/models' },
  { url: '/v1/models' },
  { url: '/v1/models', baseURL: 'https://evil.test' },
  { url: '' },
])('the key goes to no other origin: %j', async (request) => {
  const signing = authenticated(request, { apiKey: 'sk-abc123', baseUrl });
  await expect(signing).rejects.toThrow(
    'The AIHubMax API credential is for https://api.aihubmax.com only, so nothing was sent.',
  );
});
