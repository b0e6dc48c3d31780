/** Whole workflows on n8n's own engine, against a local AIHubMax. */
import { startEmulator } from '../../dev/emulator/index.mts';
import type { Emulator } from '../../dev/emulator/index.mts';
import { runFlow } from '../support/engine.mts';
import type { Flow, Outcome } from '../support/engine.mts';

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ render: false, taskSeconds: 0.3 });
});

afterEach(async () => await emulator.stop());

const parameters = () => ({
  operation: 'createAndWait',
  prompt: 'Waves roll in',
  imageUrl: emulator.samplePhotoUrl,
  waitOptions: { pollIntervalSeconds: 1 },
});

const run = async (flow: Partial<Flow> = {}): Promise<Outcome> => {
  const credentials = { apiKey: ` Bearer ${emulator.key}\n`, baseUrl: `${emulator.url}/` };
  return await runFlow({ credentials, parameters: parameters(), ...flow });
};

const routing = { onError: 'continueErrorOutput' } as const;

test('a picture becomes a video, paid once, and the key is in nothing that n8n saves', async () => {
  const { run: outcome, reached, saved } = await run();
  const [task] = emulator.tasks();
  expect(outcome.status).toBe('success');
  expect(reached('Fine')).toMatchObject([
    { json: { taskId: task?.id, isSuccess: true, videoUrl: task?.videoUrl }, pairedItem: { item: 0 } },
  ]);
  expect(emulator.creates()).toBe(1);
  expect(JSON.stringify([outcome, saved])).not.toContain(emulator.key);
});

test('the service gets the key as a bearer, and the name of the package', async () => {
  await run();
  const create = emulator.requests().find(({ route }) => route === 'create');
  expect(create?.headers).toMatchObject({
    authorization: `Bearer ${emulator.key}`,
    'user-agent': 'n8n-nodes-aihubmax-veo',
    'content-type': 'application/json',
  });
});

test('every item of a spreadsheet becomes its own task, by its own expressions', async () => {
  const rows = [
    { prompt: 'Waves', model: 'veo-3.1-image-to-video', seconds: '8s', size: '4K' },
    { prompt: 'Wind', model: 'veo-3.1-lite-image-to-video', seconds: 6, size: '720P' },
  ];
  const { reached } = await run({
    items: rows.map((json) => ({ json })),
    parameters: {
      ...parameters(),
      operation: 'create',
      ...{ prompt: '={{ $json.prompt }}', model: '={{ $json.model }}' },
      ...{ duration: '={{ $json.seconds }}', resolution: '={{ $json.size }}' },
    },
  });
  expect(reached('Fine')?.map(({ json }) => json.request)).toMatchObject([
    { prompt: 'Waves', model: 'veo-3.1-image-to-video', duration: 8, resolution: '4k' },
    { prompt: 'Wind', model: 'veo-3.1-lite-image-to-video', duration: 6, resolution: '720p' },
  ]);
  expect(
    emulator
      .tasks()
      .map(({ request }) => request.duration)
      .sort(),
  ).toEqual([6, 8]);
});

test('a task is read by its ID', async () => {
  await run({ parameters: { ...parameters(), operation: 'create' } });
  const [task] = emulator.tasks();
  emulator.advance(1_000);
  const { reached } = await run({ parameters: { operation: 'getStatus', taskId: task?.id ?? '' } });
  expect(reached('Fine')).toMatchObject([
    { json: { taskId: task?.id, isSuccess: true, videoUrl: task?.videoUrl ?? expect.any(String) } },
  ]);
});

const refusing = () =>
  emulator.fault({
    on: 'create',
    then: { script: { end: 'failed', error: { code: 'content_policy_violation', message: 'Not allowed' } } },
  });

test('a failed task ends the workflow with the words of the API and the task', async () => {
  refusing();
  const { run: outcome, saved } = await run();
  const [task] = emulator.tasks();
  const { error } = saved.resultData;
  expect(outcome.status).toBe('error');
  expect(error).toMatchObject({ message: `Not allowed (task ${task?.id})`, context: { itemIndex: 0 } });
  expect(error?.description).toMatch(/^content_policy: /);
  expect(JSON.stringify([saved, error?.stack])).not.toContain(emulator.key);
});

test('with an error output a failed item takes that branch, and the others the usual one', async () => {
  refusing();
  const items = [{ json: {} }, { json: {} }, { json: {} }];
  const { run: outcome, reached } = await run({ items, settings: routing });
  expect(outcome.status).toBe('success');
  expect(reached('Failed')?.map(({ json }) => Object.keys(json).sort())).toEqual([['error', 'message']]);
  expect(reached('Failed')?.[0]?.json.error).toContain('Not allowed');
  expect(reached('Fine')?.map(({ json }) => json.isSuccess)).toEqual([true, true]);
  expect(emulator.creates()).toBe(3);
});

test('a task that is returned as a failed item takes the usual branch', async () => {
  refusing();
  const waitOptions = { pollIntervalSeconds: 1, onTaskFailure: 'returnTask' };
  const { reached } = await run({ parameters: { ...parameters(), waitOptions }, settings: routing });
  expect(reached('Failed') ?? []).toEqual([]);
  expect(reached('Fine')).toMatchObject([
    { json: { isFailed: true, failure: { category: 'content_policy' } } },
  ]);
});

test('what the vendor would refuse is refused here, and nothing is sent', async () => {
  const { run: outcome, saved } = await run({
    parameters: { ...parameters(), prompt: '={{ $json.missing }}' },
  });
  expect(outcome.status).toBe('error');
  expect(saved.resultData.error?.message).toBe('Prompt is empty, but the video needs it.');
  expect([emulator.creates(), emulator.requests().length]).toEqual([0, 0]);
});

test('a wrong key is said to be wrong, and not repeated', async () => {
  const apiKey = 'sk-wrong-4711';
  const { saved } = await run({ credentials: { apiKey, baseUrl: emulator.url } });
  expect(saved.resultData.error?.description).toMatch(/^authentication: /);
  expect(JSON.stringify(saved)).not.toContain(apiKey);
  expect([emulator.creates(), emulator.createAttempts()]).toEqual([0, 1]);
});
