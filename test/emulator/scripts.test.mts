/** What can become of a task, as replies show it. */
import replies from '../contract/replies.json';
import { create, look, started, stopAll } from './caller.mts';
import { momentOf, usualScript, type TaskScript } from '../../dev/emulator/tasks/script.mts';

afterEach(stopAll);

/** The reply about a task with this script, `seconds` of its 100 after its creation. */
async function replyOf(script: Partial<TaskScript>, seconds = 100) {
  const emulator = await started({ script });
  const { body } = await create(emulator);
  emulator.advance(seconds * 1000);
  return (await look(emulator, body.id)).body;
}

const progressAt = (progress: TaskScript['progress'], shares: number[]) =>
  shares.map((share) => momentOf({ ...usualScript, progress, seconds: 100 }, share * 100_000).progress);

test('progress comes in the shape the script asks for', () => {
  const shares = [0.05, 0.1, 0.4, 0.6, 0.95, 1];
  expect(progressAt('linear', shares)).toEqual([0, 10, 37, 54, 86, 100]);
  expect(progressAt('steps', shares)).toEqual([0, 0, 30, 60, 90, 100]);
  expect(progressAt('stuck', shares)).toEqual([0, 0, 0, 0, 0, 100]);
  expect(progressAt('falling', shares)).toEqual([0, 10, 37, 25, 86, 100]);
});

test('a task fails with a code and a message, a message alone, or without a word', async () => {
  const policy = { code: 'content_policy_violation', message: 'No', type: 'task_error' };
  for (const error of [policy, { message: 'No' }, null]) {
    const reply = await replyOf({ end: 'failed', error });
    expect(reply).toMatchObject({ status: 'failed', progress: 0, results: null });
    expect(reply.error).toEqual(error && { type: 'task_error', ...error });
  }
});

test('a task may be cancelled, or never end', async () => {
  expect(await replyOf({ end: 'cancelled', error: null })).toMatchObject({
    status: 'cancelled',
    error: null,
  });
  expect(await replyOf({ end: 'never' }, 1e6)).toMatchObject({ status: 'processing', progress: 90 });
});

test('words may be in capitals or unheard of', async () => {
  expect((await replyOf({ upperCase: true })).status).toBe('COMPLETED');
  expect((await replyOf({ words: { processing: 'rendering' } }, 50)).status).toBe('rendering');
});

test('results may be bare addresses, video_url, two, or never there', async () => {
  const link = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/out\/\w{8}\.mp4(\?part=2)?$/);
  expect((await replyOf({ results: 'strings' })).results).toEqual([link]);
  expect((await replyOf({ results: 'video_url' })).results).toEqual([{ video_url: link }]);
  expect((await replyOf({ results: 'two' })).results).toEqual([{ url: link }, { url: link }]);
  expect(await replyOf({ results: 'none' })).toMatchObject({ status: 'completed', results: null });
});

test('progress and usage may be missing or odd, and unknown fields be there', async () => {
  const bare = await replyOf({ progress: 'absent', usage: false, extra: { region: 'eu' } }, 50);
  expect(bare).toEqual({
    id: expect.any(String),
    object: 'video.generation.task',
    type: 'video',
    model: 'veo-3.1-image-to-video',
    status: 'processing',
    created: 1795341600,
    results: null,
    error: null,
    region: 'eu',
  });
  expect((await replyOf({ progress: 'text' }, 55)).progress).toBe('50');
});

test.each([
  [45, { task_info: { can_cancel: true, estimated_time: 45 } }],
  ['right', { task_info: { can_cancel: true, estimated_time: 100 } }],
  [1e9, { task_info: { can_cancel: true, estimated_time: 1e9 } }],
  [null, {}],
] as const)('a create announces the time %s', async (estimatedTime, expected) => {
  const emulator = await started({ script: { estimatedTime } });
  const { body } = await create(emulator);
  expect('task_info' in body ? { task_info: body.task_info } : {}).toEqual(expected);
});

test('the race: completed at progress 50 without results, as often as said', async () => {
  const emulator = await started({ script: { race: { times: 2 } } });
  const { body } = await create(emulator);
  emulator.advance(100_000);
  const seen = [await look(emulator, body.id), await look(emulator, body.id), await look(emulator, body.id)];
  expect(seen.map((reply) => [reply.body.status, reply.body.progress, reply.body.results])).toEqual([
    ['completed', 50, null],
    ['completed', 50, null],
    ['completed', 100, [expect.anything()]],
  ]);
});

test('the race may be met with sync_upstream only', async () => {
  const emulator = await started({ script: { race: { times: 9, only: 'sync' } } });
  const { body } = await create(emulator);
  emulator.advance(100_000);
  expect((await look(emulator, body.id, '?sync_upstream=true')).body.results).toBeNull();
  expect((await look(emulator, body.id)).body.results).toHaveLength(1);
});

test('a fault gives one task another script than the rest', async () => {
  const emulator = await started();
  emulator.fault({ on: 'create', match: { nth: 2 }, then: { script: { seconds: 5 } } });
  const ids = [(await create(emulator)).body.id, (await create(emulator)).body.id];
  emulator.advance(5000);
  const states = await Promise.all(ids.map(async (id) => (await look(emulator, id)).body.status));
  expect(states).toEqual(['pending', 'completed']);
});

const moderation = { code: 'content_policy_violation', message: 'Rejected', type: 'task_error' };

test.each([
  ['Pending', {}, 0],
  ['Processing', {}, 50],
  ['Completed', {}, 100],
  ['Completed, the race: progress 50 and results null', { race: { times: 1 } }, 100],
  ['Failed by moderation', { end: 'failed', error: moderation }, 100],
] as const)('a reply has the members and types of the documented one: %s', async (name, script, seconds) => {
  const sample = replies.find((reply) => reply.name === name)?.body as Record<string, unknown>;
  const shapeOf = (reply: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(reply).map(([key, value]) => [key, value === null ? null : typeof value]),
    );
  const reply = await replyOf(script, seconds);
  expect(shapeOf(reply)).toEqual(shapeOf(sample));
  expect(reply.status).toBe(sample.status);
});
