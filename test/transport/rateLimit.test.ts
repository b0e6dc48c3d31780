/** 429 says that a create was not accepted, so it may be sent again, when the service wants it and the user too. */
import { VideoError } from '../../nodes/AiHubMaxVeo/errors';
import { line, reply, submitted } from '../support/send.mts';

const fine = reply(200, { id: 'task-1' });

const limited = (headers: Record<string, string> = {}) =>
  reply(429, { error: { message: 'Too many requests', type: 'rate_limit_error' } }, headers);

// The virtual clock starts at 2026-11-22T10:13:20Z.
test.each([
  ['7', 7_000, 7_000],
  ['0.5', 500, 500],
  [' 7 ', 7_000, 7_000],
  ['Sun, 22 Nov 2026 10:13:30 GMT', 10_000, 10_000],
  ['Sun, 22 Nov 2026 10:00:00 GMT', 500, 500],
  ['0', 500, 500],
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

test('a refusal without Retry-After is tried again a little later each time, and not for ever', async () => {
  const wire = line([limited()]);
  expect(await submitted(wire)).toMatchObject({
    failure: { category: 'rate_limited', message: 'Too many requests', retryable: true, httpStatus: 429 },
  });
  expect(wire.sent.length).toBeGreaterThan(2);
  expect(wire.sent.length).toBeLessThanOrEqual(10);
  const pauses = wire.sent.slice(1).map(({ atMs }, index) => atMs - (wire.sent[index]?.atMs ?? 0));
  expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
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
  expect(wire.sent.map(({ atMs }) => atMs)).toEqual([0, 30_000, 30_000]);
});

test('a hold that is prolonged while it is waited for is waited out', async () => {
  const wire = line([limited({ 'retry-after': '5' }), fine, limited({ 'retry-after': '60' }), fine]);
  const first = submitted(wire);
  const second = submitted(wire);
  const third = submitted(wire);
  await Promise.all([first, second, third]);
  expect(wire.sent.map(({ atMs }) => atMs)).toEqual([0, 0, 0, 60_000, 60_000]);
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
  const minutes = wire.sent.map(({ atMs }) => atMs / 60_000);
  // All at once at first; then one finds out for all, until each has had its six.
  expect(minutes).toEqual([0, 0, 0, 0, 1, 2, 3, 4, 5, 5, 5, 5]);
});

test('a create that comes after others were given up has its own tries', async () => {
  const wire = line((atMs) => (atMs < 400_000 ? limited({ 'retry-after': '60' }) : fine));
  await submitted(wire);
  expect(wire.clock.elapsedMs).toBe(300_000);
  expect(await submitted(wire)).toEqual({ body: { id: 'task-1' } });
});

test('a line that does not move is given up by all after the patience of one', async () => {
  const wire = line([limited({ 'retry-after': '60' })]);
  await Promise.all(Array.from({ length: 20 }, async () => await submitted(wire)));
  expect(wire.clock.elapsedMs).toBeLessThanOrEqual(6 * 60_000);
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
