/** Replies that are nearly those of the other suites: a wrapped list, a preview, a number that has lost digits. */
import { isTaskId } from '../../nodes/AiHubMaxVeo/request/taskId';
import { isSuccessful, readTask } from '../../nodes/AiHubMaxVeo/task/task';
import { execute, flowers } from '../support/context.mts';
import { videoUrl } from '../support/replies.mts';
import { fakeService, json } from '../support/service.mts';

test('a task that is the only one of a list is read', () => {
  expect(readTask({ code: 200, data: [{ task_id: 'task-7', status: 'submitted' }] })?.id).toBe('task-7');
  expect(readTask({ data: [{ id: 'task-7' }, { id: 'task-8' }] })).toBeNull();
});

test('an ID outside and everything else inside is one task', () => {
  const task = readTask({ task_id: 'task-7', data: { status: 'SUCCESS', url: videoUrl } });
  expect([task?.id, task?.status, task?.videoUrls]).toEqual(['task-7', 'completed', [videoUrl]]);
});

test.each(['preparing', 'starting', 'generating', 'in_queue', 'not_start', 'waiting', 'created', 'accepted'])(
  'a link beside "%s" is no finished video',
  (status) => {
    expect(readTask({ id: 'task-7', status, url: videoUrl })?.status).toBe(status);
  },
);

test('an unknown word with a link is a success also where the envelope says so', () => {
  const reply = { id: 'task-7', status: 'ready', message: 'success', results: [{ url: videoUrl }] };
  expect(isSuccessful(readTask(reply)!)).toBe(true);
  expect(isSuccessful(readTask({ ...reply, error: { message: 'Broken' } })!)).toBe(false);
});

test.each([Number.MAX_SAFE_INTEGER + 1, 0, -1, 1.5])('%d is no ID that can be asked for', (id) => {
  expect(readTask({ id })).toBeNull();
});

test('a text that no address can carry is no task ID', () => {
  expect(isTaskId('task\ud800')).toBe(false);
});

test.each([
  { message: 'ok', result: { uuid: 'task-77' } },
  { code: 200, msg: 'success', ref: 'task-77' },
])('where no ID is found the answer is shown, whatever it says besides: %j', async (answer) => {
  const service = fakeService({ create: json(answer) });
  const items = [{ prompt: 'Waves' }];
  const [item] = await execute({ service, parameters: flowers, items, continueOnFail: true });
  expect(item?.json.error).toContain('task-77');
  expect(service.creates()).toHaveLength(1);
});
