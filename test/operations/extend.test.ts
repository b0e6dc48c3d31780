/** Extending the video of an earlier task. */
import { execute, failing } from '../support/context.mts';
import { accepted, completed, pending, taskId } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json } from '../support/service.mts';

const extend = {
  operation: 'create',
  mode: 'extend',
  model: 'veo-3.1-extend',
  prompt: 'On and on',
  sourceTaskId: taskId,
};

test('a task is extended by the link that it has now', async () => {
  const service = fakeService({ look: json(completed()), create: json(accepted({ id: 'task-2' })) });
  await execute({ service, parameters: extend });
  expect(service.looks().map(askedFor)).toEqual([taskId]);
  expect(service.creates()[0]?.body).toMatchObject({
    model: 'veo-3.1-extend',
    video_url: 'https://cdn.example.test/out/k3v9x2qa.mp4',
  });
});

test.each([404, 500])(
  'a task that answers HTTP %i is not taken for one that this item has paid for',
  async (status) => {
    const service = fakeService({ look: apiError(status, 'No luck') });
    const error = await failing({ service, parameters: extend });
    expect(error).toMatchObject({ message: `No luck (task ${taskId})` });
    expect(error).not.toHaveProperty('description', expect.stringMatching(/Use Get Status|charged again/));
    expect(error).not.toHaveProperty('context.taskId');
    expect(service.creates()).toEqual([]);
  },
);

test('a source task that AIHubMax does not know says what to check', async () => {
  const service = fakeService({ look: apiError(404, 'Task not found: abc') });
  const error = await failing({ service, parameters: { ...extend, sourceTaskId: 'abc' } });
  const advice =
    'No task of this ID belongs to this API key: check the ID, and that it was created with the same key. Nothing was charged.';
  expect(error).toMatchObject({ description: `invalid_request: ${advice}` });
});

test('a second try shows the address that the first one sent', async () => {
  const memory = {};
  const service = fakeService({
    look: (request) => json(completed({ id: askedFor(request) })),
    create: json(accepted({ id: 'task-2' })),
  });
  const first = await execute({ service, memory, parameters: extend });
  const second = await execute({ service, memory, parameters: extend });
  expect(second[0]?.json).toMatchObject({ resumed: true, request: first[0]?.json.request });
  expect(service.creates()).toHaveLength(1);
});

test('a task without a video cannot be extended, and nothing is paid for', async () => {
  const service = fakeService({ look: json(pending()) });
  expect(await failing({ service, parameters: extend })).toMatchObject({
    context: { category: 'input_media' },
  });
  expect(service.creates()).toEqual([]);
});
