/** Stop on n8n's own engine. */
import { startEmulator, type Emulator } from '../../dev/emulator/index.mts';
import { runFlow, type Flow } from '../support/engine.mts';

let emulator: Emulator;

beforeEach(async () => void (emulator = await startEmulator({ render: false, taskSeconds: 600 })));
afterEach(async () => await emulator.stop());

const run = async (operation: string, flow: Partial<Flow>) =>
  await runFlow({
    credentials: { apiKey: emulator.key, baseUrl: emulator.url },
    parameters: {
      ...{ operation, mode: 'textToVideo', model: 'lite', prompt: 'Waves' },
      waitOptions: { pollIntervalSeconds: 1 },
    },
    ...flow,
  });

// n8n ends what is under way at Stop. A create is charged all the same, and only its answer names the task.
test('a create that Stop meets on its way is answered all the same', async () => {
  let press = () => {};
  const match = () => {
    press();
    return true;
  };
  emulator.fault({ on: 'create', match, then: { delayMs: 200 } });
  const ended = await run('create', { stopAfter: (stop) => void (press = stop) });
  expect(ended.run.status).toBe('canceled');
  const [create] = emulator.requests();
  while (create?.outcome === 'open') await new Promise((resolve) => setTimeout(resolve, 20));
  expect(emulator.requests().map(({ route, outcome }) => [route, outcome])).toEqual([['create', 'answered']]);
});

test('Stop during the wait ends the node within a second or so, and nothing more is sent', async () => {
  let stoppedAt = 0;
  const stopAfter = (stop: () => void) => {
    const poll = setInterval(() => {
      if (emulator.requests().length < 2) return;
      clearInterval(poll);
      stoppedAt = Date.now();
      stop();
    }, 20);
  };
  const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
  const ended = await run('createAndWait', { stopAfter, settings });
  expect(Date.now() - stoppedAt).toBeLessThan(2_500);
  expect(ended.reached('Fine')).toBeUndefined();
  const sent = emulator.requests().length;
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect([emulator.requests().length, emulator.createAttempts()]).toEqual([sent, 1]);
});
