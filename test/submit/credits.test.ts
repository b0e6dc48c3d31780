/** Max Credits: what a batch may cost. */
import type { INodeParameters } from 'n8n-workflow';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers } from '../support/context.mts';
import { accepted, processing } from '../support/replies.mts';
import { askedFor, fakeService, json } from '../support/service.mts';

const items = ['Waves', 'Wind', 'Rain', 'Snow', 'Fire'].map((prompt) => ({ prompt }));
const costing = (credits: number) =>
  fakeService({
    create: ({ body }) => {
      const { prompt } = body as { prompt: string };
      return json(
        accepted({ id: `task-${prompt}`.replaceAll(' ', '-'), usage: { credits_reserved: credits } }),
      );
    },
    look: (request) => json(processing(10, { id: askedFor(request) })),
  });

test.each([
  [5, 0, 5],
  [5, 25, 5],
  [5, 24, 4],
  [5, 10, 2],
  [5, 4, 1],
])('of tasks at %i credits, a limit of %i lets %i through', async (credits, maxCredits, through) => {
  const service = costing(credits);
  const output = await execute({
    service,
    parameters: { ...flowers, batching: { maxCredits } },
    items,
    continueOnFail: true,
  });
  expect(service.creates()).toHaveLength(through);
  const refused = output.filter(({ json: { error } }) => error !== undefined);
  expect(refused).toHaveLength(items.length - through);
  for (const { json: item } of refused) expect(item.message).toMatch(/^limit_reached: /);
});

test('the limit holds over all tries of the node', async () => {
  const memory = {};
  const service = costing(5);
  const parameters = { ...flowers, batching: { maxCredits: 10, maxConcurrentTasks: 1 } };
  for (let attempt = 1; attempt <= 3; attempt++) {
    const error = await failing({ service, memory, parameters, items: items.slice(0, 3) });
    expect(error).toMatchObject({ context: { category: 'limit_reached', itemIndex: 2 } });
  }
  expect(service.creates()).toHaveLength(2);
});

const limitedTo = (maxCredits: number) => ({ ...flowers, batching: { maxCredits } });

test('a price that this process knows from another execution counts before anything is sent', async () => {
  const service = costing(40);
  const clock = new VirtualClock();
  const run = async (executionId: string, parameters: INodeParameters) =>
    await execute({ service, clock, parameters, executionId, continueOnFail: true });
  await run('one', flowers);
  const [check] = await run('check', { ...limitedTo(10), operation: 'check' });
  expect(check?.json.expectedCredits).toBe(40);
  const [refused] = await run('two', limitedTo(10));
  expect(refused?.json.error).toBe(
    'Not sent: Max Credits is 10, and with this item the run would reserve 40',
  );
  expect(service.creates()).toHaveLength(1);
  const [fits] = await run('three', { ...limitedTo(40), prompt: 'Waves' });
  expect(fits?.json.taskId).toBe('task-Waves');
});

test('an outcome that nobody knows counts at the price that this process knows', async () => {
  const clock = new VirtualClock();
  const known = { clock, parameters: limitedTo(80), items, continueOnFail: true };
  await execute({ ...known, service: costing(40), executionId: 'one' });
  const service = fakeService({ create: { code: 'ECONNRESET' } });
  await execute({ ...known, service, executionId: 'two' });
  expect(service.creates()).toHaveLength(2);
});
