/** Continue On Fail: a failed item is one that n8n routes to the error output, and the others come through. */
import { execute, flowers } from '../support/context.mts';
import { accepted, failed } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json } from '../support/service.mts';

const items = ['Waves', 'Wind', 'Rain'].map((prompt) => ({ prompt }));

/** A task is named after its prompt. */
const idOf = (body: unknown) => `task-${(body as { prompt: string }).prompt}`;

const naming = () => fakeService({ create: ({ body }) => json(accepted({ id: idOf(body) })) });

/** The whole item. `facts`: of its failure, beside what the message says already. */
const failedItem = (error: string, facts: Record<string, unknown>, item: number) => ({
  json: {
    error,
    message: expect.stringMatching(new RegExp(`^${facts.category as string}: .+`)) as string,
    charged: facts.charged,
    failure: {
      code: facts.category,
      message: error,
      retryable: false,
      advice: expect.stringMatching(/.+/) as string,
      ...facts,
    },
  },
  pairedItem: { item },
});

test('with Continue On Fail the other items come through, and a failed one says why for people and for programs', async () => {
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
  const facts = { category: 'invalid_request', charged: 'no' };
  expect(output[1]).toStrictEqual(failedItem('No wind', facts, 1));
  expect(output.map(({ json: { taskId }, pairedItem }) => [taskId, pairedItem])).toEqual([
    ['task-Waves', { item: 0 }],
    [undefined, { item: 1 }],
    ['task-Rain', { item: 2 }],
  ]);
});

test('with Continue On Fail a failed task is told with its ID, what to change and that a new try is charged', async () => {
  const service = fakeService({
    create: ({ body }) => json(accepted({ id: idOf(body) })),
    look: (request) => json(failed({ id: askedFor(request) })),
  });
  const parameters = { ...flowers, operation: 'createAndWait' };
  const output = await execute({ service, parameters, items: items.slice(0, 1), continueOnFail: true });
  const message = 'The request was rejected by content moderation';
  const code = 'content_policy_violation';
  const facts = { category: 'content_policy', code, message, charged: 'unknown', taskId: 'task-Waves' };
  expect(output).toStrictEqual([failedItem(`${message} (task task-Waves)`, facts, 0)]);
  expect(output[0]?.json.message).toMatch(/^content_policy: .*prompt.*task-Waves.*charged again/);
});

test('with Continue On Fail an item that is wrong is not sent, and the others are', async () => {
  const service = naming();
  const wrong = [{ prompt: 'Waves' }, { prompt: '' }, { prompt: 'Rain', duration: 5 }, { prompt: 'Snow' }];
  const output = await execute({ service, parameters: flowers, items: wrong, continueOnFail: true });
  expect(output[1]).toStrictEqual(
    failedItem(
      'Prompt is empty, but the video needs it.',
      {
        category: 'invalid_request',
        advice: expect.stringMatching(/^Nothing was sent/) as string,
        charged: 'no',
      },
      1,
    ),
  );
  expect(output[2]?.json.error).toBe('Duration is 5, but Veo 3.1 allows 4, 6 or 8.');
  expect(service.creates().map(({ body }) => idOf(body))).toEqual(['task-Waves', 'task-Snow']);
});
