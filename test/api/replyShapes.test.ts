/**
 * Replies in the shapes of sibling gateways. Nobody has shown that AIHubMax sends them, but it changed its shape once, and a
 * paid task must not be lost for a word.
 */
import { hasEnded, isSuccessful, readTask, type Task } from '../../nodes/AiHubMaxVeo/api/task';
import { execute, flowers } from '../support/context.mts';
import { created, failed, pending, refusal, videoUrl, type Reply } from '../support/replies.mts';
import { line, reply } from '../support/send.mts';
import { fakeService, json } from '../support/service.mts';

function read(reply: Reply): Task {
  const task = readTask(reply);
  if (!task) throw new Error('No task was read');
  return task;
}

const link = { results: [{ url: videoUrl }] };
const success = [
  'succeeded',
  'SUCCESS',
  'done',
  'Complete',
  'finished',
  'TASK_STATUS_SUCCEED',
  '已完成',
  '成功',
];
const atWork = [
  'in-progress',
  'In Progress',
  'rendering',
  'uploading',
  'post-processing',
  '生成中',
  '排队中',
];
const before = [
  'preparing',
  'starting',
  'generating',
  'in_queue',
  'not_start',
  'waiting',
  'created',
  'accepted',
];

test.each<[string, string[], Reply, boolean, boolean]>([
  ['a word of success with a link', success, link, true, true],
  ['an unknown word with a link', ['archived'], link, true, true],
  ['an unknown word without one', ['archived'], {}, false, false],
  // The link is reserved before the video is there.
  ['a word of work with a link', [...atWork, ...before, 'running'], link, false, false],
  ['a word of work with a link beside it', atWork, { video_url: videoUrl }, false, false],
  ['an early word with a link beside it', before, { url: videoUrl }, false, false],
])('%s is an end, and a success, or none of both', (_what, words, over, ended, good) => {
  for (const status of words) {
    const task = read(pending({ status, ...over }));
    expect([status, hasEnded(task), isSuccessful(task)]).toEqual([status, ended, good]);
  }
});

const reason = { fail_reason: 'The face is not allowed' };
const failing = ['error', 'fail', 'expired', 'FAILURE', 'errored', 'aborted', 'JOB_STATE_FAILED', '生成失败'];

test.each<[string, string[], Reply, object]>([
  ['a reason', [...failing, 'video generation failed'], reason, { message: reason.fail_reason }],
  [
    'no reason but that it was cancelled',
    ['cancelled', 'Canceled', '已取消'],
    {},
    { category: 'cancelled', message: 'The task was cancelled; AIHubMax gave no reason' },
  ],
])('a failed task with %s says so', (_what, words, over, failure) => {
  for (const status of words) expect(read(pending({ status, ...over })).failure).toMatchObject(failure);
});

test.each<[Reply, boolean, boolean]>([
  [{ done: true, response: { video: { uri: videoUrl } } }, true, true],
  [{ done: true, error: { code: 3, message: 'No face' } }, true, false],
  [{ done: false, response: { video: { uri: videoUrl } } }, false, false],
  [{ status: { code: 'completed' }, url: videoUrl }, true, true],
])('a task without a word of its own, with %j, has ended: %j, with success: %j', (over, ended, good) => {
  const task = read(pending({ status: undefined, ...over }));
  expect([hasEnded(task), isSuccessful(task)]).toEqual([ended, good]);
});

const uploaded = 'https://cdn.example.test/uploads/a.png';

test.each<[Reply, string | undefined]>([
  [{ url: uploaded }, uploaded],
  [{ code: 200, message: 'success', data: { id: 'file-1', url: uploaded } }, uploaded],
  [{ code: 200, data: [{ url: uploaded }] }, uploaded],
  [{ error: { message: `See https://docs.example.test/uploads.mp4` }, data: null }, undefined],
])('an upload that is answered with %j has the URL %s', async (body, url) => {
  const { client, clock } = line([reply(200, body)]);
  const file = { fileName: 'a.png', mime: 'image/png', bytes: 1, open: async () => Buffer.from('a') };
  expect(await clock.run(client.upload(file)).catch(() => undefined)).toBe(url);
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

test('a moment under another name is the same moment', () => {
  expect(read(pending({ created: undefined, created_at: created })).createdAtMs).toBe(created * 1000);
});

test('a code of the vendor that is a word of ours is not taken for ours', () => {
  const { failure } = read(pending({ status: 'failed', error: { code: 'stopped by n8n', message: 'x' } }));
  expect(failure?.code).toBe('stopped_by_n8n');
});

test.each<[string, Reply, object]>([
  ['a known code', {}, { category: 'content_policy', code: refusal.code, message: refusal.message }],
  [
    'a new code',
    { error: { code: 'brand_new', message: 'M' } },
    { category: 'task_failed', code: 'brand_new', message: 'M' },
  ],
  ['no code', { error: { message: 'M' } }, { category: 'task_failed', code: 'task_failed', message: 'M' }],
  ['a text', { error: 'M' }, { category: 'task_failed', code: 'task_failed', message: 'M' }],
  [
    'no error',
    { error: null },
    { category: 'task_failed', message: 'The task failed; AIHubMax gave no reason' },
  ],
  ['upper case', { status: 'FAILED' }, { category: 'content_policy' }],
])('a failure with %s keeps the words of the API', (_form, over, failure) => {
  const task = readTask(failed(over));
  expect(task?.failure).toMatchObject(failure);
  expect([typeof task?.failure?.retryable, typeof task?.failure?.advice]).toEqual(['boolean', 'string']);
});

test('an unknown word with a link is a success also where the envelope says so', () => {
  const reply = { id: 'task-7', status: 'ready', message: 'success', results: [{ url: videoUrl }] };
  expect(isSuccessful(readTask(reply)!)).toBe(true);
  expect(isSuccessful(readTask({ ...reply, error: { message: 'Broken' } })!)).toBe(false);
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
