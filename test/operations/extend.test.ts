/** Extending the video of an earlier task. */
import { execute, failing } from '../support/context.mts';
import { accepted, completed, pending, taskId } from '../support/replies.mts';
import { askedFor, fakeService, json } from '../support/service.mts';

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

test('a task without a video cannot be extended, and nothing is paid for', async () => {
  const service = fakeService({ look: json(pending()) });
  expect(await failing({ service, parameters: extend })).toMatchObject({
    context: { category: 'input_media' },
  });
  expect(service.creates()).toEqual([]);
});
