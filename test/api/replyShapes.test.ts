/**
 * Replies in the shapes of sibling gateways. Nobody has shown that AIHubMax sends them, but it changed its shape once, and a
 * paid task must not be lost for a word.
 */
import { hasEnded, isSuccessful, readTask } from '../../nodes/AiHubMaxVeo/api/task';
import type { Task } from '../../nodes/AiHubMaxVeo/api/task';
import { created, pending, videoUrl } from '../support/replies.mts';
import type { Reply } from '../support/replies.mts';

function read(reply: Reply): Task {
  const task = readTask(reply);
  if (!task) throw new Error('No task was read');
  return task;
}

test.each(['succeeded', 'SUCCESS', 'done', 'Complete', 'finished'])(
  '%s with a link is a success',
  (status) => {
    const task = read(pending({ status, results: [{ url: videoUrl }] }));
    expect([isSuccessful(task), task.videoUrls]).toEqual([true, [videoUrl]]);
  },
);

test.each(['error', 'fail', 'expired', 'FAILURE'])(
  '%s with a reason has failed, with the reason',
  (status) => {
    const task = read(pending({ status, fail_reason: 'The face is not allowed' }));
    expect(task.failure).toMatchObject({ message: 'The face is not allowed' });
  },
);

test.each(['cancelled', 'canceled'])('%s without a reason says that it was cancelled', (status) => {
  expect(read(pending({ status })).failure).toMatchObject({
    category: 'cancelled',
    message: 'The task was cancelled; AIHubMax gave no reason',
  });
});

test('an unknown word with a link brings the link out, an unknown word without one goes on', () => {
  expect(isSuccessful(read(pending({ status: 'archived', results: [{ url: videoUrl }] })))).toBe(true);
  expect(hasEnded(read(pending({ status: 'archived' })))).toBe(false);
  expect(hasEnded(read(pending({ status: 'running', results: [{ url: videoUrl }] })))).toBe(false);
});

test.each<[Reply]>([
  [{ results: [], output: { url: videoUrl } }],
  [{ results: { url: videoUrl } }],
  [{ results: [{ video: { url: videoUrl } }] }],
  [{ results: null, video_url: videoUrl }],
  [{ results: null, url: videoUrl }],
  [{ results: [videoUrl] }],
  [{ output: { video_urls: null, urls: [videoUrl] } }],
  [{ data: { video: { url: videoUrl } } }],
])('a completed task gives its link from %j', (over) => {
  expect(read(pending({ status: 'completed', ...over })).videoUrls).toEqual([videoUrl]);
});

test.each<[Reply, string]>([
  [{ data: pending({ status: 'completed', results: [{ url: videoUrl }] }) }, String(pending().id)],
  [{ task_id: 'task-7', status: 'queued' }, 'task-7'],
  [{ id: 123456 }, '123456'],
  [{ data: { id: 'task-8' } }, 'task-8'],
  [{ code: 200, data: { task_id: 'task-9' } }, 'task-9'],
])('%j names the task %s', (reply, id) => {
  expect(read(reply).id).toBe(id);
});

test.each<[Reply, string, RegExp]>([
  [
    { error: { code: 400, message: 'This violates our usage guidelines' } },
    'content_policy',
    /usage guidelines/,
  ],
  [{ error: null, fail_reason: 'Blocked by content moderation' }, 'content_policy', /moderation/],
  [{ error: { detail: [{ loc: ['body', 'prompt'], msg: 'too long' }] } }, 'task_failed', /prompt: too long/],
  [{ errors: [{ message: 'No face found' }] }, 'task_failed', /No face found/],
])('a failed task with %j is told as %s', (over, category, words) => {
  const { failure } = read(pending({ status: 'failed', ...over }));
  expect(failure).toMatchObject({ category, message: expect.stringMatching(words) as string });
});

test.each([
  ['50%', 50],
  ['100', 100],
  [' 7 % ', 7],
])('progress %j is %d percent', (progress, expected) => {
  expect(read(pending({ progress })).progress).toBe(expected);
});

test('a moment in milliseconds or under another name is the same moment', () => {
  expect(read(pending({ created: created * 1000 })).createdAtMs).toBe(created * 1000);
  expect(read(pending({ created: undefined, created_at: created })).createdAtMs).toBe(created * 1000);
});

test('a code of the vendor that is a word of ours is not taken for ours', () => {
  const { failure } = read(pending({ status: 'failed', error: { code: 'stopped by n8n', message: 'x' } }));
  expect(failure?.code).toBe('stopped_by_n8n');
});
