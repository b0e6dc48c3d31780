/** Create: one request, one paid task, one item. */
import { execute, flowers, picture } from '../support/context.mts';
import { accepted, completed, taskId } from '../support/replies.mts';
import { fakeService, json } from '../support/service.mts';

const request = {
  model: 'veo-3.1-image-to-video',
  prompt: 'The flowers sway gently in the wind',
  image_url: picture,
  aspect_ratio: '16:9',
  resolution: '1080p',
  duration: 8,
  generate_audio: false,
};

const item = {
  taskId,
  status: 'pending',
  progress: 0,
  isDone: false,
  isSuccess: false,
  isFailed: false,
  timedOut: false,
  nextCheckSeconds: expect.any(Number) as number,
  model: 'veo-3.1-image-to-video',
  videoUrl: null,
  videoUrls: [],
  createdAt: '2026-11-22T10:13:20.000Z',
  creditsReserved: 5,
  charged: 'yes',
  request,
  resumed: false,
};

test('the form as it starts makes one task and gives it back at once', async () => {
  const service = fakeService({ create: json(accepted()) });
  expect(await execute({ service, parameters: flowers })).toStrictEqual([
    { json: item, pairedItem: { item: 0 } },
  ]);
  expect(service.requests.map(({ method, url, body }) => ({ method, url, body }))).toEqual([
    { method: 'GET', url: picture, body: undefined },
    { method: 'POST', url: 'https://api.aihubmax.com/v1/videos/generations', body: request },
  ]);
});

test('without simplify the reply of the API comes along', async () => {
  const reply = accepted({ surprise: true });
  const service = fakeService({ create: json(reply) });
  const [only] = await execute({ service, parameters: { ...flowers, simplify: false } });
  expect(only?.json).toStrictEqual({ ...item, raw: reply });
});

test('a task that is finished at once has its video', async () => {
  const service = fakeService({ create: json(completed()) });
  const [only] = await execute({ service, parameters: flowers });
  expect(only?.json).toMatchObject({
    isSuccess: true,
    nextCheckSeconds: null,
    expiresAt: '2026-11-23T10:13:20.000Z',
  });
});

test('a task that failed at once is an item with its reason', async () => {
  const error = { code: 'content_policy_violation', message: 'Refused' };
  const service = fakeService({ create: json(accepted({ status: 'failed', error })) });
  const [only] = await execute({ service, parameters: flowers });
  expect(only?.json).toMatchObject({
    isFailed: true,
    failure: { category: 'content_policy', message: 'Refused' },
  });
  expect(only?.json).not.toHaveProperty('error');
});
