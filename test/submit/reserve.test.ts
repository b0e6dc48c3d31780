/** Keep Credits: no video that would leave less than this, and none at all where the balance cannot be read. */
import { execute, flowers } from '../support/context.mts';
import type { Scene } from '../support/context.mts';
import { accepted } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';
import type { Reaction } from '../support/service.mts';

/** An account with these credits; each create reserves five, or says nothing of it. */
function account(credits: number, { told = true, balance }: { told?: boolean; balance?: Reaction } = {}) {
  let left = credits;
  let nth = 0;
  return fakeService({
    create: () => {
      left -= 5;
      return json(accepted({ id: `task-${++nth}`, ...(!told && { usage: undefined }) }));
    },
    look: ({ url }) => json({ id: url.split('/').pop(), status: 'pending' }),
    other: () =>
      balance ?? json({ data: { token: { remaining_credits: left }, user: { remaining_credits: 1e6 } } }),
  });
}

const rows = (count: number) => Array.from({ length: count }, (_row, nth) => ({ prompt: `Wave ${nth}` }));

async function created(service: Scene['service'], count: number, keepCredits: unknown, more = {}) {
  const parameters = { ...flowers, batching: { keepCredits: keepCredits as number, ...more } };
  const output = await execute({ service, parameters, items: rows(count), continueOnFail: true });
  return output.flatMap(({ json: item }) => (item.error === undefined ? [] : [item]));
}

const readings = (service: Scene['service']) => service.of('other').length;

test('what would leave less than the limit is not sent', async () => {
  const service = account(32);
  const refused = await created(service, 5, 20);
  expect(service.creates()).toHaveLength(2);
  expect(refused).toHaveLength(3);
  expect(refused[0]).toEqual({
    error: 'Not submitted: this video would leave 17 credits, and Keep Credits is 20',
    message: expect.stringMatching(/^insufficient_credits: Nothing was sent for this item/) as string,
  });
});

test('the balance is read before the first create and after every tenth', async () => {
  const service = account(10_000);
  await created(service, 25, 1);
  expect(service.creates()).toHaveLength(25);
  expect(readings(service)).toBe(3);
});

test('nothing is read where the limit is off', async () => {
  const service = account(10_000);
  await created(service, 2, 0);
  expect(readings(service)).toBe(0);
});

test('a task of unknown price goes out alone, and the balance is read again after it', async () => {
  const service = account(32, { told: false });
  await created(service, 6, 20);
  expect(service.creates()).toHaveLength(3);
  expect(readings(service)).toBe(4);
});

test.each([
  ['fails', apiError(503, 'Down'), /the balance cannot be read \(Down\)/],
  ['is refused', apiError(401, 'Invalid token'), /the balance cannot be read \(Invalid token\)/],
  ['comes in money alone', json({ data: {} }), /the balance cannot be read in credits/],
])('a balance that %s stops all creates, with the reason', async (_how, balance, words) => {
  const service = account(0, { balance });
  const refused = await created(service, 2, 20);
  expect(service.creates()).toEqual([]);
  expect(refused.map(({ error }) => error)).toEqual([
    expect.stringMatching(words),
    expect.stringMatching(words),
  ]);
});

test('an account without a limit is not braked', async () => {
  const balance = json({ data: { token: { unlimited_credits: true } } });
  const service = account(0, { balance });
  expect(await created(service, 3, 20)).toEqual([]);
});

test('a limit that evaluates to nothing is refused', async () => {
  const service = account(100);
  const refused = await created(service, 1, '');
  expect(service.requests).toEqual([]);
  expect(refused[0]?.error).toContain('Keep Credits is "", but must be a number; 0 means no limit.');
});

test('what a run may spend and what it must leave hold side by side', async () => {
  const service = account(1000);
  await created(service, 5, 20, { maxCredits: 11 });
  expect(service.creates()).toHaveLength(2);
});
