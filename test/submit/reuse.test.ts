/** Test runs in the editor: an unchanged order is not paid for again, and nothing else is touched by that. */
import type { INodeParameters } from 'n8n-workflow';
import { file, png } from '../support/binaries.mts';
import { VirtualClock } from '../support/clock.mts';
import { execute, flowers } from '../support/context.mts';
import type { Scene } from '../support/context.mts';
import { accepted, completed, failed, processing } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json } from '../support/service.mts';
import type { Script } from '../support/service.mts';

/** Tasks are counted over all runs; `look` decides how they are. */
function serving(look: (id: string) => object = (id) => completed({ id }), more: { file?: Script } = {}) {
  let nth = 0;
  return fakeService({
    create: () => json(accepted({ id: `task-${++nth}` })),
    look: (request) => json(look(askedFor(request))),
    upload: json({ url: 'https://files.example.test/u/photo.png' }),
    file: more.file ?? { body: 'a video' },
  });
}

/** A window of the editor: the same process, workflow and node; each run is an execution of its own. */
function editor(over: Partial<Scene> = {}) {
  const clock = new VirtualClock();
  const service = serving();
  let executions = 0;
  return {
    clock,
    service,
    async run(own: Partial<Scene> = {}) {
      const scene: Scene = { service, parameters: flowers, mode: 'manual', clock, ...over, ...own };
      return await execute({ executionId: `run-${++executions}`, memory: {}, ...scene });
    },
  };
}

const idsOf = (output: Awaited<ReturnType<typeof execute>>) => output.map(({ json: item }) => item.taskId);

test('Execute step three times is one create', async () => {
  const hints: string[] = [];
  const { run, service } = editor();
  const first = await run();
  const second = await run({ hints });
  const third = await run({ parameters: { ...flowers, operation: 'createAndWait' } });
  expect(service.creates()).toHaveLength(1);
  expect([first, second, third].map((output) => output[0]?.json.resumed)).toEqual([false, true, true]);
  expect(third[0]?.json).toMatchObject({
    taskId: 'task-1',
    isSuccess: true,
    request: first[0]?.json.request,
  });
  expect(hints.join()).toMatch(/Nothing was charged for 1 item.*turn off Reuse Video While Testing/);
  expect(hints.join()).not.toMatch(/credits? reserved/);
});

const off: INodeParameters = { ...flowers, options: { reuseWhileTesting: false } };

test.each<[string, Partial<Scene>]>([
  ['with the setting off', { parameters: off }],
  ['in production', { mode: 'webhook' }],
  ['by Retry on an execution', { mode: 'retry' }],
  ["as an agent's tool", { isTool: true }],
])('%s each run creates its own', async (_how, over) => {
  const { run, service } = editor(over);
  for (let runs = 0; runs < 3; runs++) await run();
  expect(service.creates()).toHaveLength(3);
});

test.each<[string, Partial<Scene>]>([
  ['the prompt', { parameters: { ...flowers, prompt: 'Waves' } }],
  ['the workflow', { workflowId: 'workflow-2' }],
  ['the pass of a loop', { runIndex: 1 }],
  ['the key', { apiKey: 'sk-test-another-one' }],
  ['the base URL', { baseUrl: 'https://other.example.com' }],
])('%s makes it another order', async (_what, over) => {
  const { run, service } = editor();
  await run();
  await run(over);
  expect(service.creates()).toHaveLength(2);
});

test('files are told apart by their content, not by the ID that n8n gives them', async () => {
  const { run, service } = editor({ parameters: { ...flowers, imageSource: 'binary' } });
  const photo = (id: string) => [{ data: file(Buffer.alloc(0), { id }) }];
  const [one, other] = [png(1280, 720, 3000), png(720, 1280, 3000)];
  const first = await run({ binaries: photo('s3:1'), stored: { 's3:1': one } });
  const second = await run({ binaries: photo('s3:2'), stored: { 's3:2': one } });
  expect(second[0]?.json.request).toEqual(first[0]?.json.request);
  await run({ binaries: photo('s3:3'), stored: { 's3:3': other } });
  expect(service.creates()).toHaveLength(2);
  expect(service.of('upload')).toHaveLength(2);
});

test('two equal items of a run stay two orders', async () => {
  const { run, service } = editor({ items: [{}, {}] });
  expect(idsOf(await run())).toEqual(['task-1', 'task-2']);
  expect(idsOf(await run())).toEqual(['task-1', 'task-2']);
  expect(service.creates()).toHaveLength(2);
});

test('a task that was left running by Stop is waited for', async () => {
  let isDone = false;
  const service = serving((id) => (isDone ? completed({ id }) : processing(50, { id })));
  const { run } = editor({ service });
  await run();
  isDone = true;
  const [item] = await run({ parameters: { ...flowers, operation: 'createAndWait' } });
  expect(item?.json).toMatchObject({ taskId: 'task-1', isSuccess: true, resumed: true });
  expect(service.creates()).toHaveLength(1);
});

test('a task that failed or that AIHubMax no longer knows is created anew', async () => {
  for (const look of [(id: string) => failed({ id }), null]) {
    const service = look
      ? serving(look)
      : fakeService({
          create: (_request, nth) => json(accepted({ id: `task-${nth + 1}` })),
          look: apiError(404, 'Task not found'),
        });
    const { run } = editor({ service });
    await run();
    expect(idsOf(await run())).toEqual(['task-2']);
  }
});

test('a finished task whose link does not open any more is created anew', async () => {
  const service = serving(undefined, { file: { status: 403, body: 'expired' } });
  const { run } = editor({ service });
  await run();
  expect(idsOf(await run())).toEqual(['task-2']);
  expect(service.creates()).toHaveLength(2);
});

test('what cannot be read just now is not paid for again', async () => {
  const service = fakeService({ create: json(accepted()), look: apiError(503, 'Down') });
  const { run } = editor({ service });
  await run();
  await expect(run()).rejects.toThrow(/Down/);
  expect(service.creates()).toHaveLength(1);
});

test('after a day it is created anew', async () => {
  const { run, service, clock } = editor();
  await run();
  await clock.run(clock.sleep(24 * 60 * 60 * 1000 + 1));
  await run();
  expect(service.creates()).toHaveLength(2);
});

test('what is reused counts in no limit', async () => {
  const { run, service } = editor({ items: [{}, {}, { prompt: 'Waves' }] });
  await run({ items: [{}, {}] });
  const output = await run({ parameters: { ...flowers, batching: { maxVideos: 1 } } });
  expect(idsOf(output)).toEqual(['task-1', 'task-2', 'task-3']);
  expect(service.creates()).toHaveLength(3);
});

test('Retry On Fail within one execution picks up what that execution reused', async () => {
  const { run, service } = editor();
  await run();
  const memory = {};
  const step = {};
  const again = { memory, step, executionId: 'run-x' };
  expect(idsOf(await run(again))).toEqual(['task-1']);
  expect(idsOf(await run(again))).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});

test('no more than 500 orders are remembered, and no prompt', async () => {
  const { run, service } = editor();
  await run();
  await run({ items: Array.from({ length: 500 }, (_none, nth) => ({ prompt: `Wave ${nth}` })) });
  await run();
  expect(service.creates()).toHaveLength(502);
});
