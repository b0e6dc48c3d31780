/** A rate limit is shared by runs, each with a clock of its own: a machine's clock may be set, or stand still, in between. */
import { PerAccount, RateLimit } from '../../nodes/AiHubMaxVeo/api/account';
import { systemClock } from '../../nodes/AiHubMaxVeo/time';
import { VirtualClock } from '../support/clock.mts';
import { execute, flowers } from '../support/context.mts';
import { accepted, completed } from '../support/replies.mts';
import { askedFor, fakeService, json } from '../support/service.mts';
import { line, reply, submitted } from '../support/send.mts';

afterEach(() => jest.restoreAllMocks());

const noon = 1_795_342_400_000;
const hour = 3_600_000;

const refusal = (retryAfter: string) => ({
  kind: 'reply' as const,
  status: 429,
  headers: { 'retry-after': retryAfter },
  body: { error: { message: 'Slow down' } },
});

const turn = async (limit: RateLimit, clock: VirtualClock) =>
  await clock.run(limit.turn({ clock, stop: undefined, sinceMs: clock.now(), patienceMs: 900_000 }));

test.each([-24 * hour, -hour, -600_000, hour, 24 * hour])(
  'a clock that is set by %i ms between two runs holds up nobody beyond the longest hold',
  async (byMs) => {
    const limit = new RateLimit();
    const before = new VirtualClock(noon);
    await turn(limit, before);
    const after = new VirtualClock(noon + byMs);
    await turn(limit, after);
    expect(after.elapsedMs).toBe(0);
    limit.answered(refusal('120'), { sentAtMs: before.now(), nowMs: before.now() }, () => 0.999);
    await turn(limit, after);
    expect(after.elapsedMs).toBeLessThanOrEqual(150_000);
    // A run of before goes on as well, after one with another clock has sent.
    const atMs = before.elapsedMs;
    await turn(limit, before);
    expect(before.elapsedMs - atMs).toBeLessThanOrEqual(150_000);
  },
);

test('no Retry-After is followed for more than two and a half minutes', async () => {
  const far = [
    '1e9',
    '1000000000',
    '9'.repeat(400),
    'Infinity',
    '-5',
    'Fri, 31 Dec 9999 23:59:59 GMT',
    '٣',
    'a'.repeat(1e6),
  ];
  for (const retryAfter of far) {
    const [limit, clock] = [new RateLimit(), new VirtualClock(noon)];
    limit.answered(refusal(retryAfter), { sentAtMs: noon, nowMs: noon }, () => 0.999);
    await turn(limit, clock);
    expect(clock.elapsedMs).toBeLessThanOrEqual(150_000);
  }
});

test('a run after the clock was set back by ten minutes keeps its Timeout', async () => {
  const timeline = {};
  const service = fakeService({
    create: (_request, nth) => json(accepted({ id: `task-${nth}` })),
    look: (request) => json(completed({ id: askedFor(request) })),
  });
  const parameters = { ...flowers, operation: 'createAndWait', waitOptions: { timeoutMinutes: 1 } };
  const clocks = [noon, noon - 600_000].map((ms) => Object.assign(new VirtualClock(ms), { timeline }));
  for (const [nth, clock] of clocks.entries())
    await execute({ service, parameters, clock, memory: {}, executionId: `execution-${nth}` });
  expect(Math.round((clocks[1]?.elapsedMs ?? Infinity) / 1000)).toBeLessThanOrEqual(60);
  expect(service.creates()).toHaveLength(2);
});

test("a run's clock tells the time of the machine as it was when the run began, and only goes forward", () => {
  const early = systemClock();
  const set = Date.now() + 8 * hour;
  jest.spyOn(Date, 'now').mockReturnValue(set);
  // Links, dates and ages of tasks are judged by it: after eight hours of sleep it may not lag behind by eight hours.
  expect(Math.abs(systemClock().now() - set)).toBeLessThan(1_000);
  expect(early.now()).toBeLessThan(set - 7 * hour);
});

describe('of one account', () => {
  const account = (apiKey: string) => ({ baseUrl: 'https://api.aihubmax.com', apiKey });
  const busy = account('sk-busy-12345678');

  test('what a run holds is what the next run gets, however many accounts were used in between', () => {
    const [known, clock] = [new PerAccount(() => ({})), new VirtualClock()];
    const mine = known.of(clock, busy);
    for (let nth = 0; nth < 5_000; nth++) known.of(clock, account(`sk-${nth}`));
    expect(known.of(clock, busy)).toBe(mine);
  });

  test.each(['Bearer sk-busy-12345678', ' sk-busy-12345678\n', '"sk-busy-12345678"'])(
    'the key is one, also typed as %j',
    (apiKey) => {
      const [known, clock] = [new PerAccount(() => ({})), new VirtualClock()];
      expect(known.of(clock, account(apiKey))).toBe(known.of(clock, busy));
      expect(known.of(clock, account('sk-other-1234567'))).not.toBe(known.of(clock, busy));
    },
  );
});

test.each([
  [30_000, ' (refused for 0.5 minutes)', 30],
  [60_000, ' (refused for 1 minute)', 60],
  [90_000, ' (refused for 1.5 minutes)', 90],
  [1_000, '', 1],
])('a patience of %i ms ends with "Slow down%s"', async (patienceMs, told, seconds) => {
  const one = line([reply(429, { error: { message: 'Slow down' } }, { 'retry-after': '120' })]);
  const result = await submitted(one, { retryOnRateLimit: true, patienceMs });
  expect(result).toMatchObject({ failure: { message: `Slow down${told}` } });
  expect(Math.round(one.clock.elapsedMs / 1000)).toBe(seconds);
});
