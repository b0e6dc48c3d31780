/** n8n's log: one line for every task, written as soon as its ID is known. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { operations } from '../../nodes/AiHubMaxVeo/operations';
import { execute } from '../../nodes/AiHubMaxVeo/run/execute';
import { VirtualClock } from '../support/clock.mts';
import { fakeContext, flowers, key, picture, type Scene } from '../support/context.mts';
import { accepted, completed } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';

const idOf = (body: unknown) => `task-${(body as { prompt: string }).prompt}`.replaceAll(' ', '-');

async function logged(scene: Scene, name = 'Daily short', fails?: () => void): Promise<string[]> {
  const lines: string[] = [];
  const context: IExecuteFunctions = {
    ...fakeContext(scene),
    getWorkflow: () => ({ id: 'wf-7', name, active: true }),
  };
  context.logger.info = (message: string) => {
    lines.push(message);
    return fails?.();
  };
  const clock = new VirtualClock();
  await clock.run(execute(context, { operations, continueOnFail: false, clock })).catch(() => undefined);
  return lines;
}

const throwing = () => {
  throw new Error('The log is full');
};

const creating = () => fakeService({ create: ({ body }) => json(accepted({ id: idOf(body) })) });
const items = [{ prompt: 'Waves' }, { prompt: 'Wind' }];

test('every task has its line with all there is to find it by, and nothing secret', async () => {
  const lines = await logged({ service: creating(), parameters: flowers, items });
  const place = 'workflow "Daily short" (wf-7), node "AIHubMax Veo", execution execution-1';
  expect(lines).toEqual([
    `AIHubMax created task task-Waves: ${place}, item 1`,
    `AIHubMax created task task-Wind: ${place}, item 2`,
  ]);
  expect(lines.join()).not.toContain(key);
  expect(lines.join()).not.toContain(picture);
});

test('a name of several lines stays one line of the log', async () => {
  const lines = await logged({ service: creating(), parameters: flowers }, 'Daily\n2026 ERROR forged');
  expect(lines).toEqual([expect.stringMatching(/^.*"Daily 2026 ERROR forged".*$/)]);
});

test('an ID of several lines is no task, and forges no line of the log', async () => {
  const id = 'task-1: workflow "x"\r\n2026-01-01 | info | AIHubMax created task task-forged';
  const service = fakeService({ create: json(accepted({ id })) });
  expect(await logged({ service, parameters: flowers }).catch(() => [])).toEqual([]);
});

test.each([
  ['lines of other alphabets', 'Daily\u2028forged\u2029forged\u0085forged\vforged'],
  ['escape sequences', 'Daily\u001b[2J\u001b]0;owned\u0007\u009b31m\0\u007f'],
  ['signs that turn the text around', 'Daily\u202egpj.exe\u2066\u2069\u200f\u061c'],
  ['a megabyte', 'D'.repeat(1_000_000)],
])('%s do not get into the log', async (_what, name) => {
  const service = fakeService({ create: json(accepted({ id: 'task-1' })) });
  const [line = '', ...others] = await logged({ service, parameters: flowers }, name);
  expect(others).toEqual([]);
  expect(line).toMatch(/^AIHubMax created task task-1.*, item 1$/);
  expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
  expect(line.length).toBeLessThan(1_600);
});

test.each([
  ['throws', throwing],
  ['rejects', async () => await Promise.reject(new Error('The log is full'))],
])('a logger that %s loses no task and ends no process', async (_how, fails) => {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', note);
  const memory = {};
  const service = creating();
  const scene = { service, parameters: flowers, memory };
  expect(await logged(scene, 'Daily', fails)).toHaveLength(1);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(rejections).toEqual([]);
  expect(JSON.stringify(memory)).toContain('"taskId"');
  expect(service.creates()).toHaveLength(1);
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
