/** One request through n8n's own HTTP helper: what is asked of it, and what becomes of what it throws. */
import { ApplicationError } from 'n8n-workflow';
import { createSend, readService } from '../../nodes/AiHubMaxVeo/api/send';
import { fakeContext, key } from '../support/context.mts';
import { create, look, sending } from '../support/sending.mts';
import { fakeService, json } from '../support/service.mts';

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
