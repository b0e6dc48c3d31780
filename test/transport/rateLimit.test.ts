/** 429 says that a create was not accepted, so it may be sent again, when the service wants it and the user too. */
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
  ['Sun, 22 Nov 2026 10:00:00 GMT', 0, 0],
  ['0', 0, 0],
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

test('after a rate limit an unknown outcome still ends it', async () => {
  const wire = line([limited({ 'retry-after': '1' }), reply(500), fine]);
  expect(await submitted(wire)).toMatchObject({ failure: { category: 'submission_unknown' } });
  expect(wire.sent).toHaveLength(2);
});
