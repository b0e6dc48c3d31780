/** Only AIHubMax's own word ends a task: a firewall's page, a proxy, an outage is a check that failed, not a task. */
import { outputs, execute, failing } from '../support/context.mts';
import { accepted, completed, processing } from '../support/replies.mts';
import { apiError, fakeService, json, type Answer, type Reaction, type Script } from '../support/service.mts';

const page = (status: number, body: unknown, headers = {}): Answer => ({ status, body, headers });

const routed = { operation: 'getStatus', taskId: 'task-1', routeByStatus: true };

const waits = { waitForCompletion: true, waitOptions: { timeoutMinutes: 0.5 } };

async function routes(look: Script, parameters: object = {}, more: object = {}) {
  const service = fakeService({ look });
  const scene = { service, parameters: { ...routed, ...parameters }, ...more };
  const [done = [], open = [], failed = []] = await outputs({ continueOnFail: true, ...scene });
  return { done: done.length, failed: failed.length, checkFailed: open.map((item) => item.json.checkFailed) };
}

// One of each kind; the table is in test/api/client.
const notOurs: Array<[string, Reaction]> = [
  ['a challenge page', page(403, '<!doctype html><title>Just a moment...</title>')],
  ["a load balancer's 403 in JSON", page(403, { message: 'Forbidden' })],
  ['a 302 to a maintenance page', page(302, '', { location: 'https://status.example.com' })],
  ['a certificate that nobody trusts', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
  ["the API's own 503", apiError(503, 'Busy')],
];

test.each(notOurs)('%s comes out under In Progress, with and without a wait', async (_what, look) => {
  const found = { done: 0, failed: 0, checkFailed: [expect.any(String)] };
  expect(await routes(look)).toEqual(found);
  expect(await routes(look, waits)).toEqual(found);
});

test('an outage as long as the wait says since when, and never that the task is still running', async () => {
  const { checkFailed } = await routes({ code: 'ENOTFOUND' }, waits);
  expect(checkFailed).toEqual([
    'Task task-1 could not be read within 0.5 minutes. AIHubMax could not be reached since 2026-11-22T10:13:20.000Z. Last check failed: AIHubMax could not be reached (ENOTFOUND)',
  ]);
  const service = fakeService({ look: { code: 'ENOTFOUND' } });
  const error = await failing({ service, parameters: { ...routed, ...waits, routeByStatus: false } });
  expect(error).toHaveProperty('description', expect.stringMatching(/^timeout: Nobody could read how/));
});

test('an outage in the middle of a wait says how the task was when it was last read', async () => {
  const look: Script = (_request, nth) =>
    nth === 0 ? json(processing(40, { id: 'task-1' })) : { code: 'ENOTFOUND' };
  const service = fakeService({ look });
  const { message } = await failing({ service, parameters: { ...routed, ...waits, routeByStatus: false } });
  expect(message).toMatch(
    /^Task task-1 was processing \(40 %\) when last read\. AIHubMax could not be reached since \S+Z\. /,
  );
});

test.each<[string, Answer]>([
  ['an unknown task', apiError(404, 'Task not found')],
  ['a wrong key', apiError(401, 'Invalid token')],
  ['an empty balance', apiError(402, 'Top up')],
  ['a wrong key beside 200', json({ code: 401, message: 'Invalid token' })],
])('%s in the words of AIHubMax comes out under Failed, with and without a wait', async (_what, look) => {
  expect(await routes(look)).toEqual({ done: 0, failed: 1, checkFailed: [] });
  expect(await routes(look, waits)).toEqual({ done: 0, failed: 1, checkFailed: [] });
});

test('a defect of the node is no task in progress for ever', async () => {
  const memory = { seen: Object.freeze({}) };
  const look = json(completed({ id: 'task-1', created: 1 }));
  expect(await routes(look, {}, { memory })).toMatchObject({ failed: 1, checkFailed: [] });
  expect(await routes(look, waits, { memory })).toMatchObject({ failed: 1, checkFailed: [] });
});

test.each(notOurs)('%s in the middle does not end a wait of fifteen minutes', async (_what, look) => {
  const between = json(completed({ id: 'task-1', status: 'processing', results: null, progress: 10 }));
  const service = fakeService({
    create: json(accepted({ id: 'task-1' })),
    look: (_request, nth) =>
      [between, look, look, json(completed({ id: 'task-1' }))][Math.min(nth, 3)] ?? look,
  });
  const parameters = { operation: 'createAndWait', mode: 'textToVideo', prompt: 'Waves' };
  const [item] = await execute({ service, parameters });
  expect(item?.json.isSuccess).toBe(true);
  expect(service.creates()).toHaveLength(1);
});
