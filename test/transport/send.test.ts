/** One request through n8n's own HTTP helper: what is asked of it, and what becomes of what it throws. */
import { ApplicationError, ExpressionError, NodeApiError } from 'n8n-workflow';
import { createSend, readService } from '../../nodes/AiHubMaxVeo/transport/send';
import type { ApiRequest } from '../../nodes/AiHubMaxVeo/transport/send';
import { fakeContext, key } from '../support/context.mts';
import type { Scene } from '../support/context.mts';
import { node } from '../support/form.mts';
import { fakeService, json } from '../support/service.mts';

const look: ApiRequest = {
  method: 'GET',
  path: '/v1/tasks/task-1',
  query: { sync_upstream: 'true' },
  timeoutMs: 20_000,
};
const create: ApiRequest = {
  method: 'POST',
  path: '/v1/videos/generations',
  body: { model: 'm' },
  timeoutMs: 120_000,
};

async function sending(
  scene: Omit<Scene, 'service'> & { service?: Scene['service'] },
  ...requests: ApiRequest[]
) {
  const service = scene.service ?? fakeService({ create: json({}), look: json({}) });
  const context = fakeContext({ ...scene, service });
  const send = createSend(context, await readService(context));
  const outcomes = [];
  for (const request of requests) outcomes.push(await send(request));
  return { service, outcomes };
}

test('a request asks for the whole answer, whatever its status, and follows no redirect', async () => {
  const { service } = await sending({}, look, create);
  const common = {
    json: true,
    // So that no more is read of a reply than fits.
    encoding: 'stream',
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    // A redirect would carry the key to an address that nobody typed.
    disableFollowRedirect: true,
    // Cloudflare refuses some stock user agents (api-contract.md section 1).
    headers: { 'user-agent': 'n8n-nodes-aihubmax-veo', accept: 'application/json' },
  };
  expect(service.requests).toEqual([
    {
      ...common,
      ...{ method: 'GET', url: 'https://api.aihubmax.com/v1/tasks/task-1', qs: { sync_upstream: 'true' } },
      ...{ body: undefined, timeout: 20_000 },
    },
    {
      ...common,
      ...{ method: 'POST', url: 'https://api.aihubmax.com/v1/videos/generations', qs: undefined },
      ...{ body: { model: 'm' }, timeout: 120_000 },
    },
  ]);
});

test('the key is left to the credential and is in no option', async () => {
  const { service } = await sending({}, look, create);
  expect(JSON.stringify(service.requests)).not.toContain(key);
});

test.each(['https://proxy.example.test/', ' https://proxy.example.test// ', 'https://proxy.example.test'])(
  'the base URL %j is used without blanks and trailing slashes',
  async (baseUrl) => {
    const { service } = await sending({ baseUrl }, look);
    expect(service.requests[0]?.url).toBe('https://proxy.example.test/v1/tasks/task-1');
  },
);

test('every request gets options of its own, since the helper writes into them', async () => {
  const { service } = await sending({}, look, look);
  const [first, second] = service.requests;
  expect(first).not.toBe(second);
  expect(first?.headers).not.toBe(second?.headers);
});

test('an answer is its status, headers and body', async () => {
  const service = fakeService({
    look: { status: 429, headers: { 'retry-after': '7' }, body: { error: {} } },
  });
  const { outcomes } = await sending({ service }, look);
  expect(outcomes).toEqual([
    { kind: 'reply', status: 429, headers: { 'retry-after': '7' }, body: { error: {} } },
  ]);
});

test('the key is taken out of an answer that repeats it', async () => {
  const service = fakeService({ look: json({ error: { message: `Unknown key ${key}` }, [key]: 1 }, 401) });
  for (const apiKey of [key, ` ${key}\n`, `Bearer ${key}`]) {
    const { outcomes } = await sending({ service, apiKey }, look);
    expect(JSON.stringify(outcomes)).not.toContain(key);
  }
});

test.each(['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT', 'ENOTFOUND', 'CERT_HAS_EXPIRED'])(
  'an error of the network is told by its own code: %s',
  async (code) => {
    const { outcomes } = await sending({ service: fakeService({ look: { code } }) }, look);
    expect(outcomes).toEqual([{ kind: 'lost', code, message: `network says ${code}` }]);
  },
);

test('a request that Stop ended is told apart from one that broke', async () => {
  const { outcomes } = await sending({ service: fakeService({ look: { code: 'ERR_CANCELED' } }) }, look);
  expect(outcomes).toEqual([{ kind: 'stopped' }]);
});

test('an error that is none of the network has no code, and its words lose the key', async () => {
  const look500 = () => {
    throw new ApplicationError(`Refused to send ${key}`);
  };
  const { outcomes } = await sending({ service: fakeService({ look: look500 }) }, look);
  expect(outcomes).toEqual([{ kind: 'lost', code: '', message: 'Refused to send [API key]' }]);
});

test('n8n is handed the very credential that was looked at, since it would read another', async () => {
  const service = fakeService({ look: json({}) });
  const context = fakeContext({ service });
  const given: unknown[] = [];
  const { httpRequestWithAuthentication: ask } = context.helpers;
  context.helpers.httpRequestWithAuthentication = async function (type, options, own) {
    given.push([type, own]);
    return await ask.call(this, type, options, own);
  };
  await createSend(context, await readService(context))(look);
  const data = { apiKey: key, baseUrl: 'https://api.aihubmax.com' };
  expect(given).toEqual([
    ['aiHubMaxApi', { credentialsDecrypted: { id: '', name: '', type: 'aiHubMaxApi', data } }],
  ]);
});

test.each([
  ['a header', { headers: { 'x-request-id': `req-${key}` } }],
  ['a web page', { body: `<html>${key}</html>` }],
  ['a URL', { body: { message: `?key=${encodeURIComponent(key)}` } }],
])('the key is taken out of %s', async (_what, answer) => {
  const { outcomes } = await sending({ service: fakeService({ look: { status: 400, ...answer } }) }, look);
  expect(JSON.stringify(outcomes)).toContain('[API key]');
  expect(JSON.stringify(outcomes)).not.toContain(key);
});

/** A credential that a person edits after `reads` readings. */
const edited = (reads: number, before: object, after: object) => {
  let reading = 0;
  return () => (reading++ < reads ? before : after);
};

const first = { apiKey: 'sk-first-11111111', baseUrl: 'https://one.example.test' };
const second = { apiKey: 'sk-second-2222222', baseUrl: 'https://two.example.test/v1' };

test('after an edit of the base URL nothing more is sent, and no key comes out', async () => {
  const service = fakeService({ create: json({}), look: json({}) });
  const { outcomes } = await sending({ service, credential: edited(2, first, second) }, look, look, create);
  expect(service.requests.map(({ url }) => url)).toEqual(['https://one.example.test/v1/tasks/task-1']);
  const unsent = { kind: 'unsent', failure: { category: 'authentication', retryable: false } };
  expect(outcomes).toMatchObject([{ kind: 'reply' }, unsent, unsent]);
  expect(JSON.stringify(outcomes)).not.toMatch(/sk-(first|second)/);
});

test('a key that was renewed is used at the same base URL, and neither comes out', async () => {
  const renewed = { ...second, baseUrl: `${first.baseUrl}/v1/` };
  const service = fakeService({
    look: json({ error: { message: `${first.apiKey} ${second.apiKey}` } }, 401),
  });
  const { outcomes } = await sending({ service, credential: edited(1, first, renewed) }, look);
  expect(outcomes).toMatchObject([
    { kind: 'reply', status: 401, body: { error: { message: '[API key] [API key]' } } },
  ]);
});

test('a credential that cannot be read is no lost connection: nothing was sent', async () => {
  const credential = edited(1, first, first);
  let reading = 0;
  const failing = () => {
    if (reading++ > 0) throw new ApplicationError('The database is locked');
    return credential();
  };
  const service = fakeService({});
  const { outcomes } = await sending({ service, credential: failing }, create);
  expect(outcomes).toMatchObject([
    { kind: 'unsent', failure: { category: 'authentication', message: 'The database is locked' } },
  ]);
});

/** As n8n's helper wraps what its own code throws before a request leaves. */
const wrapped = (thrown: Error) => new NodeApiError(node, thrown as never);

test.each([
  ['an expression', new ExpressionError('Referenced node is not there')],
  ['a policy', new ApplicationError('The address is blocked')],
  ['a header', Object.assign(new TypeError('Invalid character in header'), { code: 'ERR_INVALID_CHAR' })],
])('what n8n refuses for %s was certainly not sent', async (_what, thrown) => {
  const service = fakeService({
    create: () => {
      throw wrapped(thrown);
    },
  });
  const { outcomes } = await sending({ service }, create);
  expect(outcomes).toMatchObject([
    { kind: 'unsent', failure: { category: 'invalid_request', message: thrown.message } },
  ]);
});

test.each([
  ['of no kind', new Error('socket hang up')],
  ['of the HTTP client', Object.assign(new Error('stream ended'), { isAxiosError: true, level: 'error' })],
  ['of a program', new TypeError('x is not a function')],
])('an error %s may have come after the request', async (_what, thrown) => {
  const service = fakeService({
    create: () => {
      throw wrapped(thrown);
    },
  });
  const { outcomes } = await sending({ service }, create);
  expect(outcomes).toMatchObject([{ kind: 'lost', code: '' }]);
});
