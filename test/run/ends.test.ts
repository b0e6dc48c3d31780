/** The hint of a run says in one sentence how its items have ended. */
import type { INodeParameters } from 'n8n-workflow';
import { execute, flowers } from '../support/context.mts';
import { accepted, completed, failed } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json, type Reaction } from '../support/service.mts';

const waiting: INodeParameters = {
  ...flowers,
  operation: 'createAndWait',
  waitOptions: { timeoutMinutes: 5 },
};

test('one sentence counts apart how the items have ended', async () => {
  const hints: string[] = [];
  const answers: Record<string, Reaction> = { refused: apiError(422, 'No'), lost: { code: 'ECONNRESET' } };
  const service = fakeService({
    create: ({ body }) => {
      const { prompt } = body as { prompt: string };
      return answers[prompt] ?? json(accepted({ id: `task-${prompt}` }));
    },
    look: (request) =>
      json((askedFor(request) === 'task-bad' ? failed : completed)({ id: askedFor(request) })),
  });
  const prompts = ['good', 'bad', 'refused', '', 'lost', 'over'];
  const parameters = { ...waiting, batching: { maxConcurrentTasks: 1, maxVideos: 3 } };
  const items = prompts.map((prompt) => ({ prompt }));
  const memory = {};
  const output = await execute({ service, parameters, items, hints, memory, continueOnFail: true });
  expect(output.map(({ json: { charged } }) => charged)).toEqual([
    'yes',
    'unknown',
    'no',
    'no',
    'unknown',
    'no',
  ]);
  expect(hints[0]).toBe(
    '6 items: 1 created, 1 not sent, 1 not sent (Max Videos is 3), 1 refused, 1 failed, 1 with unknown outcome.',
  );
  const again: string[] = [];
  await execute({
    service,
    parameters: waiting,
    items: [{ prompt: 'good' }],
    memory,
    hints: again,
    executionId: 'execution-2',
    step: {},
    mode: 'retry',
  });
  expect(again[0]).toMatch(/^1 item: 1 reused\. /);
});
