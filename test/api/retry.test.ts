/** A create costs money: it is sent again only when it provably was not accepted. */
import { body, fine, line, lost, reply, stopped, submitted } from '../support/send.mts';
import type { Outcome } from '../../nodes/AiHubMaxVeo/api/reply';

const error = (message: string, code?: string) => ({
  error: { message, type: 'some_error', ...(code && { code }) },
});

test('a create is one POST of the whole body', async () => {
  const wire = line([fine]);
  expect(await submitted(wire)).toEqual({ body: { id: 'task-1' } });
  expect(wire.sent).toEqual([
    {
      method: 'POST',
      path: '/v1/videos/generations',
      body,
      timeoutMs: expect.any(Number) as number,
      outlivesStop: true,
      atMs: 0,
    },
  ]);
});

test('a create has at least a minute to be answered', async () => {
  const wire = line([fine]);
  await submitted(wire);
  expect(wire.sent[0]?.timeoutMs).toBeGreaterThanOrEqual(60_000);
});

// api-contract.md 4.5: after these nobody knows whether there is a task, and there is no idempotency key.
const unknown: Array<[string, Outcome]> = [
  ['an answer that never came', lost('ECONNABORTED')],
  ['a connection that timed out', lost('ETIMEDOUT')],
  ['a connection that was reset', lost('ECONNRESET')],
  ['a connection that was cut', lost('EPIPE')],
  ['a broken answer', lost('ERR_BAD_RESPONSE')],
  ['an unnamed break', lost('')],
  // TLS: these also end a connection that has carried the request (Node 20 and 24: a garbled record after the handshake).
  ['a garbled record', lost('ERR_SSL_WRONG_VERSION_NUMBER')],
  ['a broken record', lost('ERR_SSL_SSL/TLS_ALERT_BAD_RECORD_MAC')],
  ['a fault of TLS', lost('EPROTO')],
  ['a route that was lost on the way', lost('EHOSTUNREACH', 'read')],
  ['a network that was lost on the way', lost('ENETUNREACH', 'write')],
  ['HTTP 408', reply(408)],
  ['HTTP 302', reply(302)],
  ['HTTP 303', reply(303)],
  ['HTTP 500', reply(500, error('boom'))],
  ['HTTP 502', reply(502, '<html>Bad gateway</html>')],
  ['HTTP 503', reply(503, error('No channel'))],
  ['HTTP 504', reply(504)],
  ['HTTP 520', reply(520)],
  ['a stop while it was on its way', stopped],
];

test.each(unknown)(
  'after %s a create is not sent again, and is reported as unknown',
  async (_what, outcome) => {
    const wire = line([outcome, fine]);
    expect(await submitted(wire)).toMatchObject({
      failure: { category: 'submission_unknown', retryable: false },
    });
    expect(wire.sent).toHaveLength(1);
  },
);

const refused: Array<[number, unknown, string]> = [
  [307, '', 'invalid_request'],
  [400, error('Invalid JSON'), 'invalid_request'],
  [401, error('Invalid API key'), 'authentication'],
  [402, error('Too little'), 'insufficient_credits'],
  [403, error('Forbidden'), 'authentication'],
  [404, error('No such route'), 'invalid_request'],
  [413, error('Too large'), 'input_media'],
  [422, error('duration must be 4, 6 or 8'), 'invalid_request'],
  [422, error('No channel', 'no_compatible_channel'), 'model_unavailable'],
  [422, error('Not opened', 'model_not_found'), 'model_unavailable'],
  [422, error('Unsafe', 'content_policy_violation'), 'content_policy'],
  [422, error('Picture', 'invalid_image_url'), 'input_media'],
];

test.each(refused)('HTTP %i %j refuses a create for good: %s', async (status, answer, category) => {
  const wire = line([reply(status, answer), fine]);
  expect(await submitted(wire)).toMatchObject({ failure: { category, httpStatus: status } });
  expect(wire.sent).toHaveLength(1);
});

test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
  'after %s the connection was never made, so the create is sent again a little later',
  async (code) => {
    const wire = line([lost(code), fine]);
    expect(await submitted(wire)).toEqual({ body: { id: 'task-1' } });
    expect(wire.sent).toHaveLength(2);
    expect(wire.sent[1]?.atMs).toBeGreaterThan(0);
    expect(wire.sent[1]?.atMs).toBeLessThanOrEqual(5_000);
  },
);

test('a service that cannot be reached is given up after a few tries', async () => {
  const wire = line([lost('ECONNREFUSED')]);
  expect(await submitted(wire)).toMatchObject({ failure: { category: 'service', code: 'ECONNREFUSED' } });
  expect(wire.sent.length).toBeGreaterThan(1);
  expect(wire.sent.length).toBeLessThanOrEqual(5);
});

test('a create is not sent at all once the execution was stopped', async () => {
  const wire = line([fine], { stop: AbortSignal.abort() });
  expect(await submitted(wire)).toMatchObject({ failure: { category: 'cancelled' } });
  expect(wire.sent).toEqual([]);
});

test('a stop while waiting to send again ends the waiting within a second', async () => {
  const stop = new AbortController();
  const wire = line([lost('ECONNREFUSED'), lost('ECONNREFUSED'), fine], { stop: stop.signal });
  wire.clock.at(100, () => stop.abort());
  expect(await submitted(wire)).toMatchObject({ failure: { category: 'cancelled' } });
  expect(wire.sent).toHaveLength(1);
  expect(wire.clock.elapsedMs).toBeLessThanOrEqual(1_100);
});
