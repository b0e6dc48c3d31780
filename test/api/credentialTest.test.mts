/** The test of the credential, by n8n's own helper: green, or a sentence about what to do. */
import '../support/quiet.mts';
import 'reflect-metadata';
import { CredentialTestContext } from 'n8n-core';
import type { ICredentialTestFunctions } from 'n8n-workflow';
import { AiHubMaxVeo } from '../../nodes/AiHubMaxVeo/AiHubMaxVeo.node.ts';
import { asked, closeServers, serving } from '../support/server.mts';

const node = new AiHubMaxVeo();

const apiKey = 'sk-test-3f9a1c7e5b2d';

const tester = node.methods.credentialTest.testAiHubMaxApi;

/** The sentence that n8n shows; empty when the test is green. */
async function verdictOn(
  data: { apiKey?: string; baseUrl?: string },
  context = new CredentialTestContext({} as never) as ICredentialTestFunctions,
): Promise<string> {
  const { status, message } = await tester.call(context, { id: '1', name: 'A', type: 'aiHubMaxApi', data });
  expect(message).not.toContain(apiKey);
  return status === 'OK' ? '' : message;
}

afterEach(closeServers);

const answering = async (status: number, body: unknown, headers: Record<string, string> = {}) =>
  await serving((_request, response) =>
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body)),
  );

test('n8n finds the test by the name that the node gives it', () => {
  expect(node.description.credentials).toEqual([
    { name: 'aiHubMaxApi', required: true, testedBy: 'testAiHubMaxApi' },
  ]);
});

test('the test reads the list of models, which is free, with the bare key', async () => {
  const host = await answering(200, { data: [{ id: 'veo-3.1' }], object: 'list' });
  expect(await verdictOn({ apiKey: ` Bearer ${apiKey}\u200b\n`, baseUrl: `http://${host}/v1/` })).toBe('');
  const seen = asked.map(({ method, url, headers }) => [method, url, headers.authorization]);
  expect(seen).toEqual([['GET', '/v1/models', `Bearer ${apiKey}`]]);
});

test.each<[number, unknown]>([
  [200, { data: [] }],
  [200, { data: [], success: true }],
])('HTTP %i %j is green', async (status, body) => {
  expect(await verdictOn({ apiKey, baseUrl: `http://${await answering(status, body)}` })).toBe('');
});

const notTheApi = /^The base URL responds, but not like the AIHubMax API\. The usual one is https:/;

test.each<[number, unknown, RegExp]>([
  [400, 'The plain HTTP request was sent to HTTPS port', /^The base URL responds, .*HTTP 400.*try https:/],
  [401, { error: { message: `Invalid API key ${apiKey}` } }, /^AIHubMax rejected this API key/],
  [402, { error: { message: 'Too little' } }, /^The API key is valid, but its balance is empty/],
  [403, { error: { code: 'insufficient_quota', message: 'x' } }, /^The API key is valid, but its balance/],
  [403, 'error code: 1010', /^This key may not list models, or a proxy or firewall is blocking n8n\.$/],
  [404, '<html></html>', /^There is no AIHubMax API at this base URL/],
  [407, '', /^A proxy between n8n and AIHubMax asks for a login/],
  [418, '', notTheApi],
  [429, {}, /^AIHubMax is getting too many requests\. The key could not be checked/],
  [500, {}, /^AIHubMax is having problems\. The key could not be checked/],
  [503, '<html></html>', /^AIHubMax is having problems/],
  [200, '<!doctype html><html></html>', notTheApi],
  [200, '', notTheApi],
  [200, { hello: 'world' }, notTheApi],
  [200, { data: null }, notTheApi],
  [200, { data: { id: 'veo-3.1' } }, notTheApi],
  [200, `{"data": ["${'a'.repeat(5_000_000)}"]}`, notTheApi],
])('HTTP %i %.40j is explained', async (status, body, words) => {
  const sentence = await verdictOn({ apiKey, baseUrl: `http://${await answering(status, body)}` });
  expect(sentence).toMatch(words);
  expect(sentence).toMatch(/\.$/);
});

test.each([301, 302, 303, 307, 308])('the key goes along no redirect (HTTP %i)', async (status) => {
  const other = await answering(200, { data: [] });
  const first = await answering(status, '', { location: `http://${other}/v1/models` });
  expect(await verdictOn({ apiKey, baseUrl: `http://${first}` })).toMatch(notTheApi);
  expect(asked).toHaveLength(1);
});

test.each([
  [{ apiKey: '', baseUrl: '' }, 'API Key is empty.'],
  [{ apiKey: 'ключ-12345678' }, 'API Key contains a character that no API key has. Copy it again.'],
  [{ apiKey, baseUrl: 'htps://api.aihubmax.com' }, /^Base URL is "htps:.*must start with https/],
  [{ apiKey, baseUrl: 'aihubmax' }, /^Base URL is "aihubmax", but must be a URL/],
  [{ apiKey, baseUrl: apiKey }, /^Base URL looks like an API key/],
])('what is wrong by itself is told without a request: %j', async (data, words) => {
  expect(await verdictOn(data)).toMatch(words);
});

test('a port on which nobody listens, and one that speaks no HTTPS', async () => {
  const host = await answering(200, {});
  expect(await verdictOn({ apiKey, baseUrl: host })).toMatch(
    /^https:\/\/127\.0\.0\.1:\d+ does not speak HTTPS\..*http:\/\/\.$/,
  );
  closeServers();
  expect(await verdictOn({ apiKey, baseUrl: `http://${host}` })).toMatch(/^Nothing responds at http:/);
});

test('a server that hangs up', async () => {
  const host = await serving((_request, response) => void response.socket?.destroy());
  expect(await verdictOn({ apiKey, baseUrl: `http://${host}` })).toMatch(/closed the connection/);
});

/** n8n's helper, whose request ends with this code of the network. */
const broken = (code: string) =>
  ({
    helpers: {
      request: async () => {
        throw Object.assign(new Error(`${code} ${apiKey}`), { code });
      },
    },
  }) as unknown as ICredentialTestFunctions;

test.each([
  ['ENOTFOUND', /^The host api\.aihubmx\.com was not found\. Check the base URL for typos/],
  ['EAI_AGAIN', /^The host api\.aihubmx\.com was not found/],
  ['ECONNREFUSED', /^Nothing responds at https:\/\/api\.aihubmx\.com\./],
  ['ETIMEDOUT', /did not respond within 20 seconds/],
  ['ECONNABORTED', /did not respond within 20 seconds/],
  ['ENETUNREACH', /^n8n has no network route to api\.aihubmx\.com/],
  ['CERT_HAS_EXPIRED', /^n8n does not trust the TLS certificate of/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /^n8n does not trust the TLS certificate of/],
  ['ECONNRESET', /closed the connection without a reply/],
  ['ERR_BAD_OPTION', /^n8n could not connect to https:\/\/api\.aihubmx\.com \(ERR_BAD_OPTION\)/],
  ['', /^n8n could not connect to https:\/\/api\.aihubmx\.com \( \[API key\]\)/],
])('the network says %s', async (code, words) => {
  expect(await verdictOn({ apiKey, baseUrl: 'https://api.aihubmx.com/v1' }, broken(code))).toMatch(words);
});
