/** Many items: one in, one out, paired and in order, and none pays for the failure of another. */
import { execute, failing, flowers } from '../support/context.mts';
import { accepted, completed, processing } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json } from '../support/service.mts';
import { VirtualClock } from '../support/clock.mts';

const prompts = ['Waves', 'Wind', 'Rain', 'Snow', 'Fire', 'Fog', 'Dust'];

/** A task is named after its prompt. */
const idOf = (body: unknown) => `task-${(body as { prompt: string }).prompt}`;

const naming = () => fakeService({ create: ({ body }) => json(accepted({ id: idOf(body) })) });

const items = prompts.map((prompt) => ({ prompt }));

test('every item becomes one item, in order and paired', async () => {
  const service = naming();
  const output = await execute({ service, parameters: flowers, items });
  expect(output.map(({ json: { taskId }, pairedItem }) => ({ taskId, pairedItem }))).toEqual(
    prompts.map((prompt, item) => ({ taskId: `task-${prompt}`, pairedItem: { item } })),
  );
  expect(service.creates()).toHaveLength(prompts.length);
});

test('tasks that end in another order come out in the order of their items', async () => {
  const clock = new VirtualClock();
  const service = fakeService({
    create: ({ body }) => json(accepted({ id: idOf(body) })),
    look: (request) => {
      const id = askedFor(request);
      const due = (prompts.length - prompts.indexOf(id.slice(5))) * 20_000;
      return json(clock.elapsedMs >= due ? completed({ id }) : processing(10, { id }));
    },
  });
  const output = await execute({
    service,
    clock,
    parameters: { ...flowers, operation: 'createAndWait' },
    items,
  });
  expect(output.map(({ json: { taskId } }) => taskId)).toEqual(prompts.map((prompt) => `task-${prompt}`));
});

test.each([1, 2, 5])(
  'no more than %i tasks are open at once when the user says so',
  async (maxConcurrentTasks) => {
    const clock = new VirtualClock();
    const started = new Map<string, number>();
    const open = new Set<string>();
    let most = 0;
    const service = fakeService({
      create: ({ body }) => {
        started.set(idOf(body), clock.now());
        most = Math.max(most, open.add(idOf(body)).size);
        return json(accepted({ id: idOf(body) }));
      },
      look: (request) => {
        const id = askedFor(request);
        if (clock.now() - (started.get(id) ?? 0) < 60_000) return json(processing(10, { id }));
        open.delete(id);
        return json(completed({ id }));
      },
    });
    const parameters = { ...flowers, operation: 'createAndWait', batching: { maxConcurrentTasks } };
    expect(await execute({ service, clock, parameters, items })).toHaveLength(prompts.length);
    expect(most).toBe(maxConcurrentTasks);
  },
);

test('without Continue On Fail one wrong item keeps all from being sent', async () => {
  const service = naming();
  const error = await failing({ service, parameters: flowers, items: [{ prompt: 'Waves' }, { prompt: '' }] });
  expect(error).toMatchObject({
    message: 'Item 2 of 2: Prompt is empty, but the video needs it.',
    context: { itemIndex: 1 },
  });
  expect(service.creates()).toEqual([]);
});

test.each(['create', 'createAndWait'])(
  '%s: an item that ends the run names the tasks that were paid for',
  async (operation) => {
    const clock = new VirtualClock();
    const service = fakeService({
      create: ({ body }) =>
        idOf(body) === 'task-Snow' ? apiError(422, 'No snow') : json(accepted({ id: idOf(body) })),
      look: (request) => json(completed({ id: askedFor(request) })),
    });
    const parameters = { ...flowers, operation, batching: { maxConcurrentTasks: 1 } };
    const error = await failing({ service, clock, parameters, items });
    expect(error).toMatchObject({ message: 'Item 4 of 7: No snow', context: { itemIndex: 3 } });
    for (const id of ['task-Waves', 'task-Wind', 'task-Rain']) {
      expect(error).toHaveProperty('description', expect.stringContaining(id));
    }
    expect(service.creates()).toHaveLength(4);
  },
);

test('no items make no requests', async () => {
  const service = fakeService({});
  expect(await execute({ service, parameters: flowers, items: [] })).toEqual([]);
  expect(service.requests).toEqual([]);
});
