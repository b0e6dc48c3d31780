/** Who listens to the Stop button: many at once make Node.js warn of a leak, and what stays would be one. */
import { getEventListeners, getMaxListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RunStop, unlessStopped } from '../../nodes/AiHubMaxVeo/time';
import { startEmulator } from '../../dev/emulator/index.mts';
import { execute, flowers } from '../support/context.mts';
import { runFlow } from '../support/engine.mts';
import { accepted, completed, processing } from '../support/replies.mts';
import { askedFor, fakeService, json } from '../support/service.mts';

afterEach(() => jest.restoreAllMocks());

/** Who makes Node.js warn that a signal has too many listeners. Jest's `process` does not hear the warning itself. */
function crowders(): string[] {
  const stacks: string[] = [];
  const prototype: EventTarget = Object.getPrototypeOf(AbortSignal.prototype);
  const { addEventListener } = prototype;
  jest.spyOn(prototype, 'addEventListener').mockImplementation(function (this: EventTarget, ...listener) {
    addEventListener.apply(this, listener);
    const count = getEventListeners(this, 'abort').length;
    if (count > (getMaxListeners(this) || Infinity)) stacks.push(String(new Error().stack));
  });
  return stacks;
}

test('a signal with too many listeners is seen', () => {
  const stacks = crowders();
  const { signal } = new AbortController();
  for (let nth = 0; nth < 11; nth++) signal.addEventListener('abort', () => nth);
  expect(stacks).toHaveLength(1);
});

test.each(['create', 'getStatus'])(
  "%s, twenty at once on n8n's own engine, makes Node.js warn of nothing",
  async (operation) => {
    const emulator = await startEmulator({ render: false });
    const items = Array.from({ length: 20 }, (_none, at) => ({ json: { at } }));
    const parameters =
      operation === 'create'
        ? {
            operation,
            mode: 'textToVideo',
            prompt: '=Waves {{ $json.at }}',
            batching: { maxConcurrentTasks: 20 },
          }
        : { operation, taskId: '=task-{{ $json.at }}' };
    const warnings = crowders();
    emulator.fault({ on: operation === 'create' ? 'create' : 'status', times: 0, then: { delayMs: 300 } });
    const credentials = { apiKey: emulator.key, baseUrl: emulator.url };
    const settings = { onError: 'continueRegularOutput' as const };
    await runFlow({ credentials, parameters, items, settings });
    const requests = emulator.requests().length;
    await emulator.stop();
    expect({ requests, warnings }).toEqual({ requests: 20, warnings: [] });
  },
);

test('after ten thousand checks nobody listens any more, and meanwhile few do', async () => {
  const stop = new AbortController();
  let most = 0;
  const service = fakeService({
    create: (_request, nth) => json(accepted({ id: `task-${nth}` })),
    look: (request, nth) => {
      most = Math.max(most, getEventListeners(stop.signal, 'abort').length);
      const id = askedFor(request);
      return json(nth < 9_900 ? processing(10, { id }) : completed({ id }));
    },
  });
  const items = Array.from({ length: 100 }, (_none, at) => ({ prompt: `Wave ${at}` }));
  const waitOptions = { timeoutMinutes: 600, pollIntervalSeconds: 5 };
  const parameters = {
    ...flowers,
    operation: 'createAndWait',
    waitOptions,
    batching: { maxConcurrentTasks: 100 },
  };
  await execute({ service, parameters, items, stop: stop.signal, continueOnFail: true });
  expect(service.looks().length).toBeGreaterThanOrEqual(9_900);
  expect([most <= 2, getEventListeners(stop.signal, 'abort').length]).toEqual([true, 0]);
});

test('waits and runs that share a Stop button leave nobody behind, also where garbage is collected meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { signal } = new AbortController();
  let finish = () => {};
  const work = new Promise<void>((resolve) => (finish = resolve));
  const waits = Array.from({ length: 4 }, async () => await unlessStopped(work, signal, undefined));
  const runs = Array.from({ length: 4 }, () => new RunStop(signal));
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  finish();
  await Promise.all(waits);
  for (const run of runs) run.release();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
