/** What the user is told of a failure: what to do, what another try means, and how it began. */
import type { INodeExecutionData } from 'n8n-workflow';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { accepted, completed, failed, processing, taskId, withoutVideo } from '../support/replies.mts';
import { apiError, fakeService, json, type Reaction, type Script } from '../support/service.mts';

const waiting = { ...flowers, operation: 'createAndWait' };

const ended = async (look: Script, over: Partial<Scene> = {}) => {
  const service = fakeService({ create: json(accepted()), look });
  const { message, ...error } = await failing({ service, parameters: waiting, ...over });
  return { message, description: (error as { description?: string }).description ?? '' };
};

const recreating = { parameters: { ...waiting, options: { recreateFailedTasks: true } } };
const reading = { parameters: { operation: 'getStatus', taskId, waitForCompletion: true } };

const causes: Array<[string, object, RegExp]> = [
  ['its content', { code: 'content_policy_violation', message: 'No' }, /^content_policy: .*prompt.*Change/],
  ['its picture', { code: 'image_processing_error', message: 'No' }, /^input_media: .*JPEG, PNG/],
  ['the service', { code: 'service_error', message: 'No' }, /^service: .*Try again later/],
  ['a new reason', { code: 'brand_new', message: 'No' }, /^task_failed: Try a simpler prompt/],
];

describe.each(causes)('a task that failed for good because of %s', (_cause, error, advice) => {
  test.each<[string, Partial<Scene>, RegExp]>([
    ['a wait', {}, /a new try is charged again, also when you select Retry on this execution\.$/],
    ['a wait that recreates', recreating, /charged again, also by Retry On Fail and when you select Retry/],
    ['Get Status', reading, /a new try is charged again\.$/],
  ])('tells after %s what to change and that a new try is charged again', async (_what, over, again) => {
    const { message, description } = await ended(json(failed({ error })), over);
    expect(message).toBe(`No (task ${taskId})`);
    expect(description).toMatch(advice);
    expect(description).toMatch(again);
    expect(description).not.toMatch(/Get Status|by hand|picks|resend/);
  });
});

test('a task that failed without a reason is not said to have told one', async () => {
  const { description } = await ended(json(failed({ error: null })));
  expect(description).toMatch(/^task_failed: /);
  expect(description).not.toMatch(/message/);
  expect(description).toMatch(/usage on AIHubMax shows whether this task was charged/);
});

test.each<[string, Script, RegExp]>([
  ['still runs', json(processing(50)), /^timeout: The task may still be running/],
  ['was completed without its video', json(withoutVideo()), /^completed_without_video: /],
])('a task that %s is one to get, not to create again', async (_what, look, advice) => {
  const { description } = await ended(look);
  expect(description).toMatch(advice);
  expect(description).toContain(
    `Use Get Status with task ID ${taskId} to get the result. Creating it again will be charged again.`,
  );
});

test('a timeout says how the task was, or why that is not known', async () => {
  const minute = { parameters: { ...waiting, waitOptions: { timeoutMinutes: 1 } } };
  expect((await ended(json(processing(50)), minute)).message).toBe(
    `Task ${taskId} was still processing (50 %) after 1 minute`,
  );
  expect((await ended(json(withoutVideo()), minute)).message).toBe(
    `Task ${taskId} was still without a video, though completed, after 1 minute`,
  );
  const silent = { parameters: { ...reading.parameters, waitOptions: { timeoutMinutes: 1.5 } } };
  expect((await ended({ code: 'ECONNRESET' }, silent)).message).toBe(
    `Task ${taskId} could not be read within 1.5 minutes. AIHubMax could not be reached since 2026-11-22T10:13:20.000Z. Last check failed: AIHubMax could not be reached (ECONNRESET)`,
  );
});

test.each<[string, Reaction]>([
  ['500', apiError(500, 'Internal Server Error (request_id: 7)')],
  ['502', apiError(502, 'Bad Gateway')],
  ['a 200 without a task', json({ error: { message: 'Accepted' } })],
  ['a lost connection', { code: 'ECONNRESET' }],
  ['no answer in time', { code: 'ECONNABORTED' }],
])('the headline of a create that met %s says that its outcome is unknown', async (_what, create) => {
  const scene = { service: fakeService({ create }), parameters: flowers };
  const { message, ...error } = await failing(scene);
  expect(message).toMatch(/unknown whether/i);
  expect(error).toHaveProperty(
    'description',
    expect.stringMatching(/^submission_unknown: .*Check your usage.*Retry On Fail won't resend it/),
  );
  const [item] = await execute({ ...scene, continueOnFail: true, memory: {} });
  expect(item?.json.error).toBe(message);
});

test('the headline of an unknown outcome keeps the words of the API', async () => {
  const create = apiError(500, 'Internal Server Error (request_id: 7)');
  const { message } = await failing({ service: fakeService({ create }), parameters: flowers });
  expect(message).toBe(
    'It is unknown whether AIHubMax accepted this request: Internal Server Error (request_id: 7)',
  );
});

test('a message of any length is told in short, and still names the task', async () => {
  const error = { code: 'brand_new', message: 'x'.repeat(300_000) };
  const { message } = await ended(json(failed({ error })));
  expect(message.length).toBeLessThan(1_100);
  expect(message).toMatch(new RegExp(`^x+… \\(task ${taskId}\\)$`));
});

test('what an error says to programs it says in the words that an item has', async () => {
  const service = () => fakeService({ create: json(accepted()), look: json(failed()) });
  const error = await failing({ service: service(), parameters: waiting });
  const waitOptions = { onTaskFailure: 'returnTask' };
  const [item]: INodeExecutionData[] = await execute({
    service: service(),
    parameters: { ...waiting, waitOptions },
  });
  const { message, ...words } = item?.json.failure as Record<string, unknown>;
  expect(error.message).toContain(message);
  expect(error).toMatchObject({ context: words });
  const keys = ['advice', 'category', 'charged', 'code', 'retryable', 'taskId'];
  expect(Object.keys(words).sort()).toEqual(keys);
});

test('a failure that is no end of the task is not told as one', async () => {
  const { description } = await ended([
    json(processing(10)),
    apiError(401, 'Invalid key'),
    json(completed()),
  ]);
  expect(description).toMatch(/^authentication: .*Use Get Status with task ID/);
});

const inTestRun = { mode: 'manual' } as const;

test.each<[string, Script, RegExp, Partial<Scene>]>([
  ['still runs', json(processing(50)), / Execute step goes on with this task, .+ is unchanged\. Use Get/, {}],
  ['failed for good', json(failed()), /charged again, also when you select Execute step\.$/, {}],
  ['came without its video', json(withoutVideo()), /Creating it again will be charged again\.$/, {}],
  [
    'failed for good, recreated',
    json(failed()),
    /also by Retry On Fail and when you select Exec/,
    recreating,
  ],
])('in a test run a task that %s is told with Execute step', async (_what, look, told, over) => {
  const { description } = await ended(look, { ...inTestRun, ...over });
  expect(description).toMatch(told);
  expect(description).not.toMatch(/Retry on this execution/);
});

test('in a test run that creates each time nobody is told that Execute step is free', async () => {
  const parameters = { ...waiting, options: { reuseWhileTesting: false } };
  const { description } = await ended(json(processing(50)), { ...inTestRun, parameters });
  expect(description).toMatch(/to get the result\. Creating it again will be charged again\.$/);
});

test.each<[string, Partial<Scene>, RegExp]>([
  ['in production', {}, / Retrying this execution manually will, and may charge you twice\.$/],
  ['in a test run', inTestRun, / Executing this step again may resend it, and charge you twice\.$/],
  ['to an agent', { isTool: true }, / Running this item again may charge you twice\.$/],
])('of an unknown outcome is said %s what resends it', async (_where, over, told) => {
  const scene = { service: fakeService({ create: apiError(500, 'No') }), parameters: flowers };
  const [item] = await execute({ ...scene, continueOnFail: true, ...over });
  expect(item?.json.message).toMatch(told);
});
