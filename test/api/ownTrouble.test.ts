/** Trouble on this side is told as such: a certificate, a proxy's login, n8n's own protection. */
import { NodeApiError, UserError } from 'n8n-workflow';
import { blockedByN8n } from '../../nodes/AiHubMaxVeo/api/retry';
import { execute, failing, flowers, outputs, key } from '../support/context.mts';
import { node } from '../support/form.mts';
import { fakeService, type Reaction } from '../support/service.mts';

/** As n8n's SSRF protection throws it (@n8n/backend-network 2.40, ssrf-blocked-ip.error). */
const ssrf = (name = 'SsrfBlockedIpError') =>
  Object.assign(
    new UserError('The request was blocked because it resolves to a restricted IP address', {
      description: "The target 'aihub.internal' (10.0.0.7) is not allowed. Ask your n8n administrator.",
    }),
    { name },
  );

/** As n8n's helper hands it on, and as the HTTP client does where the address was judged while connecting. */
const wrapped = (thrown: Error) => new NodeApiError(node, thrown as never);
const byClient = (thrown: Error) =>
  Object.assign(new Error(thrown.message), { isAxiosError: true, code: 'ERR_BAD_REQUEST', cause: thrown });

const creating = async (create: Reaction | (() => never)) => {
  const service = fakeService({ create });
  const error = await failing({ service, parameters: flowers });
  return {
    message: error.message,
    description: String((error as { description?: string }).description),
    service,
  };
};

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /signed the TLS certificate/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /signed the TLS certificate/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /signed the TLS certificate/],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /signed the TLS certificate/],
  ['CERT_HAS_EXPIRED', /has expired.*clock/],
  ['CERT_NOT_YET_VALID', /not valid yet.*clock/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /another host\. Check the base URL/],
])('after %s the advice is about the certificate', async (code, words) => {
  const { message, description, service } = await creating({ code });
  expect(message).toBe(`AIHubMax could not be reached (${code})`);
  expect(description).toMatch(/^invalid_request: Nothing was sent\./);
  expect(description).toMatch(words);
  expect(description).toContain('NODE_EXTRA_CA_CERTS');
  if (!code.includes('ALTNAME')) expect(description).not.toContain('base URL');
  expect(service.creates()).toHaveLength(1);
});

test('what is wrong with the URL itself is about the base URL', async () => {
  const { description, service } = await creating({ code: 'ERR_INVALID_URL' });
  expect(service.creates()).toHaveLength(1);
  expect(description).toMatch(/^invalid_request: Nothing was sent\. Check the base URL/);
  expect(description).not.toContain('NODE_EXTRA_CA_CERTS');
});

test.each<Reaction>([
  { status: 407, body: 'Proxy Authentication Required' },
  { status: 407, body: '<html>Login</html>' },
  { status: 407, body: { error: { message: 'Log in first' } } },
])('a proxy that wants a login is told as that: %j', async (create) => {
  const { message, description, service } = await creating(create);
  expect(message).toMatch(/^A proxy between this n8n and AIHubMax|^Log in first/);
  expect(description).toMatch(/^service: A proxy .* asks for a login\. .*HTTPS_PROXY/);
  expect(service.creates()).toHaveLength(1);
});

test.each([
  ['as it is', ssrf()],
  ['wrapped by n8n', wrapped(ssrf())],
  ['of a name', wrapped(ssrf('SsrfBlockedHostnameError'))],
  ['wrapped by the HTTP client', wrapped(byClient(ssrf()))],
])("n8n's own protection keeps its words and its advice: %s", async (_what, thrown) => {
  const { message, description, service } = await creating(() => {
    throw thrown;
  });
  expect(message).toBe('The request was blocked because it resolves to a restricted IP address');
  expect(description).toMatch(
    /^invalid_request: n8n itself blocked the request, so nothing was sent\. The target 'aihub\.internal'/,
  );
  expect(description).toContain('N8N_SSRF_ALLOWED_HOSTNAMES');
  expect(description).not.toContain('base URL');
  expect(service.creates()).toHaveLength(1);
});

test('a check that n8n itself blocks ends the wait at once, and is no failed task', async () => {
  const look = () => {
    throw wrapped(ssrf());
  };
  const parameters = {
    operation: 'getStatus',
    taskId: 'task-1',
    routeByStatus: true,
    waitForCompletion: true,
  };
  const service = fakeService({ look });
  const [, open = [], failed = []] = await outputs({ service, parameters, continueOnFail: true });
  expect([open[0]?.json.checkFailed, failed, service.looks().length]).toEqual([
    'The request was blocked because it resolves to a restricted IP address',
    [],
    1,
  ]);
});

test.each([
  undefined,
  new Error('blocked'),
  wrapped(new Error('no')),
  { name: 'SsrfError', cause: { cause: null } },
])('nothing else counts as blocked by n8n: %s', (thrown) => {
  const isNamed = (thrown as { name?: string } | undefined)?.name === 'SsrfError';
  expect(blockedByN8n(thrown) === null).toBe(!isNamed);
});

test('a database that is away for a moment is no failed task', async () => {
  let reads = 0;
  const credential = () => {
    reads += 1;
    if (reads > 1) throw new Error('The database is locked');
    return { apiKey: key, baseUrl: 'https://api.aihubmax.com' };
  };
  const parameters = { operation: 'getStatus', taskId: 'task-1', routeByStatus: true };
  const [, open = [], failed = []] = await outputs({
    service: fakeService({}),
    parameters,
    credential,
    continueOnFail: true,
  });
  expect([open.length, failed.length]).toEqual([1, 0]);
  expect(
    await execute({
      service: fakeService({}),
      parameters: { ...parameters, routeByStatus: false },
      credential: () => ({}),
      continueOnFail: true,
    }),
  ).toHaveLength(1);
});
