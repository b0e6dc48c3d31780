/** Get Status with Route by Status: three outputs, so that a loop needs no Switch. */
import { outputs } from '../support/context.mts';
import { description } from '../support/form.mts';
import { completed, failed, pending, withoutVideo } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json } from '../support/service.mts';

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

test('without it all items take the one output, in order', async () => {
  const [only, ...others] = await routed(false);
  expect(only?.map(([id]) => id).slice(0, 4)).toEqual(['task-failed', 'task-soon', 'task-done', 'task-open']);
  expect(others).toEqual([]);
});

test('the outputs of the node are an expression that names the three', () => {
  expect(description.outputs).toMatch(/^=\{\{.*Completed.*In Progress.*Failed.*\}\}$/s);
});
