/** A task that AIHubMax no longer knows: no proof at once, and no reason to block Retry forever. */
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers } from '../support/context.mts';
import type { Scene } from '../support/context.mts';
import { accepted, completed, processing, taskId } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';
import type { Script } from '../support/service.mts';

const parameters = { ...flowers, operation: 'createAndWait' };
const byHand = { executionId: 'execution-2' };

const serving = (look: Script, id = taskId) => fakeService({ create: json(accepted({ id })), look });

/** A first execution that failed, as the second finds it. */
async function failedOnce(look: Script, over: Partial<Scene> = {}) {
  const clock = new VirtualClock();
  const scene: Scene = { service: serving(look), parameters, memory: {}, clock, ...over };
  return { scene, error: await failing(scene) };
}

test('a task that AIHubMax no longer knows is reported once, and the next Retry creates a new one', async () => {
  const { scene } = await failedOnce(json(processing(50)));
  const unknown = apiError(404, 'Task not found', 'not_found');
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
  const unknown = apiError(404, 'Task not found', 'not_found');
  await failing({ ...scene, ...byHand, service: serving(unknown, 'task-new') });
  const service = serving(json(completed()), 'task-new');
  const [only] = await execute({ ...scene, executionId: 'execution-3', service });
  expect(only?.json).toMatchObject({ taskId, isSuccess: true, resumed: true });
  expect(service.creates()).toEqual([]);
});
