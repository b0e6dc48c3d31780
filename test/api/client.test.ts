/** A status request costs nothing: whatever may pass is worth another look. */
import { line, lost, reply, stopped } from '../support/send.mts';
import type { Outcome } from '../../nodes/AiHubMaxVeo/api/reply';

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
  ['a redirect', reply(302, ''), 'invalid_request'],
  ['a certificate that is not trusted', lost('CERT_HAS_EXPIRED'), 'service'],
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
