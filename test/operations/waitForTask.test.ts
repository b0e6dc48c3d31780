/** Get Status that waits for the end of a task. */
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, outputs } from '../support/context.mts';
import { finishedItem } from '../support/items.mts';
import { completed, failed, processing, taskId, withoutVideo } from '../support/replies.mts';
import { apiError, fakeService, json, type Script } from '../support/service.mts';

const parameters = { operation: 'getStatus', taskId };

const waiting = { ...parameters, waitForCompletion: true };

test.each([true, 'TRUE'])(
  'with waiting (%j) the task is looked at until it ends',
  async (waitForCompletion) => {
    const service = fakeService({ look: [json(processing(50)), json(completed())] });
    const waitOptions = { pollIntervalSeconds: 7 };
    const scene = { service, parameters: { ...parameters, waitOptions }, items: [{ waitForCompletion }] };
    const [only] = await execute(scene);
    expect(only?.json).toStrictEqual({
      ...finishedItem,
      expiresAt: '2026-11-23T10:13:27.000Z',
      wait: { elapsedSeconds: 7, polls: 2 },
    });
  },
);

test('with an output for each end, every end takes its own instead of stopping the workflow', async () => {
  const routed = { ...waiting, routeByStatus: true, waitOptions: { timeoutMinutes: 1 } };
  const ends = async (reply: object, over = {}) => {
    const all = await outputs({
      service: fakeService({ look: json(reply) }),
      parameters: { ...routed, ...over },
    });
    return all.map((items) => items.length);
  };
  expect(await ends(completed())).toEqual([1, 0, 0]);
  expect(await ends(processing(50))).toEqual([0, 1, 0]);
  expect(await ends(failed())).toEqual([0, 0, 1]);
  const strict = { waitOptions: { onTaskFailure: 'error' } };
  await expect(ends(failed(), strict)).rejects.toThrow();
});

test('a task that was seen a moment ago is not said to be unknown', async () => {
  const look = [json(processing(50)), apiError(404, 'No such task')];
  const error = await failing({ service: fakeService({ look }), parameters: waiting });
  expect(error).toHaveProperty('description', expect.stringContaining('Use Get Status with task ID'));
});

test('a refresh that hides the link does not make a video missing', async () => {
  const memory = {};
  const clock = new VirtualClock();
  const waitOptions = { timeoutMinutes: 0.1, onTimeout: 'returnTask' };
  const parts = { parameters: { ...waiting, waitOptions }, memory, clock };
  const hiding: Script = ({ qs }) => (qs ? json(withoutVideo()) : apiError(503, 'Busy'));
  await execute({ ...parts, service: fakeService({ look: hiding }) });
  await clock.run(clock.sleep(300_000));
  const later: Script = ({ qs }) => json(qs ? withoutVideo() : completed());
  const [item] = await execute({ ...parts, service: fakeService({ look: later }) });
  expect(item?.json).toMatchObject({ isSuccess: true });
});
