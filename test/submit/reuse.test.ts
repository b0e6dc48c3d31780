/** Test runs in the editor: an unchanged order is not paid for again, and nothing else is touched by that. */
import type { INodeParameters } from 'n8n-workflow';
import { file, png } from '../support/binaries.mts';
import { flowers, type Scene } from '../support/context.mts';
import { editor, idsOf } from '../support/editor.mts';

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
])('%s each run creates its own', async (_how, over) => {
  const { run, service } = editor(over);
  for (let runs = 0; runs < 3; runs++) await run();
  expect(service.creates()).toHaveLength(3);
});

test.each<[string, Partial<Scene>]>([
  ['the prompt', { parameters: { ...flowers, prompt: 'Waves' } }],
  ['the workflow', { workflowId: 'workflow-2' }],
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

test.each<[string, Partial<Scene>]>([
  ['key is typed otherwise', { apiKey: 'Bearer  sk-test-3f9a1c7e5b2d ' }],
  ['timeout is longer', { parameters: { ...flowers, waitOptions: { timeoutMinutes: 60 } } }],
  ['limit is another', { parameters: { ...flowers, batching: { maxVideos: 5 } } }],
  ['loop is in another pass', { runIndex: 3 }],
])('an order whose %s is the same order', async (_what, over) => {
  const { run, service } = editor();
  await run();
  expect(idsOf(await run(over))).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});

test("n8n's evaluations are test runs", async () => {
  const { run, service } = editor({ mode: 'evaluation' });
  const rows = [{ prompt: 'One' }, { prompt: 'Two' }];
  for (const row of [...rows, ...rows]) await run({ items: [row] });
  await run({ items: rows, mode: 'manual' });
  expect(service.creates()).toHaveLength(2);
});

test('an item that moved up, as behind a filter, keeps its video', async () => {
  const { run, service } = editor();
  const items = ['A', 'B', 'C'].map((prompt) => ({ prompt }));
  await run({ items });
  expect(idsOf(await run({ items: items.slice(1) }))).toEqual(['task-2', 'task-3']);
  expect(idsOf(await run({ items: [...items].reverse() }))).toEqual(['task-3', 'task-2', 'task-1']);
  expect(service.creates()).toHaveLength(3);
});

test('Execute step inside a loop finds what each pass of the whole test run has created', async () => {
  const { run, service } = editor();
  const memory = {};
  const pass = (nth: number) => ({ items: [{ prompt: `Wave ${nth}` }] });
  for (const nth of [0, 1, 2]) await run({ ...pass(nth), runIndex: nth, executionId: 'whole', memory });
  expect(idsOf(await run(pass(2)))).toEqual(['task-3']);
  expect(service.creates()).toHaveLength(3);
});

test('passes of one execution that order the same stay orders of their own', async () => {
  const { run, service } = editor();
  for (const executionId of ['one', 'two']) {
    const memory = {};
    for (const runIndex of [0, 1, 2]) await run({ runIndex, executionId, memory });
  }
  expect(service.creates()).toHaveLength(3);
});

test('what was created while the setting was off is the newest, and used first', async () => {
  const { run } = editor();
  await run();
  await run({ parameters: off });
  expect(idsOf(await run())).toEqual(['task-2']);
  expect(idsOf(await run())).toEqual(['task-2']);
});
