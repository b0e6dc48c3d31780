/** An agent's tools: the same node, called side by side within one execution, with one memory. */
import { execute, flowers, outputs, type Scene } from '../support/context.mts';
import { VirtualClock } from '../support/clock.mts';
import { accepted, failed, pending, processing, taskId } from '../support/replies.mts';
import { askedFor, fakeService, json } from '../support/service.mts';

function scene(over: Partial<Scene> = {}) {
  const clock = new VirtualClock();
  const service = fakeService({
    create: async (_request, nth) => {
      await clock.sleep(2_000);
      return json(accepted({ id: `task-${nth}`, usage: { credits_reserved: 5 } }));
    },
    look: (request) => json(processing(10, { id: askedFor(request) })),
  });
  return { clock, service, memory: {}, parameters: flowers, isTool: true, ...over };
}

const worded = (prompt: string) => ({ parameters: { ...flowers, prompt, batching: { maxCredits: 5 } } });

test('two orders in the same words are one order, and both callers get its task', async () => {
  const one = scene();
  const results = await Promise.all([execute(one), execute(one)]);
  expect(one.service.creates()).toHaveLength(1);
  expect(results.map(([item]) => [item?.json.taskId, item?.json.resumed])).toEqual([
    ['task-0', false],
    ['task-0', true],
  ]);
});

test('a second call while the first is under way is not told that its outcome is unknown', async () => {
  const one = scene();
  const later = one.clock.run(one.clock.sleep(1_000)).then(async () => await execute(one));
  const results = await Promise.all([execute(one), later]);
  expect(results.map(([item]) => item?.json.taskId)).toEqual(['task-0', 'task-0']);
});

test('orders side by side spend from one purse', async () => {
  const one = scene();
  const calls = ['Waves', 'Wind', 'Rain'].map(async (prompt) => await execute({ ...one, ...worded(prompt) }));
  const results = await Promise.all(calls);
  expect(one.service.creates()).toHaveLength(1);
  expect(results.filter(([item]) => item?.json.error)).toHaveLength(2);
});

test('nine calls side by side reserve no more than the limit', async () => {
  const one = scene();
  const limited = (nth: number) => ({
    parameters: { ...flowers, prompt: `Wave ${nth}`, batching: { maxCredits: 8 } },
  });
  await Promise.all(Array.from({ length: 9 }, async (_, nth) => await execute({ ...one, ...limited(nth) })));
  expect(one.service.creates()).toHaveLength(1);
});

test('Retry On Fail on a tool whose prompt changes by itself sends an order whose outcome is unknown once', async () => {
  const service = fakeService({ create: { code: 'ECONNRESET' } });
  const call = { ...scene({ service }), step: {}, isTool: true, isEngineTool: true };
  await execute({ ...call, parameters: { ...flowers, prompt: 'At 12:00' } });
  await execute({ ...call, parameters: { ...flowers, prompt: 'At 12:01' } });
  expect(service.creates()).toHaveLength(1);
  await execute({ ...call, step: {}, parameters: { ...flowers, prompt: 'At 12:01' } });
  expect(service.creates()).toHaveLength(2);
});

test.each([
  ['running', pending()],
  ['failed', failed()],
])('a task that is %s reaches the agent, whatever Route by Status says', async (_how, reply) => {
  const parameters = { operation: 'getStatus', taskId, routeByStatus: true };
  const [first = [], ...others] = await outputs({
    service: fakeService({ look: json(reply) }),
    parameters,
    isTool: true,
  });
  expect(first.map(({ json: item }) => item.taskId)).toEqual([taskId]);
  expect(others).toEqual([]);
});
