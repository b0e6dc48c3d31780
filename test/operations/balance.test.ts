/** Get Credits: what is left, in which unit, and what is said when that cannot be read. */
import { execute, failing } from '../support/context.mts';
import { apiError, fakeService, json, type Script } from '../support/service.mts';

const account =
  (answers: Record<string, unknown>): Script =>
  ({ url }) => {
    const found = Object.entries(answers).find(([path]) => url.endsWith(path));
    return found ? json(found[1]) : apiError(404, 'Invalid URL');
  };

const parameters = { operation: 'getCredits' };

// api-contract.md section 6: hard limit = remaining + used; usage is in hundredths; 1e8 means unlimited.
test.each([
  [
    { hard_limit_usd: 100 },
    { total_usage: 1_250 },
    { remaining: 87.5, used: 12.5, total: 100, isUnlimited: false },
  ],
  [
    { hard_limit_usd: 100_000_000 },
    { total_usage: 300 },
    { remaining: null, used: 3, total: null, isUnlimited: true },
  ],
  [{ hard_limit_usd: 0 }, { total_usage: 0 }, { remaining: 0, used: 0, total: 0, isUnlimited: false }],
])('a total of %j and a usage of %j are a balance', async (subscription, usage, balance) => {
  const other = account({ '/billing/subscription': subscription, '/billing/usage': usage });
  const service = fakeService({ other });
  const [item] = await execute({ service, parameters });
  expect(item).toMatchObject({ json: balance, pairedItem: { item: 0 } });
  expect(service.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('many items are one reading', async () => {
  const service = fakeService({
    other: account({ '/v1/account/credits': { data: { token: { remaining_credits: 7 } } } }),
  });
  const items = await execute({ service, parameters, items: Array.from({ length: 50 }, () => ({})) });
  expect([items.length, service.requests.length]).toEqual([50, 3]);
});

test('either way to ask for the balance is enough', async () => {
  const token = { remaining_credits: 120, used_credits: 30 };
  const other = account({ '/v1/account/credits': { data: { token } } });
  const [item] = await execute({ service: fakeService({ other }), parameters });
  expect(item?.json).toMatchObject({
    total: null,
    credits: { key: { remainingCredits: 120, usedCredits: 30 } },
  });
});

const money = { '/billing/subscription': { hard_limit_usd: 100 }, '/billing/usage': { total_usage: 220 } };
const balanceOf = async (answers: Record<string, unknown>) => {
  const [item] = await execute({ service: fakeService({ other: account(answers) }), parameters });
  return item?.json ?? {};
};
const inCredits = (data: object) => ({ '/v1/account/credits': { data } });

test('the balance leads with the credits that creditsReserved counts in, and names the units', async () => {
  const token = { remaining_credits: 9_780, used_credits: 220 };
  const json = await balanceOf({ ...money, ...inCredits({ token }) });
  expect(json).toStrictEqual({
    remainingCredits: 9_780,
    unit: 'credits',
    ...{ remaining: 97.8, used: 2.2, total: 100 },
    moneyUnit: expect.stringContaining('USD') as string,
    isUnlimited: false,
    credits: { key: { remainingCredits: 9_780, usedCredits: 220 }, account: null },
  });
  expect(Object.keys(json)[0]).toBe('remainingCredits');
});

const limited = (remaining_credits: unknown) => ({ remaining_credits, used_credits: 0 });

test.each([
  ['the key has less', limited(50), limited(900), 50],
  ['the account has less', limited(900), limited(50), 50],
  ['the key is unlimited', { ...limited(0), unlimited_credits: true }, limited(50), 50],
  ['both are unlimited', { unlimited_credits: true }, { unlimited_credits: true }, null],
  ['the account is not told', limited('120'), undefined, 120],
  ['nothing is left', limited(0), limited(900), 0],
])('when %s, that is what remains', async (_when, token, user, remainingCredits) => {
  expect(await balanceOf(inCredits({ token, user }))).toMatchObject({ remainingCredits, unit: 'credits' });
});

test('a balance without a limit in credits is said to have none', async () => {
  const free = { unlimited_credits: true };
  expect(await balanceOf(inCredits({ token: free, user: free }))).toMatchObject({ isUnlimited: true });
});

test('a balance in money alone is said to be in money alone', async () => {
  expect(await balanceOf(money)).toStrictEqual({
    remainingCredits: null,
    unit: 'money',
    note: expect.stringMatching(/in money only.*creditsReserved/) as string,
    ...{ remaining: 97.8, used: 2.2, total: 100 },
    moneyUnit: expect.any(String) as string,
    isUnlimited: false,
    credits: null,
  });
});

test('a balance of which one half cannot be read is no balance, and the service says why', async () => {
  const other = account({
    '/billing/subscription': { hard_limit_usd: 100 },
    '/billing/usage': { error: { message: 'Lookup failed: token group' } },
  });
  const error = await failing({ service: fakeService({ other }), parameters });
  expect(error.message).toBe('Lookup failed: token group');
});

test('an answer that is no balance is said to be none', async () => {
  const service = fakeService({ other: json({ error: { message: 'Lookup failed' } }) });
  expect(await failing({ service, parameters })).toMatchObject({
    context: { category: 'service', itemIndex: 0 },
  });
});

test('a wrong key is said to be wrong', async () => {
  const service = fakeService({ other: apiError(401, 'Invalid API key') });
  expect(await failing({ service, parameters })).toMatchObject({
    message: 'Invalid API key',
    context: { category: 'authentication' },
  });
});
