/** Stop on n8n's own engine. */
import { startEmulator, type Emulator } from '../../dev/emulator/index.mts';
import { runFlow } from '../support/engine.mts';

let emulator: Emulator;

beforeEach(async () => void (emulator = await startEmulator({ render: false })));
afterEach(async () => await emulator.stop());

const parameters = { operation: 'create', mode: 'textToVideo', model: 'lite', prompt: 'Waves' };

// n8n ends what is under way at Stop. A create is charged all the same, and only its answer names the task.
test('a create that Stop meets on its way is answered all the same', async () => {
  let press = () => {};
  const match = () => {
    press();
    return true;
  };
  emulator.fault({ on: 'create', match, then: { delayMs: 200 } });
  const { run } = await runFlow({
    credentials: { apiKey: emulator.key, baseUrl: emulator.url },
    parameters,
    stopAfter: (stop) => void (press = stop),
  });
  expect(run.status).toBe('canceled');
  const [create] = emulator.requests();
  while (create?.outcome === 'open') await new Promise((resolve) => setTimeout(resolve, 20));
  expect(emulator.requests().map(({ route, outcome }) => [route, outcome])).toEqual([['create', 'answered']]);
});
