/** Get Status: reads a task, or waits for its end; never pays. */
import { execute, failing } from '../support/context.mts';
import { finishedItem } from '../support/items.mts';
import { completed, failed, pending, processing, taskId, withoutVideo } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json, type Script } from '../support/service.mts';

const parameters = { operation: 'getStatus', taskId };
const reading = async (look: Script, over: Record<string, string | boolean> = {}) => {
  const service = fakeService({ look });
  const [only] = await execute({ service, parameters: { ...parameters, ...over } });
  return { json: only?.json, service };
};

const finished = {
  ...finishedItem,
  expiresAt: '2026-11-23T10:13:20.000Z',
};

test('a finished task is read with one look', async () => {
  const { json: output, service } = await reading(json(completed()));
  expect(output).toStrictEqual(finished);
  expect(service.requests.map(({ method, url, qs }) => ({ method, url, qs }))).toEqual([
    { method: 'GET', url: `https://api.aihubmax.com/v1/tasks/${taskId}`, qs: undefined },
  ]);
});

test.each([
  ['pending', pending(), { isDone: false }],
  ['processing', processing(40), { isDone: false, progress: 40 }],
  ['completed', withoutVideo(), { isDone: false, videoUrl: null }],
  ['failed', failed(), { isDone: true, isFailed: true, nextCheckSeconds: null }],
  ['paused', pending({ status: 'paused' }), { isDone: false, isFailed: false }],
])('a task that is %s is an ordinary item', async (status, reply, expected) => {
  const { json: output, service } = await reading(json(reply));
  expect(output).toMatchObject({ ...expected, taskId, status });
  expect(service.looks()).toHaveLength(1);
});

test('an answer without a task keeps the words of the service', async () => {
  const service = fakeService({ look: json({ error: { message: 'Not on this node' } }) });
  const error = await failing({ service, parameters });
  expect(error.message).toBe(`Not on this node (task ${taskId})`);
});

test('an ID with blanks around it is read without them', async () => {
  const { service } = await reading(json(completed()), { taskId: ` ${taskId}\n` });
  expect(service.looks().map(askedFor)).toEqual([taskId]);
});

test('trouble that passes is looked past', async () => {
  const { json: output, service } = await reading([
    { code: 'ECONNRESET' },
    apiError(503, 'Busy'),
    json(completed()),
  ]);
  expect(output).toMatchObject({ isSuccess: true });
  expect(service.looks()).toHaveLength(3);
});

test('trouble that stays is reported after a few looks, with the task', async () => {
  const service = fakeService({ look: apiError(503, 'Busy', 'service_unavailable') });
  const error = await failing({ service, parameters });
  expect(error).toMatchObject({
    message: `Busy (task ${taskId})`,
    context: { category: 'service', taskId, itemIndex: 0 },
  });
  expect(service.looks().length).toBeLessThanOrEqual(6);
});

test.each([
  ['the network', { code: 'ECONNREFUSED' }, 'AIHubMax could not be reached (ECONNREFUSED)'],
  ['the service', apiError(422, 'connect ECONNREFUSED 10.0.0.7:443'), 'connect ECONNREFUSED 10.0.0.7:443'],
])(
  'the words of %s and the task survive, though n8n has words of its own for them',
  async (_whose, look, words) => {
    const error = await failing({ service: fakeService({ look }), parameters });
    expect(error.message).toBe(`${words} (task ${taskId})`);
  },
);

test('an unknown task is reported at once', async () => {
  const service = fakeService({ look: apiError(404, 'The task does not exist', 'not_found') });
  const error = await failing({ service, parameters });
  expect(error).toMatchObject({
    message: `The task does not exist (task ${taskId})`,
    description: expect.stringMatching(/^invalid_request: /) as string,
  });
  expect(error).toHaveProperty(
    'description',
    expect.stringMatching(/No task of this ID belongs to this API key/),
  );
  expect(service.looks()).toHaveLength(1);
});

test.each(['', 'a b', '../models'])('the ID %j is refused before anything is sent', async (id) => {
  const service = fakeService({});
  const error = await failing({ service, parameters: { ...parameters, taskId: id } });
  expect(error).toMatchObject({ context: { category: 'invalid_request', itemIndex: 0 } });
  expect(service.requests).toEqual([]);
});
