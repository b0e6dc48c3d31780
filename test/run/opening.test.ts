/** A run that cannot be opened: only a credential that is missing or unreadable is told as one. */
import { ExpressionError, NodeOperationError } from 'n8n-workflow';
import { execute, failing, flowers } from '../support/context.mts';
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

describe('a try that cannot be opened, after one that has created', () => {
  const taskOf = (prompt: string) => `task-${prompt}`;
  const service = fakeService({
    create: ({ body }) => json(accepted({ id: taskOf((body as { prompt: string }).prompt) })),
    look: (request) => json(processing(50, { id: askedFor(request) })),
  });
  const parameters = { ...flowers, operation: 'createAndWait', waitOptions: { timeoutMinutes: 1 } };
  const items = [{ prompt: 'a' }, { prompt: 'b' }];
  const closed = { noCredential: new Error('Connection terminated unexpectedly') };

  test('says of each item what it has cost, and names its task', async () => {
    const scene = { service, parameters, items, step: {}, memory: {}, continueOnFail: true };
    await execute(scene);
    const told = await execute({ ...scene, ...closed });
    expect(told.map((item) => item.json)).toEqual(
      ['a', 'b'].map((prompt): unknown => ({
        error: `Connection terminated unexpectedly (task ${taskOf(prompt)})`,
        message: expect.stringContaining(`Use Get Status with task ID ${taskOf(prompt)} to get the result.`),
        charged: 'yes',
        failure: expect.objectContaining({ charged: 'yes', taskId: taskOf(prompt) }),
      })),
    );
  });

  test('names all tasks where it ends the run', async () => {
    const scene = { service, parameters, items, step: {}, memory: {} };
    await failing(scene);
    const error = (await failing({ ...scene, ...closed })) as NodeOperationError;
    expect(error.description).toMatch(
      /^service: 2 tasks of this run are paid for\. To get them: Executions → /,
    );
    expect(error.description).toMatch(/ Task IDs: task-a, task-b\.$/);
    expect(error.context.paidTasks).toEqual([taskOf('a'), taskOf('b')]);
  });
});
