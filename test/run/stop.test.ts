/** Stop: the node lets go within a second, sends nothing more, and never hides what was paid for. */
import type { WorkflowExecuteMode } from 'n8n-workflow';
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

test.each([
  [1, '1 create is on its way: its task will be in'],
  [3, '3 creates are on their way: their tasks will be in'],
])('%i unanswered creates at Stop are told, and nobody says that nothing was sent', async (count, told) => {
  const clock = new VirtualClock();
  const stop = new AbortController();
  const create = async () => {
    await clock.sleep(30_000);
    return json(accepted());
  };
  clock.at(5_000, () => stop.abort());
  const items = Array.from({ length: count }, (_none, nth) => ({ prompt: `Wave ${nth}` }));
  const service = fakeService({ create });
  const error = await failing({ service, parameters, items, clock, stop: stop.signal });
  expect(error).toMatchObject({
    message: 'The execution was canceled',
    description: `cancelled: Tasks that were started go on at AIHubMax. ${told} n8n's log.`,
  });
  await clock.pass(60_000);
  expect(service.creates()).toHaveLength(count);
});

test.each<[WorkflowExecuteMode, string]>([
  ['trigger', `Get Status with its task ID. Tasks`],
  ['manual', `Execute step, which does not charge for it again unless it fails or an item changes. Tasks`],
])('after Stop in mode %s no button is named that n8n does not show', async (mode, way) => {
  const clock = new VirtualClock();
  const stop = new AbortController();
  const service = fakeService({ create: json(accepted()), look: json(processing(50)) });
  clock.at(45_600, () => stop.abort());
  const error = await failing({ service, parameters, clock, stop: stop.signal, mode });
  expect(error).toHaveProperty(
    'description',
    `cancelled: 1 task of this run is paid for. To get it: ${way} that were started go on at AIHubMax. Task IDs: ${taskId}.`,
  );
});

test('an n8n without a stop signal works all the same', async () => {
  const service = fakeService({ create: json(accepted()) });
  expect(await execute({ service, parameters: flowers, stop: undefined })).toHaveLength(1);
});
