/** Replies that are nearly those of the other suites: a wrapped list, a preview, a number that has lost digits. */
import { isTaskId } from '../../nodes/AiHubMaxVeo/request/sources';
import { isSuccessful, readTask } from '../../nodes/AiHubMaxVeo/api/task';
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

test('the ID that was asked for counts, whatever other number stands beside it', async () => {
  const answer = { id: 99, task_id: 'task-7', status: 'SUCCESS', url: videoUrl };
  const service = fakeService({ look: json(answer) });
  const [item] = await execute({ service, parameters: { operation: 'getStatus', taskId: 'task-7' } });
  expect(item?.json).toMatchObject({ taskId: 'task-7', status: 'completed', videoUrl });
});

test('a row number of a database is no task ID where a task ID stands beside it', () => {
  expect(readTask({ id: 99, task_id: 'task-7' })?.id).toBe('task-7');
  expect(readTask({ id: 99 })?.id).toBe('99');
  expect(readTask({ id: 'task-7', task_id: 'other' })?.id).toBe('task-7');
});

test.each(['success', 'SUCCESS', 'ok', 0, 200])('the envelope code %j is no code of a failure', (code) => {
  const task = readTask({ code, id: 'task-7', status: 'FAILURE', fail_reason: 'No capacity' });
  expect(task?.failure).toMatchObject({ code: 'task_failed', message: 'No capacity' });
});

test('a moment without a time zone is one of UTC, wherever n8n runs', () => {
  const created = (text: string) => readTask({ id: 'task-7', created_at: text })?.createdAtMs;
  const noon = Date.UTC(2026, 10, 22, 12);
  expect(['2026-11-22T12:00:00', '2026-11-22 12:00:00', '2026-11-22T14:00:00+02:00'].map(created)).toEqual([
    noon,
    noon,
    noon,
  ]);
});
