/** Between the last look at Stop and the network n8n reads the credential, which takes as long as its database does. */
import { operations } from '../../nodes/AiHubMaxVeo/operations';
import { execute as executeNode } from '../../nodes/AiHubMaxVeo/run/execute';
import { VirtualClock } from '../support/clock.mts';
import { fakeContext, flowers, type Scene } from '../support/context.mts';
import { accepted } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';

/** A run whose credential takes three seconds to read, but for the first times. */
async function run(
  scene: Omit<Scene, 'clock'>,
  { quickReads }: { quickReads: number },
  clock = new VirtualClock(),
) {
  const context = fakeContext(scene);
  const given = context.getCredentials.bind(context);
  let reads = 0;
  context.getCredentials = async (...args: Parameters<typeof given>) => {
    reads += 1;
    if (reads > quickReads) await clock.sleep(3_000);
    return await given(...args);
  };
  const running = executeNode(context, { operations, continueOnFail: false, clock });
  await clock.run(running.catch(() => undefined));
  await clock.pass(60_000);
  return await running.catch((thrown: unknown) => thrown as Error);
}

test.each(['create', 'createAndWait'])('%s sends nothing once Stop was pressed', async (operation) => {
  const [clock, stop] = [new VirtualClock(), new AbortController()];
  const service = fakeService({ create: json(accepted()) });
  clock.at(1_000, () => stop.abort());
  const ended = await run(
    { service, parameters: { ...flowers, operation }, stop: stop.signal },
    { quickReads: 1 },
    clock,
  );
  expect(ended).toMatchObject({ message: expect.stringContaining('canceled') as string });
  expect(service.creates()).toHaveLength(0);
});

test('nor is anything sent once another item has ended the run', async () => {
  const service = fakeService({
    create: (_request, nth) =>
      nth === 0 ? apiError(422, 'Not this one') : json(accepted({ id: `task-${nth}` })),
  });
  const items = [{ prompt: 'One' }, { prompt: 'Two' }, { prompt: 'Three' }];
  // Four readings for the items, one for the first create.
  const ended = await run({ service, parameters: flowers, items }, { quickReads: 5 });
  expect(ended).toMatchObject({ message: 'Item 1 of 3: Not this one' });
  expect(service.creates()).toHaveLength(1);
});
