/** Test runs in the editor: an unchanged order is not paid for again, and nothing else is touched by that. */
import type { INodeParameters } from 'n8n-workflow';
import { file, png } from '../support/binaries.mts';
import { flowers } from '../support/context.mts';
import type { Scene } from '../support/context.mts';
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
