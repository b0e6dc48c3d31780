/** Check: what it would cost and whether the balance covers it, for each item and in sum. */
import { VirtualClock } from '../support/clock.mts';
import { check, checked, serving } from '../support/checking.mts';
import { execute, failing, flowers, key } from '../support/context.mts';
import { apiError, json } from '../support/service.mts';

test('what a task like it reserved before is what it is expected to cost; nothing is guessed', async () => {
  const clock = new VirtualClock();
  const first = await checked({ clock });
  await execute({ service: serving(), parameters: flowers, clock });
  const second = await checked({ clock });
  const dearer = await checked({ clock, parameters: { ...check, resolution: '4k' } });
  const otherKey = await checked({ clock, apiKey: `${key}x` });
  const costs = [first, second, dearer, otherKey].map(({ json: item }) => item.expectedCredits);
  expect(costs).toEqual([null, 5, null, null]);
});

test('the balance is read once for all items, and a hint sums up', async () => {
  const hints: string[] = [];
  const clock = new VirtualClock();
  await execute({ service: serving(), parameters: flowers, clock });
  const service = serving();
  const items = [{}, { prompt: '' }, {}, { resolution: '4k' }];
  const output = await execute({ service, parameters: check, items, hints, clock });
  expect(output.map(({ json: item }) => item.valid)).toEqual([true, false, true, true]);
  expect(service.requests.filter(({ url }) => url.includes('/v1/account/'))).toHaveLength(1);
  expect(hints).toEqual([
    '3 of 4 items are valid. They would cost 10 credits, and more for 1 whose price is not known yet. Item 2 is wrong: see "problem". 9780 credits are left.',
  ]);
});

test('a balance that does not cover it is a warning', async () => {
  const hints: string[] = [];
  const clock = new VirtualClock();
  await execute({ service: serving(), parameters: flowers, clock });
  const poor = json({ data: { token: { remaining_credits: 7 } } });
  await execute({ service: serving(undefined, poor), parameters: check, items: [{}, {}], hints, clock });
  expect(hints).toEqual([
    'The balance does not cover that.',
    'All 2 items are valid. They would cost 10 credits. 7 credits are left.',
  ]);
});

test.each([
  ['in money alone', json({ hard_limit_usd: 5 }), null],
  ['not at all', apiError(503, 'Down'), null],
  ['without a limit', json({ data: { token: { unlimited_credits: true } } }), { remainingCredits: null }],
])('a balance that is told %s is %j', async (_how, balance, expected) => {
  expect((await checked({ service: serving(undefined, balance) })).json.balance).toEqual(expected);
});

test('a wrong key is an error as everywhere', async () => {
  const service = serving(undefined, apiError(401, 'Invalid token'));
  expect(await failing({ service, parameters: check })).toMatchObject({ message: 'Invalid token' });
});
