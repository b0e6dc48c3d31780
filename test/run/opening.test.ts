/** A run that cannot be opened: only a credential that is missing or unreadable is told as one. */
import { ExpressionError, NodeOperationError } from 'n8n-workflow';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { node } from '../support/form.mts';
import { accepted, processing } from '../support/replies.mts';
import { askedFor, fakeService, json } from '../support/service.mts';

const told = async (thrown: Error) => {
  const service = fakeService({});
  const error = await failing({ service, parameters: flowers, noCredential: thrown });
  expect(service.requests).toEqual([]);
  const [item] = await execute({ service, parameters: flowers, noCredential: thrown, continueOnFail: true });
  expect(item?.json).toStrictEqual({
    error: error.message,
    message: (error as NodeOperationError).description,
    charged: 'no',
    failure: expect.objectContaining({ charged: 'no', retryable: expect.any(Boolean) as boolean }) as object,
  });
  return error;
};

// n8n-core 2.40, node-execution-context.js, constants.js (CREDENTIAL_ERRORS) and n8n's credentials-helper.js.
test.each([
  ['Node does not have any credentials set', /Choose or create an AIHubMax API credential/],
  ['Node does not have any credentials set for "aiHubMaxApi"', /Choose or create/],
  ['Credential with ID "x1" does not exist for type "aiHubMaxApi".', /Choose or create/],
  ['Credentials not found', /Choose or create/],
  [
    'Credentials could not be decrypted. The likely reason is that a different "encryptionKey" was used to encrypt the data.',
    /enter the API key again/,
  ],
  ['Decrypted credentials data is not valid JSON.', /enter the API key again/],
])('%j is about the credential', async (message, advice) => {
  const error = await told(new NodeOperationError(node, message));
  expect(error).toMatchObject({ message, context: { category: 'authentication', itemIndex: 0 } });
  expect(error).toHaveProperty('description', expect.stringMatching(advice));
});

test.each<[string, Error, string, RegExp]>([
  ['a database that is away', new Error('Connection terminated unexpectedly'), 'service', /try again/],
  [
    'a defect',
    new TypeError("Cannot read properties of undefined (reading 'credentials')"),
    'service',
    /bug/,
  ],
  ['an expression', new ExpressionError('No execution data'), 'invalid_request', /expression/],
])('%s is not about the credential', async (_what, thrown, category, advice) => {
  const error = await told(thrown);
  expect(error).toMatchObject({ message: thrown.message, context: { category, itemIndex: 0 } });
  expect(error).toHaveProperty('description', expect.stringMatching(advice));
  expect(error).not.toHaveProperty('description', expect.stringMatching(/API key/));
});

const gone = { noCredential: new Error('Credentials not found') };

/** Two items, each with a task of its own, and a wait that gives up: another try has something to pick up. */
function tries(over: Partial<Scene> = {}) {
  const service = fakeService({
    create: (_request, nth) => json(accepted({ id: `task-${nth + 1}` })),
    look: (request) => json(processing(50, { id: askedFor(request) })),
  });
  const parameters = { ...flowers, operation: 'createAndWait', waitOptions: { timeoutMinutes: 1 } };
  const items = [{ prompt: 'One' }, { prompt: 'Two' }];
  return { service, parameters, items, memory: {}, step: {}, ...over };
}

test('items of a try that cannot be opened say what the one before has created, each its own task', async () => {
  const scene = tries({ continueOnFail: true });
  await execute(scene);
  const items = await execute({ ...scene, ...gone });
  const own = (taskId: string) => ({
    error: `Credentials not found (task ${taskId})`,
    message: `authentication: Choose or create an AIHubMax API credential at the top of this node. Use Get Status with task ID ${taskId} to get the result. Creating it again will be charged again.`,
    charged: 'yes',
    failure: expect.objectContaining({ category: 'authentication', taskId, charged: 'yes' }) as object,
  });
  expect(items.map((item) => item.json)).toStrictEqual([own('task-1'), own('task-2')]);
  expect(scene.service.creates()).toHaveLength(2);
});

test.each([
  ['the next try', {}],
  ["a person's Retry", { step: {}, executionId: 'execution-2', mode: 'retry' as const }],
])('an error for want of a credential names all tasks that are paid for: %s', async (_who, next) => {
  const scene = tries();
  await failing(scene);
  const error = await failing({ ...scene, ...next, ...gone });
  expect(error).toMatchObject({
    message: 'Credentials not found',
    description:
      'authentication: 2 tasks of this run are paid for. To get them: Executions → Retry on this execution, which does not charge for them again unless they fail. Choose or create an AIHubMax API credential at the top of this node. To keep finished items next time: Settings → On Error → Continue. Task IDs: task-1, task-2.',
    context: { charged: 'step' in next ? 'no' : 'yes', paidTasks: ['task-1', 'task-2'] },
  });
  expect(scene.service.creates()).toHaveLength(2);
});

test('it says what nobody knows of the tries before, too', async () => {
  const service = fakeService({ create: { code: 'ECONNRESET' } });
  const scene = { ...tries(), service, items: [{ prompt: 'One' }] };
  await failing(scene);
  const error = await failing({ ...scene, ...gone });
  expect(error).toMatchObject({ context: { charged: 'unknown' } });
  expect(error).toHaveProperty('description', expect.stringContaining('unknown whether AIHubMax accepted 1'));
  expect(service.creates()).toHaveLength(1);
});

test('another pass of a loop is told nothing of the first', async () => {
  const scene = tries();
  await failing(scene);
  const error = await failing({ ...scene, runIndex: 1, step: {}, ...gone });
  expect(error).toMatchObject({ context: { charged: 'no' } });
  expect(error).not.toHaveProperty('context.paidTasks');
});

test('an agent whose tool cannot be opened at its second try is told the task of its call alone', async () => {
  const scene = tries({ isEngineTool: true, items: [{ prompt: 'One' }] });
  await execute({ ...scene, step: {}, items: [{ prompt: 'Of another call' }] });
  await execute(scene);
  expect((await execute({ ...scene, ...gone })).map((item) => item.json)).toStrictEqual([
    {
      error: 'Credentials not found (task task-2)',
      message: expect.stringContaining('Use Get Status with task ID task-2') as string,
      charged: 'yes',
    },
  ]);
  const other = await execute({ ...scene, step: {}, ...gone });
  expect(other.map((item) => [item.json.error, item.json.charged])).toEqual([
    ['Credentials not found', 'no'],
  ]);
});

test('a try that n8n begins after Stop names what the one before has paid for, and sends nothing', async () => {
  const scene = tries();
  await failing(scene);
  const before = scene.service.requests.length;
  const error = await failing({ ...scene, stop: AbortSignal.abort() });
  expect(error).toMatchObject({ context: { category: 'cancelled', paidTasks: ['task-1', 'task-2'] } });
  expect(scene.service.requests).toHaveLength(before);
});
