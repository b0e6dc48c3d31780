/** Stop: the node lets go within a second, sends nothing more, and never hides what was paid for. */
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers } from '../support/context.mts';
import { accepted, processing, taskId } from '../support/replies.mts';
import { fakeService, json } from '../support/service.mts';

const parameters = { ...flowers, operation: 'createAndWait' };

test.each([false, true])(
  'Stop ends a wait within a second and names the task (Continue On Fail: %j)',
  async (continueOnFail) => {
    const stop = new AbortController();
    const clock = new VirtualClock();
    const service = fakeService({ create: json(accepted()), look: json(processing(50)) });
    clock.at(45_600, () => stop.abort());
    const error = await failing({ service, parameters, clock, stop: stop.signal, continueOnFail });
    expect(error.message + String('description' in error && error.description)).toContain(taskId);
    expect(clock.elapsedMs).toBeLessThanOrEqual(46_700);
    const before = service.requests.length;
    await clock.pass(3_600_000);
    expect([service.requests.length, clock.sleepers]).toEqual([before, 0]);
  },
);

test.each(['create', 'createAndWait', 'getStatus'])(
  '%s sends nothing when n8n runs the node again after Stop',
  async (operation) => {
    const service = fakeService({});
    const error = await failing({
      service,
      parameters: { ...flowers, operation, taskId },
      stop: AbortSignal.abort(),
    });
    expect(error).toMatchObject({ context: { category: 'cancelled' } });
    expect(service.requests).toEqual([]);
  },
);

test('after Stop no further item is submitted', async () => {
  const stop = new AbortController();
  const create = () => {
    stop.abort();
    return json(accepted());
  };
  const service = fakeService({ create });
  const items = ['Waves', 'Wind', 'Rain'].map((prompt) => ({ prompt }));
  const once = { ...flowers, batching: { maxConcurrentTasks: 1 } };
  await failing({ service, parameters: once, items, stop: stop.signal, continueOnFail: true });
  expect(service.creates()).toHaveLength(1);
});

test('after Stop no further task is read', async () => {
  const stop = new AbortController();
  const look = () => {
    stop.abort();
    return json(processing(50));
  };
  const service = fakeService({ look });
  const items = Array.from({ length: 100 }, (_none, nth) => ({ taskId: `task-${nth}` }));
  await failing({ service, parameters: { operation: 'getStatus', taskId: '' }, items, stop: stop.signal });
  // Those that were under way at that moment.
  expect(service.looks().length).toBeLessThanOrEqual(25);
});

test('a create that Stop cut off is not known to have been accepted', async () => {
  const stop = new AbortController();
  const memory = {};
  const service = fakeService({
    create: () => {
      stop.abort();
      return { code: 'ERR_CANCELED' };
    },
  });
  const error = await failing({ service, parameters, memory, stop: stop.signal });
  expect(error).toMatchObject({ context: { category: 'cancelled' } });
  expect(await failing({ service, parameters, memory })).toMatchObject({
    context: { category: 'submission_unknown' },
  });
  expect(service.creates()).toHaveLength(1);
});

test('an n8n without a stop signal works all the same', async () => {
  const service = fakeService({ create: json(accepted()) });
  expect(await execute({ service, parameters: flowers, stop: undefined })).toHaveLength(1);
});
