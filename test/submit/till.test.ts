/** Who pays, and how often: one create per task, whatever n8n or a person does afterwards. */
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { accepted, completed, failed, processing, taskId } from '../support/replies.mts';
import { apiError, fakeService, json, type Reaction, type Script } from '../support/service.mts';

const parameters = { ...flowers, operation: 'createAndWait' };

const serving = (look: Script, create: Script = json(accepted())) => fakeService({ create, look });

/** What the first try left behind in n8n's memory, with the requests of the second. */
async function twice(first: Partial<Scene>, second: Partial<Scene> = {}) {
  const memory = {};
  const before: Scene = { service: serving(json(failed())), parameters, memory, ...first };
  await failing(before);
  const after: Scene = { ...before, service: fakeService({ look: json(completed()) }), ...second };
  return { before: before.service, after: after.service, scene: after };
}

const personsRetry = { executionId: 'execution-2' };

const unknown: Array<[string, Reaction]> = [
  ['a lost connection', { code: 'ECONNRESET' }],
  ['no answer in time', { code: 'ECONNABORTED' }],
  ['HTTP 500', apiError(500, 'boom')],
  ['HTTP 503', apiError(503, 'boom')],
  ['a reply without a task', json({ id: '' })],
  ['a web page with status 200', json('<html></html>')],
];

test.each(unknown)(
  'after %s nobody knows, so nothing is sent again, now or by Retry On Fail',
  async (_what, create) => {
    const memory = {};
    const service = fakeService({ create });
    for (let attempt = 1; attempt <= 3; attempt++) {
      const error = await failing({ service, parameters, memory });
      expect(error).toMatchObject({ context: { category: 'submission_unknown', itemIndex: 0 } });
      expect(error).toHaveProperty('description', expect.stringMatching(/^submission_unknown: /));
    }
    expect(service.creates()).toHaveLength(1);
  },
);

test('a person who presses Retry after an unknown outcome gets a new task', async () => {
  const first = { service: fakeService({ create: { code: 'ECONNRESET' } }) };
  const service = serving(json(completed()));
  const { scene } = await twice(first, { ...personsRetry, service });
  const [only] = await execute(scene);
  expect(only?.json).toMatchObject({ isSuccess: true, resumed: false });
  expect(service.creates()).toHaveLength(1);
});

test('a task that still ran when the node failed is picked up by the next try', async () => {
  const { before, after, scene } = await twice({ service: serving(json(processing(50))) });
  const [only] = await execute(scene);
  expect(only?.json).toMatchObject({ taskId, isSuccess: true, resumed: true });
  expect([before.creates().length, after.creates().length]).toEqual([1, 0]);
});

test('Create gives back the task of an earlier try too', async () => {
  const memory = {};
  const create = { service: serving([]), parameters: flowers, memory };
  const [first] = await execute(create);
  const [again] = await execute({ ...create, service: fakeService({ look: json(processing(10)) }) });
  expect([first?.json.resumed, again?.json.resumed]).toEqual([false, true]);
  expect(again?.json).toMatchObject({ taskId, progress: 10 });
});

test('Retry On Fail reports a failed task again, and does not pay for another', async () => {
  const { after, scene } = await twice({}, { service: fakeService({ look: json(failed()) }) });
  expect(await failing(scene)).toMatchObject({ context: { category: 'content_policy', taskId } });
  expect(after.creates()).toEqual([]);
});

test.each<[string, Partial<Scene>]>([
  ['a person presses Retry', personsRetry],
  ['the user allows it', { parameters: { ...parameters, options: { recreateFailedTasks: true } } }],
])('a failed task is made anew when %s', async (_when, how) => {
  const look: Script = ({ url }) =>
    json(url.endsWith('-new') ? completed({ id: `${taskId}-new` }) : failed());
  const service = serving(look, json(accepted({ id: `${taskId}-new` })));
  const { scene } = await twice({}, { ...how, service });
  const [only] = await execute(scene);
  expect(only?.json).toMatchObject({ taskId: `${taskId}-new`, isSuccess: true, resumed: false });
  expect(service.creates()).toHaveLength(1);
});

test('Retry On Fail with a prompt that changes by itself, such as the time of day, is still one order', async () => {
  const step = {};
  const later = { parameters: { ...parameters, prompt: 'At 12:01' }, step };
  const { before, after, scene } = await twice({ service: serving(json(processing(50))), step }, later);
  expect((await execute({ ...scene, ...later }))[0]?.json).toMatchObject({ taskId, resumed: true });
  expect([before.creates().length, after.creates().length]).toEqual([1, 0]);
});

test.each<[string, Partial<Scene>]>([
  ['another prompt', { parameters: { ...parameters, prompt: 'Another' } }],
  ['another pass of a loop', { runIndex: 1 }],
])('%s is another task', async (_what, how) => {
  const service = serving(json(completed()));
  const { scene } = await twice({}, { ...how, service });
  expect((await execute(scene))[0]?.json).toMatchObject({ resumed: false });
  expect(service.creates()).toHaveLength(1);
});

test('a refused create leaves nothing behind: the next try sends it', async () => {
  const service = serving(json(completed()));
  const { scene } = await twice(
    { service: fakeService({ create: apiError(422, 'No channel') }) },
    { service },
  );
  expect((await execute(scene))[0]?.json).toMatchObject({ isSuccess: true, resumed: false });
});

test('a create that is answered without a task keeps the words of the service', async () => {
  const refusal = { error: { message: 'This model is switched off for your group' } };
  const service = fakeService({ create: json(refusal) });
  const error = await failing({ service, parameters: flowers });
  expect(error.message).toBe(
    'It is unknown whether AIHubMax accepted this request: This model is switched off for your group',
  );
  expect(error).toMatchObject({ context: { category: 'submission_unknown' } });
});

test('what the node remembers holds no key, no prompt and no picture', async () => {
  const memory = {};
  await execute({ service: serving(json(completed())), parameters, memory });
  expect(JSON.stringify(memory)).toContain(taskId);
  expect(JSON.stringify(memory)).not.toMatch(/sk-test|flowers|example\.com/);
});
