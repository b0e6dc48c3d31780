/** A status request costs nothing: whatever may pass is worth another look. */
import type { Outcome } from '../../nodes/AiHubMaxVeo/api/reply';
import { sentence, type Failure } from '../../nodes/AiHubMaxVeo/errors';
import { line, lost, reply, stopped, submitted } from '../support/send.mts';

const looked = async (outcome: Outcome) => {
  const wire = line([outcome]);
  return await wire.clock.run(wire.client.check('task-1'));
};

test('a look is one GET with the ID as part of the path', async () => {
  const id = 'task:1/../x?y=z#';
  const wire = line([reply(200, { id })]);
  expect(await wire.clock.run(wire.client.check(id))).toMatchObject({ task: { id, raw: { id } } });
  expect(wire.sent).toEqual([
    {
      method: 'GET',
      path: '/v1/tasks/task%3A1%2F..%2Fx%3Fy%3Dz%23',
      query: undefined,
      timeoutMs: expect.any(Number) as number,
      atMs: 0,
    },
  ]);
});

test('a look that asks for a refresh says so in the query', async () => {
  const wire = line([reply(200, { id: 'a' })]);
  await wire.clock.run(wire.client.check('task-1', true));
  expect(wire.sent[0]?.query).toEqual({ sync_upstream: 'true' });
});

const error = (message: string) => ({ error: { message, type: 'some_error' } });

const again: Array<[string, Outcome, string]> = [
  ['a lost connection', lost('ECONNRESET'), 'service'],
  ['a refused connection', lost('ECONNREFUSED'), 'service'],
  ['a look without an answer', lost('ECONNABORTED'), 'service'],
  ['HTTP 408', reply(408, error('Slow')), 'service'],
  ['HTTP 429', reply(429, error('Slow down')), 'rate_limited'],
  ['HTTP 500', reply(500, error('boom')), 'service'],
  ['HTTP 502', reply(502, '<html></html>'), 'service'],
  ['HTTP 503', reply(503, error('boom')), 'service'],
  ['HTTP 504', reply(504), 'service'],
  ['a web page with status 200', reply(200, '<!doctype html><html></html>'), 'service'],
  ['an empty answer with status 200', reply(200, ''), 'service'],
  // What is not in the API's own envelope says nothing about a task (api-contract.md 4.1).
  ['a redirect', reply(302, ''), 'service'],
  ...[400, 401, 403, 404].map((status): [string, Outcome, string] => [
    `a page at ${status}`,
    reply(status, '<html><body>nginx</body></html>'),
    'service',
  ]),
  ['HTTP 405', reply(405, ''), 'service'],
  ['a name that is not found', lost('ENOTFOUND'), 'service'],
  ['a certificate that is not trusted', lost('CERT_HAS_EXPIRED'), 'service'],
  ["a firewall's text", reply(403, 'error code: 1010'), 'service'],
  ["a load balancer's JSON", reply(403, { message: 'Forbidden' }), 'service'],
  ["a framework's JSON", reply(404, { detail: 'Not Found' }), 'service'],
  ["a framework's error", reply(404, { status: 404, error: 'Not Found', path: '/v1/tasks/x' }), 'service'],
  ["a firewall's list", reply(403, { success: false, errors: [{ code: 1010, message: 'No' }] }), 'service'],
  ["a gateway's fault", reply(401, { fault: { faultstring: 'Invalid ApiKey' } }), 'service'],
  ['an empty object', reply(400, {}), 'service'],
  ['a list', reply(404, [1]), 'service'],
  ["a proxy's refusal in JSON", reply(407, { error: { message: 'Log in' } }), 'service'],
  ['a misdirected request', reply(421, 'Misdirected'), 'service'],
];

test.each(again)('%s is worth another look', async (_what, outcome, category) => {
  expect(await looked(outcome)).toMatchObject({ again: true, afterMs: 0, failure: { category } });
});

const final: Array<[string, Outcome, string]> = [
  ['HTTP 400', reply(400, error('Bad')), 'invalid_request'],
  ['HTTP 401', reply(401, error('Invalid API key')), 'authentication'],
  ['HTTP 403', reply(403, error('Forbidden')), 'authentication'],
  ['HTTP 404', reply(404, error('No such task')), 'invalid_request'],
  ['HTTP 422', reply(422, error('Bad id')), 'invalid_request'],
  ['HTTP 401 of the management routes', reply(401, { success: false, message: 'No' }), 'authentication'],
  ['200 with a code of 401', reply(200, { code: 401, msg: 'Bad key' }), 'authentication'],
  ['200 with a code of 404', reply(200, { code: '404', message: 'No task' }), 'invalid_request'],
  ['a stop', stopped, 'cancelled'],
];

test.each(final)('%s will not change by looking again', async (_what, outcome, category) => {
  expect(await looked(outcome)).toMatchObject({ again: false, failure: { category } });
});

test.each([
  ['7', 7_000],
  ['Sun, 22 Nov 2026 10:13:30 GMT', 10_000],
  ['soon', 0],
  ['-5', 0],
])('Retry-After %j asks for %i ms of patience', async (retryAfter, afterMs) => {
  expect(await looked(reply(429, error('Slow down'), { 'retry-after': retryAfter }))).toMatchObject({
    afterMs,
  });
});

test('no Retry-After asks for more than a few minutes', async () => {
  const look = await looked(reply(503, error('Gone fishing'), { 'retry-after': '86400' }));
  expect('afterMs' in look && look.afterMs).toBeLessThanOrEqual(300_000);
});

test('a look is sent once, whatever becomes of it', async () => {
  const wire = line([reply(500)]);
  await wire.clock.run(wire.client.check('task-1'));
  expect(wire.sent).toHaveLength(1);
});

test.each([
  { success: false, message: 'No' },
  { code: 1, msg: 'No' },
])('a reply that names no task is shown, and not taken for a yes: %j', async (body) => {
  const { failure } = (await submitted(line([reply(200, body)]))) as { failure: Failure };
  expect(sentence(failure)).toBe(
    `It is unknown whether AIHubMax accepted this request: The answer of AIHubMax names no task: ${JSON.stringify(body)}`,
  );
});
