/** A refusal of the key or for lack of credits ends the submissions of a run; no other refusal does. */
import { file, png } from '../support/binaries.mts';
import { VirtualClock } from '../support/clock.mts';
import { execute, flowers } from '../support/context.mts';
import { accepted, taskId } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';

test.each([
  [401, undefined],
  [402, undefined],
  // Whatever the code says.
  [402, 'resource_exhausted'],
])('after HTTP %i with the code %s no further item is submitted', async (status, code) => {
  const items = ['Waves', 'Wind', 'Rain'].map((prompt) => ({ prompt }));
  const service = fakeService({ create: apiError(status, 'Not with this key', code) });
  const once = { ...flowers, batching: { maxConcurrentTasks: 1 } };
  const output = await execute({ service, parameters: once, items, continueOnFail: true });
  expect(service.creates()).toHaveLength(1);
  expect(output).toHaveLength(3);
  for (const { json: item } of output)
    expect([item.error, item.message]).toEqual([
      expect.stringContaining('Not with this key'),
      expect.stringMatching(/^(authentication|insufficient_credits): /),
    ]);
});

test('after HTTP 401 to an upload no further item is submitted', async () => {
  const service = fakeService({ upload: apiError(401, 'Invalid API key'), create: json(accepted()) });
  const items = [{ imageSource: 'binary' }, { prompt: 'Wind' }];
  const once = { ...flowers, batching: { maxConcurrentTasks: 1 } };
  const output = await execute({
    ...{ service, parameters: once, items, continueOnFail: true },
    binaries: [{ data: file(png(1920, 1080)) }],
  });
  expect(service.creates()).toEqual([]);
  for (const { json: item } of output) expect(item.error).toContain('Invalid API key');
});

test('a key that may not use one model may still use another', async () => {
  const items = [{ prompt: 'Waves' }, { prompt: 'Wind', model: 'veo-3.1-fast-image-to-video' }];
  const service = fakeService({
    create: ({ body }) =>
      (body as { model: string }).model.includes('fast')
        ? json(accepted())
        : apiError(403, 'Your group may not use this model'),
  });
  const once = { ...flowers, batching: { maxConcurrentTasks: 1 } };
  const output = await execute({ service, parameters: once, items, continueOnFail: true });
  expect(output.map(({ json: item }) => item.taskId ?? null)).toEqual([null, taskId]);
});

test('creates that wait for a rate limit are not sent once the balance is used up', async () => {
  const items = ['Waves', 'Wind', 'Rain'].map((prompt) => ({ prompt }));
  const limited = { ...apiError(429, 'Slowly'), headers: { 'retry-after': '10' } };
  const clock = new VirtualClock();
  const service = fakeService({
    create: async (_request, nth) => {
      if (nth < 2) return limited;
      await clock.sleep(500);
      return apiError(402, 'Nothing left');
    },
  });
  const output = await execute({ clock, service, parameters: flowers, items, continueOnFail: true });
  expect(service.creates()).toHaveLength(3);
  expect(output.filter(({ json: { error } }) => String(error).includes('Nothing left'))).toHaveLength(3);
});
