/** A person who presses Retry decides to pay again, once each time; Retry On Fail never does. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Fault } from '../../dev/emulator/index.mts';
import type { Flow } from '../support/engine.mts';
import { retryOnFail } from './cell.mts';
import { breaches } from './laws.mts';
import { json, openStage, play, sent } from './stage.mts';
import type { Seen, Stage } from './stage.mts';

let stage: Stage;
let executions = 0;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(async () => await stage.emulator.stop());

/** Of the next run only. */
const onCreate = (then: Fault) => stage.emulator.fault({ on: 'create', then });

const failing: Fault = { script: { end: 'failed', error: { message: 'Not allowed' } } };
const lost: Fault = { accepted: true, reset: true };

async function run(flow: Partial<Flow> = {}): Promise<Seen> {
  const seen = await play(stage, {
    parameters: {
      operation: 'createAndWait',
      prompt: '={{ $json.prompt ?? "Waves" }}',
      imageUrl: stage.emulator.samplePhotoUrl,
      waitOptions: { timeoutMinutes: 2 },
    },
    executionId: `execution-${++executions}`,
    ...flow,
  });
  expect(breaches({ seen, known: [], key: stage.emulator.key })).toEqual([]);
  return seen;
}

const retry = async (former: Seen, flow: Partial<Flow> = {}): Promise<Seen> =>
  await run({ retryOf: former.saved, ...flow });

test('each Retry pays once, whatever Retry On Fail does meanwhile', async () => {
  onCreate(failing);
  const first = await run({ settings: retryOnFail });
  onCreate(failing);
  const second = await retry(first, { settings: retryOnFail });
  onCreate(failing);
  const third = await retry(second, { settings: retryOnFail });
  const fourth = await retry(third, { settings: retryOnFail });
  expect([first, second, third, fourth].map((seen) => sent(seen, 'create'))).toEqual([1, 1, 1, 1]);
  expect(json(fourth)).toMatchObject({ taskId: fourth.tasks[0]?.id, isSuccess: true });
});

test('a task that was picked up and then fails is not made anew by Retry On Fail', async () => {
  onCreate({ script: { ...failing.script, seconds: 400 } });
  const first = await run({ settings: retryOnFail });
  stage.clock.advance(100_000);
  const second = await retry(first, { settings: retryOnFail });
  expect(second.error?.message).toContain(`Not allowed (task ${first.tasks[0]?.id})`);
  expect([sent(first, 'create'), sent(second, 'create')]).toEqual([1, 0]);
  const third = await retry(second, { settings: retryOnFail });
  expect([sent(third, 'create'), json(third).isSuccess]).toEqual([1, true]);
});

test('an unknown submission that a Retry sends again, and loses again, stays at one a Retry', async () => {
  onCreate(lost);
  const first = await run({ settings: retryOnFail });
  onCreate(lost);
  const second = await retry(first, { settings: retryOnFail });
  expect(second.error?.description).toMatch(/^submission_unknown: /);
  const third = await retry(second, { settings: retryOnFail });
  expect([first, second, third].map((seen) => sent(seen, 'create'))).toEqual([1, 1, 1]);
});

test('of several items only the one that failed is made anew', async () => {
  const items: INodeExecutionData[] = ['One', 'Two', 'Three'].map((prompt) => ({ json: { prompt } }));
  stage.emulator.fault({ on: 'create', match: { body: { prompt: 'Two' } }, then: failing });
  const first = await run({ items, settings: retryOnFail });
  expect(first.tasks.length).toBe(3);
  for (const { id } of first.tasks)
    expect(first.error?.description.concat(first.error.message)).toContain(id);
  const second = await retry(first, { settings: retryOnFail });
  expect(second.items.map(({ json: { isSuccess, resumed } }) => [isSuccess, resumed])).toEqual([
    [true, true],
    [true, false],
    [true, true],
  ]);
  expect(second.tasks.map(({ request }) => request.prompt)).toEqual(['Two']);
});
