/** One request through n8n's own HTTP helper: what is asked of it, and what becomes of what it throws. */
import { ApplicationError } from 'n8n-workflow';
import { createSend, readService } from '../../nodes/AiHubMaxVeo/transport/send';
import type { ApiRequest } from '../../nodes/AiHubMaxVeo/transport/send';
import { fakeContext, key } from '../support/context.mts';
import type { Scene } from '../support/context.mts';
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
