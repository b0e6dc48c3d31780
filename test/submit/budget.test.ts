/** Max Credits: a limit that holds whatever the service answers, and never holds up more than it must. */
import { created, prompts, serving, task } from '../support/budget.mts';
import { execute, flowers, type Scene } from '../support/context.mts';
import { VirtualClock } from '../support/clock.mts';
import { failed, processing } from '../support/replies.mts';
import { apiError, askedFor, json, type Reaction, type Script } from '../support/service.mts';

const costing =
  (credits: number): Script =>
  (_request, nth) =>
    task(nth, { credits_reserved: credits });

test('a submission whose outcome nobody knows counts as if it was accepted', async () => {
  const create = (_request: unknown, nth: number): Reaction =>
    nth === 0 ? task(0, { credits_reserved: 5 }) : { code: 'ECONNRESET' };
  expect(await created(serving(create), { maxCredits: 10 })).toBe(2);
});

test('while nobody knows what a video costs there is only one', async () => {
  expect(await created(serving({ code: 'ECONNRESET' }), { maxCredits: 10 })).toBe(1);
  const look: Script = (request) => json(processing(10, { id: askedFor(request), usage: undefined }));
  const untold = serving((_request, nth) => task(nth, undefined), look);
  expect(await created(untold, { maxCredits: 10 })).toBe(1);
});

test('a price that nobody knew in one pass of a loop says nothing about the next', async () => {
  const memory = {};
  const service = serving((_request, nth) =>
    nth === 0 ? { code: 'ECONNRESET' } : task(nth, { credits_reserved: 5 }),
  );
  await created(service, { maxCredits: 10 }, { memory, runIndex: 0 });
  expect(await created(service, { maxCredits: 10 }, { memory, runIndex: 1 })).toBe(1 + 2);
});

test('a price that the create does not tell is looked up', async () => {
  const look: Script = (request) =>
    json(processing(10, { id: askedFor(request), usage: { credits_reserved: 5 } }));
  const service = serving((_request, nth) => task(nth, undefined), look);
  expect(await created(service, { maxCredits: 10 })).toBe(2);
});

test.each([-1_000, Number.NaN])('a price of %j does not raise the limit', async (price) => {
  const create: Script = (_request, nth) => task(nth, { credits_reserved: nth === 1 ? price : 5 });
  expect(await created(serving(create), { maxCredits: 10 })).toBeLessThanOrEqual(3);
});

test('an execution that was saved and loaded again knows its prices', async () => {
  const scene = { parameters: { ...flowers, batching: { maxCredits: 5 } }, isTool: true };
  const service = serving(costing(5));
  const memory = {};
  await execute({ ...scene, service, memory });
  const loaded = JSON.parse(JSON.stringify(memory)) as Record<string, unknown>;
  await execute({ ...scene, service, memory: loaded, items: [{ prompt: 'Another' }] });
  expect(service.creates()).toHaveLength(1);
});

test('what was unknown counts once its price is known', async () => {
  const create: Script = (_request, nth) =>
    nth === 0 ? { code: 'ECONNRESET' } : task(nth, { credits_reserved: 5 });
  const items = [0, 0, 15, 15].map((maxCredits, nth) => ({
    prompt: `Wave ${nth}`,
    batching: { maxCredits },
  }));
  const service = serving(create);
  await execute({ service, parameters: flowers, items, continueOnFail: true });
  expect(service.creates()).toHaveLength(3);
});

test('fractions add up as people add them', async () => {
  const service = serving(costing(1.1));
  expect(await created(service, { maxCredits: 3.3 }, { items: prompts(3) })).toBe(3);
});

test('another kind of video shows its own price first', async () => {
  const dear = (request: { body?: unknown }) => (request.body as { resolution: string }).resolution === '4k';
  const create: Script = (request, nth) => task(nth, { credits_reserved: dear(request) ? 40 : 2 });
  const items = prompts(20).map((item, nth) => ({ ...item, resolution: nth === 0 ? '720p' : '4k' }));
  const service = serving(create);
  expect(await created(service, { maxCredits: 50, maxConcurrentTasks: 20 }, { items })).toBe(2);
});

test('a refusal by the service gives its room to the next item', async () => {
  const clock = new VirtualClock();
  const create: Script = async (_request, nth) => {
    await clock.sleep(1_000);
    return nth === 1 ? apiError(422, 'Not this one') : task(nth, { credits_reserved: 5 });
  };
  expect(await created(serving(create), { maxCredits: 10 }, { clock, items: prompts(5) })).toBe(3);
});

test('items with a limit and items without one do not wait for each other forever', async () => {
  const clock = new VirtualClock();
  const create: Script = async (_request, nth) => {
    await clock.sleep(500);
    return task(nth, { credits_reserved: 5 });
  };
  const items = [0, 10, 10].map((maxCredits, nth) => ({ prompt: `Wave ${nth}`, batching: { maxCredits } }));
  const service = serving(create);
  await execute({ clock, service, parameters: flowers, items, continueOnFail: true });
  expect(service.creates()).toHaveLength(2);
});

test('failed tasks that are made anew count as often as they were paid for', async () => {
  const look: Script = (request) => json(failed({ id: askedFor(request) }));
  const service = serving(costing(5), look);
  const memory = {};
  const parameters = {
    ...{ ...flowers, operation: 'createAndWait', batching: { maxCredits: 10 } },
    options: { recreateFailedTasks: true },
  };
  for (let attempt = 1; attempt <= 5; attempt++)
    await execute({ service, memory, parameters, continueOnFail: true });
  expect(service.creates()).toHaveLength(2);
});

test('a person who presses Retry may spend the limit again', async () => {
  const look: Script = (request) => json(failed({ id: askedFor(request) }));
  const service = serving(costing(5), look);
  const parameters = { ...flowers, operation: 'createAndWait', batching: { maxCredits: 5 } };
  const scene: Scene = { service, memory: {}, parameters, continueOnFail: true };
  await execute(scene);
  await execute({ ...scene, executionId: 'execution-2' });
  expect(service.creates()).toHaveLength(2);
});
