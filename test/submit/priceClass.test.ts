/** Max Credits over several price classes: what a task costs is known only once one like it was created. */
import { created, prompts, serving, task } from '../support/budget.mts';
import { VirtualClock } from '../support/clock.mts';
import type { FakeService, Reaction, Script } from '../support/service.mts';

/** What a task of each resolution costs in these tests; nobody tells the node. */
const prices: Record<string, number> = { '720p': 2, '1080p': 34, '4k': 64 };

const pricedByBody: Script = (request, nth) => {
  const { resolution } = request.body as { resolution: string };
  return task(nth, { credits_reserved: prices[resolution] ?? 0 });
};

const reservedIn = (service: FakeService): number =>
  service
    .creates()
    .reduce((sum, { body }) => sum + (prices[(body as { resolution: string }).resolution] ?? 0), 0);

test('of several price classes never more than one goes out whose price is unknown', async () => {
  const clock = new VirtualClock();
  const create: Script = async (request, nth) => {
    await clock.sleep(1_000);
    return await (pricedByBody as (one: typeof request, nth: number) => Promise<Reaction>)(request, nth);
  };
  const items = ['4k', '1080p', '720p', '4k', '1080p'].map((resolution, nth) => ({
    ...{ prompt: `Wave ${nth}`, resolution, duration: 4 + 2 * (nth % 3) },
  }));
  const service = serving(create);
  await created(service, { maxCredits: 10, maxConcurrentTasks: 5 }, { clock, items });
  expect(service.creates()).toHaveLength(1);
});

test('what costs is what is sent: Additional Fields change the price class as well', async () => {
  const items = prompts(20).map((item, nth) => ({
    ...{ ...item, resolution: '720p' },
    ...(nth > 0 && { options: { additionalFields: '{"resolution":"4k"}' } }),
  }));
  const service = serving(pricedByBody);
  await created(service, { maxCredits: 50 }, { items });
  // One of each class at the most: after 2 credits the 4K price is unknown, and one is enough to learn it.
  expect(service.creates()).toHaveLength(2);
  expect(reservedIn(service)).toBe(66);
});

test('while it is unknown whether a dear video was accepted, no other price class goes out', async () => {
  const create: Script = (request, nth) =>
    nth === 1
      ? { code: 'ECONNRESET' }
      : (pricedByBody as (one: typeof request, nth: number) => Reaction)(request, nth);
  const items = ['720p', '4k', '1080p', '720p'].map((resolution, nth) => ({
    prompt: `Wave ${nth}`,
    resolution,
  }));
  const service = serving(create);
  await created(service, { maxCredits: 50 }, { items });
  expect(service.creates()).toHaveLength(2);
});

test('without a limit creates go side by side', async () => {
  const clock = new VirtualClock();
  const create: Script = async (_request, nth) => {
    await clock.sleep(1_000);
    return task(nth, { credits_reserved: 5 });
  };
  await created(serving(create), { maxConcurrentTasks: 20 }, { clock });
  expect(clock.elapsedMs).toBeLessThan(2_000);
});
