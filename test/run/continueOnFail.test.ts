/** Continue On Fail: a failed item is one that n8n routes to the error output, and the others come through. */
import { execute, failing, flowers } from '../support/context.mts';
import { accepted, failed } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json } from '../support/service.mts';

const items = ['Waves', 'Wind', 'Rain'].map((prompt) => ({ prompt }));

/** A task is named after its prompt. */
const idOf = (body: unknown) => `task-${(body as { prompt: string }).prompt}`;

const naming = () => fakeService({ create: ({ body }) => json(accepted({ id: idOf(body) })) });

const failedItem = (error: unknown, message: unknown, item: number) => ({
  json: { error, message },
  pairedItem: { item },
});

test('with Continue On Fail the other items come through, and a failed one is exactly {error, message}', async () => {
  const service = fakeService({
    create: ({ body }) =>
      idOf(body) === 'task-Wind' ? apiError(422, 'No wind') : json(accepted({ id: idOf(body) })),
  });
  const output = await execute({
    service,
    parameters: flowers,
    items: items.slice(0, 3),
    continueOnFail: true,
  });
  // Exactly these keys: n8n routes an item to its error output by them.
  expect(output[1]).toStrictEqual(failedItem('No wind', expect.stringMatching(/^invalid_request: .+/), 1));
  expect(output.map(({ json: { taskId }, pairedItem }) => [taskId, pairedItem])).toEqual([
    ['task-Waves', { item: 0 }],
    [undefined, { item: 1 }],
    ['task-Rain', { item: 2 }],
  ]);
});

test('a missing credential fails every item, each paired, and names the credential', async () => {
  const noCredential = new Error('Node does not have any credentials set');
  const output = await execute({
    ...{ service: fakeService({}), parameters: flowers, items, noCredential },
    continueOnFail: true,
  });
  const told = expect.stringMatching(/^authentication: .*AIHubMax API credential/) as string;
  expect(output).toStrictEqual(items.map((_item, nth) => failedItem(noCredential.message, told, nth)));
  const error = await failing({ service: fakeService({}), parameters: flowers, noCredential });
  expect(error).toMatchObject({ context: { category: 'authentication', itemIndex: 0 } });
});

test('with Continue On Fail a failed task is told with its ID, what to change and that a new try is charged', async () => {
  const service = fakeService({
    create: ({ body }) => json(accepted({ id: idOf(body) })),
    look: (request) => json(failed({ id: askedFor(request) })),
  });
  const parameters = { ...flowers, operation: 'createAndWait' };
  const output = await execute({ service, parameters, items: items.slice(0, 1), continueOnFail: true });
  const message = expect.stringMatching(/^content_policy: .*prompt.*task-Waves.*charged again/);
  expect(output).toStrictEqual([
    failedItem('The request was rejected by content moderation (task task-Waves)', message, 0),
  ]);
});

test('with Continue On Fail an item that is wrong is not sent, and the others are', async () => {
  const service = naming();
  const wrong = [{ prompt: 'Waves' }, { prompt: '' }, { prompt: 'Rain', duration: 5 }, { prompt: 'Snow' }];
  const output = await execute({ service, parameters: flowers, items: wrong, continueOnFail: true });
  expect(output[1]).toStrictEqual(
    failedItem(
      'Prompt is empty, but the video needs it.',
      expect.stringMatching(/^invalid_request: Nothing was sent/),
      1,
    ),
  );
  expect(output[2]?.json.error).toBe('Duration is 5, but Veo 3.1 allows 4, 6 or 8.');
  expect(service.creates().map(({ body }) => idOf(body))).toEqual(['task-Waves', 'task-Snow']);
});
