/** Get Status with Route by Status: three outputs, so that a loop needs no Switch. */
import { outputs } from '../support/context.mts';
import { description } from '../support/form.mts';
import { completed, failed, pending, withoutVideo } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json, type Script } from '../support/service.mts';

const replies: Readonly<Record<string, object>> = {
  'task-done': completed({ id: 'task-done' }),
  'task-open': pending({ id: 'task-open' }),
  'task-failed': failed({ id: 'task-failed' }),
  'task-soon': withoutVideo({ id: 'task-soon' }),
};

const service = () =>
  fakeService({
    look: (request) => {
      const reply = replies[askedFor(request)];
      return reply ? json(reply) : apiError(404, 'No such task');
    },
  });

const items = ['task-failed', 'task-soon', 'task-done', 'task-open', 'task-unknown'].map((taskId) => ({
  taskId,
}));

const routed = async (routeByStatus: boolean, continueOnFail = true) => {
  const parameters = { operation: 'getStatus', taskId: '', routeByStatus };
  const all = await outputs({ service: service(), parameters, items, continueOnFail });
  return all.map((output) =>
    output.map(({ json: { taskId, error }, pairedItem }) => [taskId ?? error, pairedItem]),
  );
};

test('every item takes the output of its state, still paired', async () => {
  expect(await routed(true)).toEqual([
    [['task-done', { item: 2 }]],
    [
      ['task-soon', { item: 1 }],
      ['task-open', { item: 3 }],
    ],
    [
      ['task-failed', { item: 0 }],
      [expect.stringContaining('No such task'), { item: 4 }],
    ],
  ]);
});

const passing: Array<[string, Script]> = [
  ['the network', { code: 'ECONNREFUSED' }],
  ...[500, 502, 503, 408, 425].map((status): [string, Script] => [
    `HTTP ${status}`,
    apiError(status, 'Down'),
  ]),
  ['HTTP 429', apiError(429, 'Slow down')],
  ["a proxy's page", { body: '<html>maintenance</html>' }],
];

test.each(passing)('an outage is not a failure: %s', async (_what, look) => {
  const [completedOnes, open, failedOnes] = await outputs({
    service: fakeService({ look }),
    parameters: { operation: 'getStatus', taskId: 'task-1', routeByStatus: true },
  });
  expect([completedOnes, failedOnes]).toEqual([[], []]);
  expect(open?.[0]?.json).toEqual({
    ...{ videoUrl: null, status: 'unknown', isSuccess: false, taskId: 'task-1', isDone: false },
    ...{ isFailed: false, timedOut: false, nextCheckSeconds: 30, checkFailed: expect.any(String) as string },
  });
});

test.each<[string, number, string]>([
  ['an unknown task', 404, 'No such task'],
  ['a wrong key', 401, 'Invalid token'],
])('%s is one', async (_what, status, message) => {
  const [, open, failedOnes] = await outputs({
    service: fakeService({ look: apiError(status, message) }),
    parameters: { operation: 'getStatus', taskId: 'task-1', routeByStatus: true },
    continueOnFail: true,
  });
  expect(open).toEqual([]);
  expect(failedOnes?.[0]?.json.error).toContain(message);
});

test('without Route by Status an outage is an error, as before', async () => {
  const parameters = { operation: 'getStatus', taskId: 'task-1' };
  await expect(
    outputs({ service: fakeService({ look: apiError(503, 'Down') }), parameters }),
  ).rejects.toThrow(/Down/);
});

test('without it all items take the one output, in order', async () => {
  const [only, ...others] = await routed(false);
  expect(only?.map(([id]) => id).slice(0, 4)).toEqual(['task-failed', 'task-soon', 'task-done', 'task-open']);
  expect(others).toEqual([]);
});

test('the outputs of the node are an expression that names the three', () => {
  expect(description.outputs).toMatch(/^=\{\{.*Completed.*In Progress.*Failed.*\}\}$/s);
});
