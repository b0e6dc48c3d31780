/** Whole workflows on n8n's own engine, against a local AIHubMax; one in real time, so that it is the node as it ships. */
import { startEmulator, type Emulator } from '../../dev/emulator/index.mts';
import { AiHubMaxVeo } from '../../nodes/AiHubMaxVeo/AiHubMaxVeo.node.ts';
import type { IdleClock } from '../faults/idle.mts';
import { openStage } from '../faults/stage.mts';
import { veoOn } from '../faults/veo.mts';
import { runFlow, type Flow, type Outcome } from '../support/engine.mts';

let emulator: Emulator;
let clock: IdleClock;

beforeEach(async () => {
  ({ emulator, clock } = await openStage());
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
  return await runFlow({ credentials, parameters: parameters(), nodeType: veoOn({ clock }), ...flow });
};

const receipt = ['error', 'message', 'charged', 'failure'];

const routing = { onError: 'continueErrorOutput' } as const;

test('a picture becomes a video, paid once, and the key is in nothing that n8n saves', async () => {
  await emulator.stop();
  emulator = await startEmulator({ render: false, taskSeconds: 0.3 });
  const { run: outcome, reached, saved } = await run({ nodeType: new AiHubMaxVeo() });
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

const refusing = () =>
  emulator.fault({
    on: 'create',
    then: { script: { end: 'failed', error: { code: 'content_policy_violation', message: 'Not allowed' } } },
  });

test('with an error output a failed item takes that branch, and the others the usual one', async () => {
  refusing();
  const items = [{ json: {} }, { json: {} }, { json: {} }];
  const { run: outcome, reached } = await run({ items, settings: routing });
  expect(outcome.status).toBe('success');
  expect(reached('Failed')?.map(({ json }) => Object.keys(json))).toEqual([receipt]);
  expect(reached('Failed')?.[0]?.json).toMatchObject({
    error: expect.stringContaining('Not allowed') as string,
    failure: { category: 'content_policy', charged: 'unknown', taskId: emulator.tasks()[0]?.id },
  });
  expect(reached('Fine')?.map(({ json }) => json.isSuccess)).toEqual([true, true]);
  expect(emulator.creates()).toBe(3);
});

test('without an error output a failed item is the same, and takes the only one', async () => {
  refusing();
  const { reached } = await run({ items: [{ json: {} }], settings: { onError: 'continueRegularOutput' } });
  expect(reached('Fine')?.map(({ json }) => Object.keys(json))).toEqual([receipt]);
  expect(reached('Fine')?.[0]?.json).toMatchObject({ failure: { category: 'content_policy' } });
});

test('on the error output a failed item keeps the fields of the item that it was made for', async () => {
  const parameterless = { ...parameters(), operation: 'create', duration: 5 };
  const item = { json: { sku: 'A-1', failure: 'mine', charged: 'mine' } };
  const { reached, saved } = await run({ items: [item], parameters: parameterless, settings: routing });
  expect(reached('Failed')).toEqual([
    {
      json: {
        sku: 'A-1',
        failure: expect.objectContaining({ category: 'invalid_request', charged: 'no' }) as object,
        charged: 'no',
        error: 'Duration is 5, but Veo 3.1 Lite with Resolution 720p allows 4, 6 or 8.',
        message: expect.stringMatching(/^invalid_request: /) as string,
      },
      pairedItem: { item: 0 },
    },
  ]);
  expect(emulator.creates()).toBe(0);
  expect(JSON.stringify(saved.resultData.runData.Veo).length).toBeLessThan(20_000);
});

test('n8n copies no item that nothing has led to: on the error output it is what people read alone', async () => {
  const slip = { parameters: { ...parameters(), prompt: '={{ $json.none }}' }, startsAlone: true } as const;
  const { reached } = await run({ ...slip, settings: routing });
  expect(reached('Failed')?.map(({ json }) => json)).toEqual([
    {
      error: 'Prompt is empty, but the video needs it.',
      message: expect.stringMatching(/^invalid_request: /) as string,
    },
  ]);
  const regular = await run({ ...slip, settings: { onError: 'continueRegularOutput' } });
  expect(regular.reached('Fine')?.map(({ json }) => Object.keys(json))).toEqual([receipt]);
});

test('a failure of any size leaves an item of less than 20 KB on the error output', async () => {
  const error = { code: `c${'x'.repeat(50_000)}`, message: `No: ${'y'.repeat(50_000)}` };
  emulator.fault({ on: 'create', then: { status: 422, body: { error } } });
  const { reached } = await run({ settings: routing });
  expect(reached('Failed')).toHaveLength(1);
  expect(JSON.stringify(reached('Failed')).length).toBeLessThan(20_000);
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

test('a prompt that changes by itself from try to try is still one order', async () => {
  emulator.fault({ on: 'status', then: { status: 401 } });
  const { reached } = await run({
    parameters: { ...parameters(), prompt: '=Waves at {{ Math.random() }}' },
    settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
  });
  expect(reached('Fine')).toMatchObject([{ json: { isSuccess: true, resumed: true } }]);
  expect(emulator.createAttempts()).toBe(1);
});
