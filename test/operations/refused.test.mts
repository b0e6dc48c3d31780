/** What the form can ask for and the vendor would refuse costs nothing: not one request leaves the node. */
import type { INodeParameters } from 'n8n-workflow';
import { variantNames } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { allAccepted, allRejected, named } from '../support/contract.mts';
import { execute, failing, key } from '../support/context.mts';
import { accepted as taskReply, completed, failed, taskId } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';

const form = (parameters: object) => ({ ...(parameters as INodeParameters), operation: 'createAndWait' });

const refused = allRejected.flatMap((row) =>
  variantNames.some((name) => name === row.parameters?.model) && row.parameters
    ? [{ ...row, parameters: row.parameters }]
    : [],
);

test.each(named(refused))('nothing is sent: %s', async (_name, { parameters }) => {
  const service = fakeService({});
  const { model, ...given } = parameters;
  // An expression may give anything; the form itself would not.
  const items = [{ model, ...given } as INodeParameters];
  const error = await failing({ service, parameters: { operation: 'createAndWait' }, items });
  expect(error).toMatchObject({ context: { category: 'invalid_request', itemIndex: 0 } });
  expect(service.requests).toEqual([]);
});

test.each(named(allAccepted))('sent once as it is: %s', async (_name, { parameters, body }) => {
  const service = fakeService({ create: json(taskReply()), look: json(completed()) });
  const items = [parameters as unknown as INodeParameters];
  const [only] = await execute({ service, parameters: { operation: 'createAndWait' }, items });
  expect(service.creates().map((request) => request.body)).toStrictEqual([body]);
  expect(only?.json.request).toStrictEqual(body);
});

const usual = form({ prompt: 'Waves', imageUrl: 'https://example.com/photo.jpg' });

test.each([
  ['a refusal', fakeService({ create: apiError(401, `Unknown key ${key}`) })],
  ['a broken connection', fakeService({ create: { code: 'ECONNRESET' } })],
  [
    'a failed task',
    fakeService({ create: json(taskReply()), look: json(failed({ error: { message: `Key ${key}` } })) }),
  ],
])('the key is in no error after %s', async (_what, service) => {
  const scene = { service, parameters: usual };
  const error = await failing(scene);
  const [item] = await execute({ ...scene, continueOnFail: true, memory: {} });
  const all = [error.message, error.stack, JSON.stringify(error), JSON.stringify(item)].join('\n');
  expect(all).not.toContain(key);
});

test('the key is in no item, not even in the reply of the API', async () => {
  const service = fakeService({
    create: json(taskReply()),
    look: json(completed({ echo: [`Bearer ${key}`] })),
  });
  const [item] = await execute({ service, parameters: { ...usual, simplify: false } });
  expect(item?.json).toMatchObject({ taskId, raw: { echo: ['Bearer [API key]'] } });
});
