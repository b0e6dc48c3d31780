/** How long refusals with 429 are borne: by time, each run for itself, and no longer than an item has. */
import { Client } from '../../nodes/AiHubMaxVeo/api/client';
import { newLimits } from '../../nodes/AiHubMaxVeo/api/account';
import { usualBaseUrl } from '../../nodes/AiHubMaxVeo/credential';
import { line, reply, submitted } from '../support/send.mts';

const fine = reply(200, { id: 'task-1' });

const limited = (headers: Record<string, string> = {}) =>
  reply(429, { error: { message: 'Too many requests', type: 'rate_limit_error' } }, headers);

test('a lasting refusal ends a hundred creates in the patience of one', async () => {
  const wire = line([limited({ 'retry-after': '120' })]);
  const items = Array.from({ length: 100 }).entries();
  const lane = async () => {
    while (!items.next().done) expect(await submitted(wire)).toHaveProperty('failure');
  };
  await Promise.all(Array.from({ length: 5 }, lane));
  expect(wire.clock.elapsedMs).toBeLessThanOrEqual(15 * 60_000);
});

test('a run that comes after others were given up has its own patience', async () => {
  const limits = newLimits();
  const wire = line((atMs) => (atMs < 1_200_000 ? limited({ 'retry-after': '60' }) : fine), { limits });
  expect(await submitted(wire)).toHaveProperty('failure');
  const client = new Client({
    send: wire.send,
    clock: wire.clock,
    stop: undefined,
    limits,
    baseUrl: usualBaseUrl,
  });
  expect(await submitted({ ...wire, client })).toEqual({ body: { id: 'task-1' } });
});

test('a create that wants no second try waits for the hold of others, and is sent once', async () => {
  const wire = line([limited({ 'retry-after': '30' }), fine, limited()]);
  const once = { retryOnRateLimit: false };
  const second = wire.clock.run(wire.clock.sleep(1_000)).then(async () => await submitted(wire, once));
  await submitted(wire);
  expect(await second).toMatchObject({ failure: { category: 'rate_limited' } });
  expect(wire.sent).toHaveLength(3);
  expect(wire.sent[2]?.atMs).toBeGreaterThanOrEqual(30_000);
});

test('an upload follows the same hold and the same patience', async () => {
  const wire = line([limited({ 'retry-after': '120' })]);
  const file = {
    ...{ id: 'one', fileName: 'photo.jpg', mime: 'image/jpeg', bytes: 2 },
    open: async () => Buffer.from('ab'),
    head: async () => Buffer.from('ab'),
  };
  await expect(wire.clock.run(wire.client.upload(file, 30_000))).rejects.toThrow('refused for 0.5 minutes');
  expect(wire.clock.elapsedMs).toBeLessThanOrEqual(30_000);
});
