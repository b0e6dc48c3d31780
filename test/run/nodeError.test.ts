/** A batch that one item ends: what the user does about the others comes first, and the error stays small. */
import type { NodeOperationError } from 'n8n-workflow';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { accepted, completed, failed } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json } from '../support/service.mts';

/** As long as the vendor's IDs are. */
const idOf = (nth: number) => `task-unified-1795340000-${String(nth).padStart(16, '0')}`;

/** So many tasks are created, one after the other; then a create is refused. */
async function endedAfter(
  count: number,
  status = 422,
  over: Partial<Scene> = {},
): Promise<NodeOperationError> {
  const service = fakeService({
    create: (_request, nth) =>
      nth < count ? json(accepted({ id: idOf(nth) })) : apiError(status, 'No channel'),
  });
  const items = Array.from({ length: count + 1 }, (_item, nth) => ({ prompt: `Waves ${nth}` }));
  const batching = { maxConcurrentTasks: 1 };
  const parameters = { ...flowers, batching, ...over.parameters };
  return (await failing({ service, items, ...over, parameters })) as NodeOperationError;
}

const stored = ({ message, ...error }: NodeOperationError) => JSON.stringify({ ...error, message });

test('with one item there is nothing else to speak of', async () => {
  const { description, context } = await endedAfter(0);
  expect(description).not.toMatch(/Executions|Task IDs/);
  expect(context).not.toHaveProperty('paidTasks');
});

test('first comes what to do, now and the next time; the IDs come last', async () => {
  const { description, context } = await endedAfter(9);
  expect(description).toMatch(
    /^invalid_request: 9 other tasks of this run are paid for\. To get them: Executions → Retry on this execution, which does not charge for them again unless they fail\. Correct/,
  );
  expect(description).toMatch(/Settings → On Error → Continue\. Task IDs: .+\.$/);
  expect(String(description).indexOf('On Error')).toBeLessThan(String(description).indexOf(idOf(0)));
  expect(context.paidTasks).toEqual(Array.from({ length: 9 }, (_id, nth) => idOf(nth)));
});

test('of one other task it is spoken as of one', async () => {
  const { description } = await endedAfter(1);
  expect(description).toMatch(
    /: 1 other task of this run is paid for\. To get it: .+ charge for it again unless it fails\. /,
  );
});

test('an unknown outcome of another item is told too', async () => {
  const { description } = await endedAfter(2, 500);
  expect(description).toMatch(/^submission_unknown: 2 other tasks of this run are paid for/);
  expect(description).not.toMatch(/0 other requests|accepted \d+ other/);
});

test('300 paid tasks are all named for programs, and the stored error stays below 20 KB', async () => {
  const error = await endedAfter(300);
  expect(error.context.paidTasks).toHaveLength(300);
  expect(error.description).toMatch(/ and 2\d\d more \(n8n's log has all of them\)\.$/);
  expect(stored(error).length).toBeLessThan(20_000);
});

test('thousands of paid tasks make no larger error: it says how many there are', async () => {
  const error = await endedAfter(3_000);
  expect(error.context).toMatchObject({ paidTaskCount: 3_000 });
  expect(stored(error).length).toBeLessThan(20_000);
});

const paidWays: Array<[string, Partial<Scene>, RegExp]> = [
  ['in production', {}, /: Executions → Retry on this execution, which .+ unless they fail\./],
  ['in a test run', { mode: 'manual' }, /: Execute step, which .+ unless they fail or an item changes\./],
  ['in an evaluation', { mode: 'evaluation' }, /: Execute step, /],
  [
    'in a test run that creates each time',
    { mode: 'manual', parameters: { options: { reuseWhileTesting: false } } },
    /: Get Status with their task IDs\./,
  ],
];

test.each(paidWays)('%s the others are got by what there is to press', async (_where, over, way) => {
  const { description } = await endedAfter(2, 422, over);
  expect(description).toMatch(/^invalid_request: 2 other tasks of this run are paid for\. To get them: /);
  expect(description).toMatch(way);
  if (over.mode) expect(description).not.toMatch(/Retry/);
});

test('a refused create says that it was free, and beside paid ones whose nothing that is', async () => {
  expect((await endedAfter(0)).description).toMatch(/^invalid_request: .+ Nothing was charged\.$/);
  expect((await endedAfter(1)).description).toMatch(
    /run again\. Nothing was charged for this item\. To keep/,
  );
  expect((await endedAfter(0, 500)).description).not.toMatch(/Nothing was charged/);
});

test.each([401, 402, 403, 422, 429])(
  'HTTP %i to a create ends with the same words, also as an item',
  async (status) => {
    const service = fakeService({ create: apiError(status, 'No') });
    const parameters = { ...flowers, batching: { retryOnRateLimit: false } };
    const [item] = await execute({ service, parameters, continueOnFail: true });
    expect(item?.json.message).toMatch(/ Nothing was charged\.$/);
  },
);

test.each<[string, object, RegExp]>([
  ['refused', {}, /^invalid_request: Correct .+ Nothing was charged by this try\./],
  [
    'kept back by a limit',
    { batching: { maxVideos: 1 } },
    /^limit_reached: Nothing was sent for this item and nothing was charged by this try\. /,
  ],
])(
  'where the task of an earlier try may have been charged, only the create that was %s was free',
  async (_how, own, words) => {
    const service = fakeService({
      create: (_request, nth) => (nth === 0 ? json(accepted()) : apiError(422, 'No channel')),
      look: json(failed()),
    });
    const options = { recreateFailedTasks: true };
    const parameters = { ...flowers, operation: 'createAndWait', options, ...own };
    const tries = { service, parameters, memory: {}, step: {} };
    await failing(tries);
    const { description, context } = (await failing(tries)) as NodeOperationError;
    expect(description).toMatch(words);
    expect(context).toMatchObject({ charged: 'unknown', advice: expect.stringContaining('by this try') });
    const [item] = await execute({ ...tries, continueOnFail: true });
    expect(item?.json).toMatchObject({ charged: 'unknown', message: expect.stringMatching(words) as string });
  },
);

test('tasks that failed for good are not offered', async () => {
  const service = fakeService({
    create: (_request, nth) => (nth < 3 ? json(accepted({ id: idOf(nth) })) : apiError(422, 'No channel')),
    look: (request) => {
      const id = askedFor(request);
      return json(id === idOf(1) ? failed({ id }) : completed({ id }));
    },
  });
  const items = [0, 1, 2, 3].map((nth) => ({ prompt: `Waves ${nth}` }));
  const waitOptions = { onTaskFailure: 'returnTask' };
  const parameters = {
    ...flowers,
    operation: 'createAndWait',
    batching: { maxConcurrentTasks: 1 },
    waitOptions,
  };
  const { description, context } = (await failing({ service, items, parameters })) as NodeOperationError;
  expect(description).toMatch(/^invalid_request: 2 other tasks /);
  expect(description).toMatch(new RegExp(` Failed, or gone: ${idOf(1)}\\.$`));
  expect(context.paidTasks).toEqual([idOf(0), idOf(2)]);
});

test('nor are those that a later try was to create again', async () => {
  const service = fakeService({
    create: (_request, nth) => (nth < 2 ? json(accepted({ id: idOf(nth) })) : apiError(422, 'No channel')),
    look: (request) => {
      const id = askedFor(request);
      return json(id === idOf(0) ? failed({ id }) : completed({ id }));
    },
  });
  const parameters = { ...flowers, operation: 'createAndWait', batching: { maxConcurrentTasks: 1 } };
  const scene = { service, parameters, items: [{ prompt: 'A' }, { prompt: 'B' }], memory: {} };
  await failing(scene);
  for (const executionId of ['retry', 'another retry']) {
    const { description, context } = (await failing({ ...scene, executionId })) as NodeOperationError;
    expect(description).toMatch(/^invalid_request: 1 other task of this run is paid for\. /);
    expect(description).toMatch(new RegExp(` Task IDs: ${idOf(1)}\\. Failed, or gone: ${idOf(0)}\\.$`));
    expect(context.paidTasks).toEqual([idOf(1)]);
  }
});
