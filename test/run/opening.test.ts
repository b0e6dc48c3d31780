/** A run that cannot be opened: only a credential that is missing or unreadable is told as one. */
import { ExpressionError, NodeOperationError } from 'n8n-workflow';
import { execute, failing, flowers } from '../support/context.mts';
import { node } from '../support/form.mts';
import { accepted } from '../support/replies.mts';
import { fakeService, json } from '../support/service.mts';

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

test('a try that cannot be opened tells what the one before has created', async () => {
  const service = fakeService({ create: json(accepted()) });
  const scene = { service, parameters: flowers, step: {}, continueOnFail: true };
  await execute(scene);
  const [item] = await execute({ ...scene, noCredential: new Error('None') });
  expect(item?.json).toMatchObject({ charged: 'yes', failure: { charged: 'yes' } });
});
