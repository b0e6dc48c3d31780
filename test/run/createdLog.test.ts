/** n8n's log: one line for every task, written as soon as its ID is known. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { operations } from '../../nodes/AiHubMaxVeo/operations';
import { execute } from '../../nodes/AiHubMaxVeo/run/execute';
import { VirtualClock } from '../support/clock.mts';
import { fakeContext, flowers, key, picture } from '../support/context.mts';
import type { Scene } from '../support/context.mts';
import { accepted, completed } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';

const idOf = (body: unknown) => `task-${(body as { prompt: string }).prompt}`.replaceAll(' ', '-');

async function logged(scene: Scene, name = 'Daily short'): Promise<string[]> {
  const lines: string[] = [];
  const context: IExecuteFunctions = {
    ...fakeContext(scene),
    getWorkflow: () => ({ id: 'wf-7', name, active: true }),
  };
  context.logger.info = (message: string) => void lines.push(message);
  const clock = new VirtualClock();
  await clock.run(execute(context, { operations, continueOnFail: false, clock })).catch(() => undefined);
  return lines;
}

const creating = () => fakeService({ create: ({ body }) => json(accepted({ id: idOf(body) })) });
const items = [{ prompt: 'Waves' }, { prompt: 'Wind' }];

test('every task has its line with all there is to find it by, and nothing secret', async () => {
  const lines = await logged({ service: creating(), parameters: flowers, items });
  const place = 'workflow "Daily short" (wf-7), node "AIHubMax Veo", execution execution-1';
  expect(lines).toEqual([
    `AIHubMax created task task-Waves: ${place}, item 0`,
    `AIHubMax created task task-Wind: ${place}, item 1`,
  ]);
  expect(lines.join()).not.toContain(key);
  expect(lines.join()).not.toContain(picture);
});

test('a name of several lines stays one line of the log', async () => {
  const lines = await logged({ service: creating(), parameters: flowers }, 'Daily\n2026 ERROR forged');
  expect(lines).toEqual([expect.stringMatching(/^.*"Daily 2026 ERROR forged".*$/)]);
});

test('the line is there although the user presses Stop right after the create', async () => {
  const stop = new AbortController();
  const service = fakeService({
    create: () => {
      queueMicrotask(() => stop.abort());
      return json(accepted({ id: 'task-paid' }));
    },
  });
  const parameters = { ...flowers, operation: 'createAndWait' };
  const lines = await logged({ service, parameters, stop: stop.signal });
  expect(lines).toEqual([expect.stringContaining('AIHubMax created task task-paid')]);
});

test.each([
  ['a refused create', fakeService({ create: apiError(422, 'No') }), flowers],
  [
    'a reading',
    fakeService({ look: json(completed({ id: 'task-old' })) }),
    { operation: 'getStatus', taskId: 'task-old' },
  ],
])('%s is no new task', async (_what, service, parameters) => {
  expect(await logged({ service, parameters })).toEqual([]);
});

test('a task that is picked up again is not logged twice', async () => {
  const memory = {};
  const scene = { service: creating(), parameters: flowers, memory };
  expect(await logged(scene)).toHaveLength(1);
  const service = fakeService({ look: json(completed({ id: 'task-The-flowers-sway-gently-in-the-wind' })) });
  expect(await logged({ ...scene, service })).toEqual([]);
});
