/** How a wait may end badly, and what becomes of it: the node fails, or the task is an item, as the user wants. */
import { execute, failing, flowers } from '../support/context.mts';
import { accepted, failed, processing, refusal, taskId, withoutVideo } from '../support/replies.mts';
import { fakeService, json, type Script } from '../support/service.mts';

const parameters = { ...flowers, operation: 'createAndWait' };
const serving = (look: Script) => fakeService({ create: json(accepted()), look });
const returning = (waitOptions: Record<string, string | number>) => ({ ...parameters, waitOptions });

test('a failed task fails the node with the words of the API, the task and what to do', async () => {
  const service = serving(json(failed()));
  const error = await failing({ service, parameters });
  expect(error).toMatchObject({
    message: `${refusal.message} (task ${taskId})`,
    description: expect.stringMatching(/^content_policy: .+/) as string,
    context: { itemIndex: 0, category: 'content_policy', code: refusal.code, retryable: false, taskId },
  });
  expect(error).toHaveProperty('description', expect.stringContaining(taskId));
});

test('a failed task is an ordinary item where the user wants it so', async () => {
  const service = serving(json(failed()));
  const [only] = await execute({ service, parameters: returning({ onTaskFailure: 'returnTask' }) });
  expect(only?.json).toStrictEqual({
    taskId,
    status: 'failed',
    progress: 0,
    isDone: true,
    isSuccess: false,
    isFailed: true,
    timedOut: false,
    nextCheckSeconds: null,
    model: 'veo-3.1-image-to-video',
    videoUrl: null,
    videoUrls: [],
    createdAt: '2026-11-22T10:13:20.000Z',
    creditsReserved: 5,
    charged: 'unknown',
    failure: {
      code: refusal.code,
      message: refusal.message,
      category: 'content_policy',
      retryable: false,
      advice: expect.any(String) as string,
      charged: 'unknown',
      taskId,
    },
    request: expect.objectContaining({ model: 'veo-3.1-image-to-video' }) as object,
    wait: { elapsedSeconds: expect.any(Number) as number, polls: 1 },
    resumed: false,
  });
});

test('a task that is still running at the deadline fails the node, and goes on at the service', async () => {
  const error = await failing({ service: serving(json(processing(50))), parameters });
  expect(error.message).toContain(taskId);
  expect(error).toMatchObject({
    description: expect.stringMatching(/^timeout: .*Get Status/) as string,
    context: { category: 'timeout', taskId, itemIndex: 0 },
  });
});

test('a task that is still running at the deadline is an item where the user wants it so', async () => {
  const service = serving(json(processing(50)));
  const waitOptions = { onTimeout: 'returnTask', timeoutMinutes: 0.5 };
  const [only] = await execute({ service, parameters: returning(waitOptions) });
  expect(only?.json).toMatchObject({
    taskId,
    status: 'processing',
    isDone: false,
    timedOut: true,
    videoUrl: null,
  });
  expect(only?.json.nextCheckSeconds).toBeGreaterThan(0);
  expect(service.looks().at(-1)?.qs).toEqual({ sync_upstream: 'true' });
});

test('completed without a video is a failure after its grace, returned or thrown as the user wants', async () => {
  const service = serving(json(withoutVideo()));
  const [only] = await execute({ service, parameters: returning({ onTaskFailure: 'returnTask' }) });
  expect(only?.json).toMatchObject({
    isFailed: true,
    failure: { code: 'completed_without_video' },
    videoUrl: null,
  });
  const error = await failing({ service: serving(json(withoutVideo())), parameters });
  expect(error).toHaveProperty('description', expect.stringMatching(/^completed_without_video: /));
});
