/** 429 says that a create was not accepted, so it may be sent again, when the service wants it and the user too. */
import { VideoError } from '../../nodes/AiHubMaxVeo/errors';
import { Client } from '../../nodes/AiHubMaxVeo/api/client';
import { usualBaseUrl } from '../../nodes/AiHubMaxVeo/credential';
import { newLimits } from '../../nodes/AiHubMaxVeo/api/account';
import { fine, limited, line, reply, submitted } from '../support/send.mts';

// The virtual clock starts at 2026-11-22T10:13:20Z.
test.each([
  // Retry-After is the least; what is added keeps those apart who were refused together.
  ['7', 7_000, 7_250],
  ['0.5', 500, 1_000],
  [' 7 ', 7_000, 7_250],
  ['Sun, 22 Nov 2026 10:13:30 GMT', 10_000, 10_250],
  ['Sun, 22 Nov 2026 10:00:00 GMT', 500, 1_000],
  ['0', 500, 1_000],
  ['999999999', 60_000, 300_000],
  ['soon', 500, 10_000],
  ['', 500, 10_000],
])('with Retry-After %j the create is sent again after %i to %i ms', async (retryAfter, least, most) => {
  const wire = line([limited({ 'retry-after': retryAfter }), fine]);
  expect(await submitted(wire)).toEqual({ body: { id: 'task-1' } });
  expect(wire.sent).toHaveLength(2);
  expect(wire.sent[1]?.atMs).toBeGreaterThanOrEqual(least);
  expect(wire.sent[1]?.atMs).toBeLessThanOrEqual(most);
});

test('a refusal without Retry-After is tried again a little later each time, and not forever', async () => {
  const wire = line([limited()]);
  expect(await submitted(wire)).toMatchObject({
    failure: { category: 'rate_limited', retryable: true, httpStatus: 429 },
  });
  expect(wire.sent.length).toBeGreaterThan(5);
  expect(wire.clock.elapsedMs).toBeLessThanOrEqual(15 * 60_000);
  const pauses = wire.sent.slice(1).map(({ atMs }, index) => atMs - (wire.sent[index]?.atMs ?? 0));
  const growing = pauses.slice(0, 6);
  expect(growing).toEqual([...growing].sort((one, other) => one - other));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(130_000);
});

test('a user who does not want it gets the refusal at once', async () => {
  const wire = line([limited({ 'retry-after': '1' }), fine]);
  expect(await submitted(wire, { retryOnRateLimit: false })).toMatchObject({
    failure: { category: 'rate_limited' },
  });
  expect(wire.sent).toHaveLength(1);
});

test('one refusal holds back the other creates of the run too', async () => {
  const wire = line([limited({ 'retry-after': '30' }), fine]);
  const first = submitted(wire);
  const second = wire.clock
    .run((async () => await wire.clock.sleep(1_000))())
    .then(async () => await submitted(wire));
  await Promise.all([first, second]);
  const [first0, ...others] = wire.sent.map(({ atMs }) => atMs);
  expect(first0).toBe(0);
  expect(others).toHaveLength(2);
  for (const atMs of others) expect(atMs).toBeGreaterThanOrEqual(30_000);
});

test('a hold that is prolonged while it is waited for is waited out', async () => {
  const wire = line([limited({ 'retry-after': '5' }), fine, limited({ 'retry-after': '60' }), fine]);
  await Promise.all([submitted(wire), submitted(wire), submitted(wire)]);
  const later = wire.sent.map(({ atMs }) => atMs).filter((atMs) => atMs > 0);
  expect(later).toHaveLength(2);
  for (const atMs of later) expect(atMs).toBeGreaterThanOrEqual(60_000);
});

/** Lets so many creates through in each minute. */
function metered(perMinute: number) {
  const seen = new Map<number, number>();
  return (atMs: number) => {
    const minute = Math.floor(atMs / 60_000);
    const count = (seen.get(minute) ?? 0) + 1;
    seen.set(minute, count);
    return count <= perMinute ? fine : limited({ 'retry-after': String((minute + 1) * 60 - atMs / 1000) });
  };
}

test('as long as the line moves no create of a batch is given up, however long the line is', async () => {
  const meter = metered(3);
  const wire = line((atMs) => meter(atMs));
  const results = await Promise.all(Array.from({ length: 50 }, async () => await submitted(wire)));
  expect(results).toEqual(results.map(() => ({ body: { id: 'task-1' } })));
});

test('after a refusal the creates go one by one, so that few more are refused', async () => {
  const meter = metered(10);
  const wire = line((atMs) => meter(atMs));
  await Promise.all(Array.from({ length: 100 }, async () => await submitted(wire)));
  // 100 at first, of which 10 get through; then ten a minute and one that finds the limit.
  expect(wire.sent.length).toBeLessThanOrEqual(210);
});

test('no create of the line goes out before the hold that the one before it was told', async () => {
  const wire = line([limited({ 'retry-after': '60' })]);
  await Promise.all(Array.from({ length: 4 }, async () => await submitted(wire)));
  const [, , , , ...later] = wire.sent.map(({ atMs }) => atMs);
  expect(later.length).toBeGreaterThan(5);
  // All at once at first; then one finds out for all.
  const pauses = later.slice(1).map((atMs, index) => atMs - (later[index] ?? 0));
  for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(60_000);
});

test('a create that is no longer wanted after the hold is not sent', async () => {
  const wire = line([limited({ 'retry-after': '5' }), fine]);
  const mayGo = () => {
    if (wire.clock.elapsedMs > 0) throw new VideoError({ category: 'authentication', message: 'No more' });
  };
  const result = await submitted(wire, { retryOnRateLimit: true, mayGo });
  expect(result).toMatchObject({ failure: { message: 'No more' } });
  expect(wire.sent).toHaveLength(1);
});

test('after a rate limit an unknown outcome still ends it', async () => {
  const wire = line([limited({ 'retry-after': '1' }), reply(500), fine]);
  expect(await submitted(wire)).toMatchObject({ failure: { category: 'submission_unknown' } });
  expect(wire.sent).toHaveLength(2);
});

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
