/** A person presses Retry: what failed is made anew, what is alive is picked up, and nothing else is paid for. */
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { accepted, completed, failed, processing, taskId, withoutVideo } from '../support/replies.mts';
import { apiError, fakeService, json, type Script } from '../support/service.mts';

const parameters = { ...flowers, operation: 'createAndWait' };
const byHand = { executionId: 'execution-2' };

const serving = (look: Script, id = taskId) => fakeService({ create: json(accepted({ id })), look });

/** A first execution that failed, as the second finds it. */
async function failedOnce(look: Script, over: Partial<Scene> = {}) {
  const clock = new VirtualClock();
  const scene: Scene = { service: serving(look), parameters, memory: {}, clock, ...over };
  return { scene, error: await failing(scene) };
}

test('a task that was completed without a video gets its time once more, so that a late link is found', async () => {
  const { scene, error } = await failedOnce(json(withoutVideo()));
  expect(error).toHaveProperty('description', expect.not.stringContaining('Retry on this execution'));
  const look: Script = (_request, nth) => json(nth < 3 ? withoutVideo() : completed());
  const service = serving(look, 'task-new');
  const [only] = await execute({ ...scene, ...byHand, service });
  expect(only?.json).toMatchObject({ taskId, isSuccess: true, resumed: true });
  expect(service.creates()).toEqual([]);
});

test('a link that never comes is reported again and again, and nothing is created', async () => {
  const { scene } = await failedOnce(json(withoutVideo()));
  for (const executionId of ['execution-2', 'execution-3']) {
    const service = serving(json(withoutVideo()), 'task-new');
    const error = await failing({ ...scene, executionId, service });
    expect(error).toMatchObject({ context: { category: 'completed_without_video', taskId } });
    expect(service.creates()).toEqual([]);
  }
});

test('with Recreate Failed Tasks a link that never comes is waited for once more, then a new task is created', async () => {
  const recreating = { parameters: { ...parameters, options: { recreateFailedTasks: true } } };
  const { scene } = await failedOnce(json(withoutVideo()), recreating);
  const beganMs = scene.clock?.elapsedMs ?? 0;
  const createdMs: number[] = [];
  const create: Script = () => {
    createdMs.push((scene.clock?.elapsedMs ?? 0) - beganMs);
    return json(accepted({ id: 'task-new' }));
  };
  const look: Script = ({ url }) =>
    json(url.endsWith('task-new') ? completed({ id: 'task-new' }) : withoutVideo());
  const service = fakeService({ create, look });
  const [only] = await execute({ ...scene, ...byHand, service });
  expect(only?.json).toMatchObject({ taskId: 'task-new', isSuccess: true, resumed: false });
  expect(createdMs).toHaveLength(1);
  expect(createdMs[0]).toBeGreaterThanOrEqual(120_000);
});

test.each([
  [true, { taskId: 'task-new', isSuccess: true, resumed: false }, 1],
  [
    false,
    { taskId, isFailed: true, failure: expect.objectContaining({ code: 'completed_without_video' }) },
    0,
  ],
])(
  'a video that was there, and is gone at a Retry, has its two minutes and no more: Recreate Failed Tasks %j',
  async (recreateFailedTasks, item, creates) => {
    const clock = new VirtualClock();
    const options = { recreateFailedTasks };
    const waitOptions = { onTaskFailure: 'returnTask' };
    const scene = { parameters: { ...parameters, options, waitOptions }, memory: {}, clock };
    await execute({ ...scene, service: serving(json(completed())) });
    const beganMs = clock.elapsedMs;
    const look: Script = ({ url }) =>
      json(url.endsWith('task-new') ? completed({ id: 'task-new' }) : withoutVideo());
    const service = serving(look, 'task-new');
    const [only] = await execute({ ...scene, ...byHand, service });
    expect(only?.json).toMatchObject(item);
    expect(service.creates()).toHaveLength(creates);
    expect(clock.elapsedMs - beganMs).toBeLessThan(180_000);
  },
);

test('an outage of a moment does not hide that the task has failed', async () => {
  const { scene } = await failedOnce(json(failed()));
  const look: Script = ({ url }, nth) => {
    if (nth === 0) return apiError(503, 'Busy');
    return json(url.endsWith('task-new') ? completed({ id: 'task-new' }) : failed());
  };
  const service = serving(look, 'task-new');
  expect((await execute({ ...scene, ...byHand, service }))[0]?.json).toMatchObject({ isSuccess: true });
  expect(service.creates()).toHaveLength(1);
});

test('a long outage leaves the next press of Retry its choice', async () => {
  const { scene } = await failedOnce(json(failed()));
  const outage: Script = (_request, nth) => (nth < 4 ? apiError(503, 'Busy') : json(failed()));
  const during = serving(outage);
  await failing({ ...scene, ...byHand, service: during });
  expect(during.creates()).toEqual([]);
  const look: Script = ({ url }) => json(url.endsWith('task-new') ? completed({ id: 'task-new' }) : failed());
  const service = serving(look, 'task-new');
  await execute({ ...scene, executionId: 'execution-3', service });
  expect(service.creates()).toHaveLength(1);
});

test('Retry On Fail within the retry of a person pays for nothing that the first try picked up', async () => {
  const { scene } = await failedOnce(json(failed()));
  const outage: Script = (_request, nth) => (nth < 4 ? apiError(503, 'Busy') : json(failed()));
  const service = serving(outage);
  await failing({ ...scene, ...byHand, service });
  await failing({ ...scene, ...byHand, service });
  expect(service.creates()).toEqual([]);
});

test('with Recreate Failed Tasks the error says that Retry On Fail pays as well', async () => {
  const { error } = await failedOnce(json(failed()), {
    parameters: { ...parameters, options: { recreateFailedTasks: true } },
  });
  expect(error).toHaveProperty(
    'description',
    expect.stringMatching(/charged again, also by Retry On Fail and .* Retry on this execution/),
  );
});

test('Get Status of a failed task speaks of no retry that costs, since it sends nothing', async () => {
  const service = fakeService({ look: json(failed()) });
  const reading = { operation: 'getStatus', taskId, waitForCompletion: true };
  const error = await failing({ service, parameters: reading });
  expect(error).toHaveProperty('description', expect.not.stringContaining('this execution'));
});

const unknown = apiError(404, 'Task not found', 'not_found');

test('a task that AIHubMax no longer knows is reported once, and the next Retry creates a new one', async () => {
  const { scene } = await failedOnce(json(processing(50)));
  const during = serving(unknown, 'task-new');
  const error = await failing({ ...scene, ...byHand, service: during });
  expect(error).toMatchObject({ context: { taskId } });
  expect(error).toHaveProperty('description', expect.stringContaining('Retry on this execution'));
  expect(error).toHaveProperty('description', expect.not.stringContaining('Use Get Status'));
  expect(during.creates()).toEqual([]);
  const look: Script = ({ url }) =>
    url.endsWith('task-new') ? json(completed({ id: 'task-new' })) : unknown;
  const service = serving(look, 'task-new');
  const [only] = await execute({ ...scene, executionId: 'execution-3', service });
  expect(only?.json).toMatchObject({ taskId: 'task-new', isSuccess: true });
  expect(service.creates()).toHaveLength(1);
});

test('a task that AIHubMax knows again after all is picked up', async () => {
  const { scene } = await failedOnce(json(processing(50)));
  await failing({ ...scene, ...byHand, service: serving(unknown, 'task-new') });
  const service = serving(json(completed()), 'task-new');
  const [only] = await execute({ ...scene, executionId: 'execution-3', service });
  expect(only?.json).toMatchObject({ taskId, isSuccess: true, resumed: true });
  expect(service.creates()).toEqual([]);
});
