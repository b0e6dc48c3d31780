/** Create and Wait: one paid task, looked after until it ends. */
import { execute, flowers, picture } from '../support/context.mts';
import { finishedItem } from '../support/items.mts';
import { accepted, completed, processing, taskId } from '../support/replies.mts';
import { fakeService, json, type Script } from '../support/service.mts';

const parameters = { ...flowers, operation: 'createAndWait' };
const serving = (look: Script) => fakeService({ create: json(accepted()), look });

const request = {
  model: 'veo-3.1-image-to-video',
  prompt: 'The flowers sway gently in the wind',
  image_url: picture,
  aspect_ratio: '16:9',
  resolution: '1080p',
  duration: 8,
  generate_audio: false,
};

test('the finished task comes back with its video', async () => {
  const service = serving([json(processing(40)), json(processing(80)), json(completed())]);
  const [only] = await execute({ service, parameters });
  expect(only).toStrictEqual({
    json: {
      ...finishedItem,
      charged: 'yes',
      expiresAt: expect.stringMatching(/^2026-11-23T10:\d\d:\d\d\.\d{3}Z$/) as string,
      request,
      wait: { elapsedSeconds: expect.any(Number) as number, polls: 3 },
      resumed: false,
    },
    pairedItem: { item: 0 },
  });
  expect(service.creates()).toHaveLength(1);
  expect(service.looks().map(({ url }) => url)).toEqual(
    Array(3).fill(`https://api.aihubmax.com/v1/tasks/${taskId}`),
  );
});
