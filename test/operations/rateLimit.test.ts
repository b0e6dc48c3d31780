/** A lasting rate limit: a run ends in good time, each item says why, and nothing is lost. */
import { VirtualClock } from '../support/clock.mts';
import { execute, flowers } from '../support/context.mts';
import { accepted, completed } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json, type Script } from '../support/service.mts';

const items = (count: number) => Array.from({ length: count }, (_, nth) => ({ prompt: `Wave ${nth}` }));

const refusing = (retryAfter?: string) => ({
  ...apiError(429, 'Too many requests'),
  ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
});

const waiting = (timeoutMinutes: number) => ({
  ...{ ...flowers, operation: 'createAndWait', waitOptions: { timeoutMinutes } },
});

test.each(['120', '1', undefined])(
  'twelve items with half a minute each end within two minutes when all is refused, with Retry-After %s',
  async (retryAfter) => {
    const clock = new VirtualClock();
    const service = fakeService({ create: refusing(retryAfter) });
    const done = await execute({
      ...{ clock, service, items: items(12), continueOnFail: true },
      parameters: waiting(0.5),
    });
    expect(clock.elapsedMs).toBeLessThanOrEqual(120_000);
    expect(done).toHaveLength(12);
    for (const { json: item } of done) expect(item.message).toMatch(/^rate_limited: /);
  },
);

test('many readings are given up soon when all are refused', async () => {
  const clock = new VirtualClock();
  const service = fakeService({ look: refusing('60') });
  await execute({
    ...{ clock, service, items: items(500), continueOnFail: true },
    parameters: { operation: 'getStatus', taskId: 'task-1' },
  });
  expect(clock.elapsedMs).toBeLessThanOrEqual(3 * 60_000);
});

test('once the limit lets requests through again every item gets its video', async () => {
  const clock = new VirtualClock();
  const create: Script = (_request, nth) =>
    clock.elapsedMs < 300_000 ? refusing('30') : json(accepted({ id: `task-${nth}` }));
  const look: Script = (request) => json(completed({ id: askedFor(request) }));
  const service = fakeService({ create, look });
  const done = await execute({ clock, service, items: items(20), parameters: waiting(15) });
  expect(done.map(({ json: item }) => item.isSuccess)).toEqual(done.map(() => true));
  expect(new Set(done.map(({ json: item }) => item.taskId)).size).toBe(20);
});

test('Max Concurrent Tasks is one setting of the run: the first item says it, not the largest of all', async () => {
  const clock = new VirtualClock();
  let open = 0;
  let most = 0;
  const create: Script = async (_request, nth) => {
    most = Math.max(most, (open += 1));
    await clock.sleep(1_000);
    open -= 1;
    return json(accepted({ id: `task-${nth}` }));
  };
  const perItem = items(6).map((item, nth) => ({
    ...item,
    batching: { maxConcurrentTasks: nth === 5 ? 6 : 2 },
  }));
  await execute({ clock, service: fakeService({ create }), items: perItem, parameters: flowers });
  expect(most).toBe(2);
});
