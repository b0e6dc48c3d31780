/** Where money is at stake on n8n's own engine: Retry On Fail, lost answers and, in real time, Stop. */
import { startEmulator } from '../../dev/emulator/index.mts';
import type { Emulator, EmulatorOptions } from '../../dev/emulator/index.mts';
import { AiHubMaxVeo } from '../../nodes/AiHubMaxVeo/AiHubMaxVeo.node.ts';
import type { IdleClock } from '../faults/idle.mts';
import { openStage } from '../faults/stage.mts';
import { veoOn } from '../faults/veo.mts';
import { runFlow } from '../support/engine.mts';
import type { Flow, Outcome } from '../support/engine.mts';

let emulator: Emulator;
let clock: IdleClock;

const started = async (options: EmulatorOptions = {}) => {
  ({ emulator, clock } = await openStage(options));
};

afterEach(async () => await emulator.stop());

const run = async (flow: Partial<Flow> = {}): Promise<Outcome> =>
  await runFlow({
    credentials: { apiKey: emulator.key, baseUrl: emulator.url },
    parameters: {
      operation: 'createAndWait',
      prompt: 'Waves roll in',
      imageUrl: emulator.samplePhotoUrl,
      waitOptions: { pollIntervalSeconds: 1 },
    },
    nodeType: veoOn({ clock }),
    ...flow,
  });

const again = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } as const;

test.each<[string, Parameters<Emulator['fault']>[0]['then']]>([
  ['the connection breaks after the service accepted', { accepted: true, reset: true }],
  ['the gateway fails after the service accepted', { accepted: true, status: 502, page: undefined }],
  ['the service fails', { status: 500 }],
])('when %s, three tries of the node send one create', async (_what, then) => {
  await started();
  emulator.fault({ on: 'create', times: 0, then });
  const { saved } = await run({ settings: again });
  expect(saved.resultData.error?.description).toMatch(/^submission_unknown: /);
  expect(emulator.createAttempts()).toBe(1);
});

test('when the task fails, three tries of the node pay for one task', async () => {
  await started({ script: { end: 'failed', error: { message: 'Not allowed' } } });
  const { saved } = await run({ settings: again });
  expect(saved.resultData.error?.message).toContain('Not allowed');
  expect(emulator.createAttempts()).toBe(1);
});

test('when looking fails, the next try of the node picks the task up', async () => {
  await started();
  emulator.fault({ on: 'status', then: { status: 401 } });
  const { reached } = await run({ settings: again });
  expect(reached('Fine')).toMatchObject([{ json: { isSuccess: true, resumed: true } }]);
  expect(emulator.createAttempts()).toBe(1);
});

test('a prompt that changes by itself from try to try is still one order', async () => {
  await started();
  emulator.fault({ on: 'status', then: { status: 401 } });
  const parameters = {
    operation: 'createAndWait',
    prompt: '=Waves at {{ Math.random() }}',
    imageUrl: emulator.samplePhotoUrl,
    waitOptions: { pollIntervalSeconds: 1 },
  };
  const { reached } = await run({ settings: again, parameters });
  expect(reached('Fine')).toMatchObject([{ json: { isSuccess: true, resumed: true } }]);
  expect(emulator.createAttempts()).toBe(1);
});

test('when the service refuses, the next try of the node may send it again', async () => {
  await started();
  emulator.fault({
    on: 'create',
    then: { status: 422, error: { message: 'No channel', code: 'no_compatible_channel' } },
  });
  const { reached } = await run({ settings: again });
  expect(reached('Fine')).toMatchObject([{ json: { isSuccess: true, resumed: false } }]);
  expect([emulator.createAttempts(), emulator.creates()]).toEqual([2, 1]);
});

test('Stop during the wait ends the node within a second or so, and nothing more is sent', async () => {
  emulator = await startEmulator({ render: false, taskSeconds: 600 });
  let stoppedAt = 0;
  const whenWaiting = (stop: () => void) => {
    const poll = setInterval(() => {
      if (emulator.requests().length < 2) return;
      clearInterval(poll);
      stoppedAt = Date.now();
      stop();
    }, 20);
  };
  const { reached } = await run({ nodeType: new AiHubMaxVeo(), stopAfter: whenWaiting, settings: again });
  expect(Date.now() - stoppedAt).toBeLessThan(2_500);
  expect(reached('Fine')).toBeUndefined();
  const sent = emulator.requests().length;
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(emulator.requests().length).toBe(sent);
  expect(emulator.createAttempts()).toBe(1);
});

test('a limit whose expression gives nothing is no limit that was wanted: nothing is sent', async () => {
  await started();
  const { saved } = await run({
    parameters: {
      ...{ operation: 'create', prompt: 'Waves roll in', imageUrl: emulator.samplePhotoUrl },
      batching: { maxCredits: '={{ $json.budget }}' },
    },
  });
  expect(saved.resultData.error?.message).toMatch(/^Max Credits is .*0 means no limit/);
  expect(emulator.createAttempts()).toBe(0);
});
