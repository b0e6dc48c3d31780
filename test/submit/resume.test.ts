/** Which order an item is, when expressions change by themselves and people edit the node between two presses of Retry. */
import { file, png } from '../support/binaries.mts';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { accepted, completed, failed, processing, taskId } from '../support/replies.mts';
import { fakeService, json, type Script } from '../support/service.mts';

const parameters = { ...flowers, operation: 'createAndWait' };
const byHand = { executionId: 'execution-2' };

const upload = json({ url: 'https://files.example.test/u/photo.png' });

const serving = (look: Script, id = taskId) => fakeService({ create: json(accepted({ id })), look, upload });

/** A first execution that failed, as the second finds it. */
async function failedOnce(look: Script, over: Partial<Scene> = {}) {
  const clock = new VirtualClock();
  const scene: Scene = { service: serving(look), parameters, memory: {}, clock, ...over };
  return { scene, error: await failing(scene) };
}

test('edited and edited back, the order of the first try is found again', async () => {
  const { scene } = await failedOnce(json(processing(50)));
  const other = { ...scene, parameters: { ...parameters, prompt: 'Another' } };
  const second = serving(json(processing(50, { id: 'task-b' })), 'task-b');
  const error = await failing({ ...other, executionId: 'execution-2', service: second });
  expect(error).toHaveProperty('description', expect.stringContaining(taskId));
  const service = serving(json(completed()), 'task-c');
  const [only] = await execute({ ...scene, executionId: 'execution-3', service });
  expect(only?.json).toMatchObject({ taskId, resumed: true });
  expect([second.creates().length, service.creates().length]).toEqual([1, 0]);
});

test('a prompt that its expression changes by itself is the same order as long as nobody edits the node', async () => {
  const written = { ...parameters, prompt: '={{ $now.toISO() }}' };
  const first = { parameters: written, items: [{ prompt: 'At 12:00' }] };
  const { scene } = await failedOnce(json(processing(50)), first);
  const service = serving(json(completed()));
  const [only] = await execute({ ...scene, ...byHand, service, items: [{ prompt: 'At 12:01' }] });
  expect(only?.json).toMatchObject({ taskId, resumed: true });
  expect(service.creates()).toEqual([]);
});

test('a prompt that changes back and forth by itself finds the last task of its order, not one that this has replaced', async () => {
  const written = { ...parameters, prompt: '={{ $now.minute % 2 }}', waitOptions: { timeoutMinutes: 1 } };
  const prompt = (text: string) => ({ parameters: written, items: [{ prompt: text }] });
  const { scene } = await failedOnce(json(failed()), prompt('0'));
  const service = serving(
    ({ url }) => json(url.endsWith('task-b') ? processing(50, { id: 'task-b' }) : failed()),
    'task-b',
  );
  const tries = { ...scene, ...byHand, service, step: {} };
  await failing({ ...tries, ...prompt('1') });
  expect((await failing({ ...tries, ...prompt('0') })).message).toMatch(/^Task task-b was still processing/);
  expect(service.creates()).toHaveLength(1);
});

const photo = (height: number) => [{ data: file(png(1280, height, 3_000)) }];

test.each<[string, Partial<Scene>, Partial<Scene>]>([
  ['URL', {}, { parameters: { ...parameters, imageUrl: 'https://example.com/other.jpg' } }],
  [
    'file',
    { parameters: { ...parameters, imageSource: 'binary' }, binaries: photo(720) },
    { binaries: photo(721) },
  ],
])('another %s is another order', async (_what, first, then) => {
  const { scene } = await failedOnce(json(processing(50)), first);
  const service = serving(json(completed({ id: 'task-b' })), 'task-b');
  const [only] = await execute({ ...scene, ...byHand, service, ...then });
  expect(only?.json).toMatchObject({ taskId: 'task-b', resumed: false });
  expect(service.creates()).toHaveLength(1);
});

test('a longer timeout or another limit makes no other order', async () => {
  const { scene } = await failedOnce(json(processing(50)));
  const edited = { ...parameters, waitOptions: { timeoutMinutes: 60 }, batching: { maxCredits: 100 } };
  const service = serving(json(completed()));
  const [only] = await execute({ ...scene, ...byHand, service, parameters: edited });
  expect(only?.json).toMatchObject({ taskId, resumed: true });
  expect(service.creates()).toEqual([]);
});

test('submissions of earlier tries whose outcome is unknown are counted in the last one, which the user sees', async () => {
  const items = [{ prompt: 'One' }, { prompt: 'Two' }, { prompt: 'Three' }];
  const service = fakeService({ create: { code: 'ECONNRESET' } });
  const scene: Scene = { service, parameters: { ...parameters }, items, memory: {}, step: {} };
  await failing(scene);
  const last = await failing(scene);
  expect(last).toHaveProperty('description', expect.stringContaining('2 other requests'));
  expect(service.creates()).toHaveLength(3);
});
