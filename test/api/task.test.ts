/** Replies as odd as they may come: read as far as they can be, never thrown at. */
import fc from 'fast-check';
import { hasEnded, isSuccessful, readTask, updated, withoutVideo } from '../../nodes/AiHubMaxVeo/api/task';
import type { Task } from '../../nodes/AiHubMaxVeo/api/task';
import { completed, created, failed, pending, processing, taskId, videoUrl } from '../support/replies.mts';
import type { Reply } from '../support/replies.mts';

function read(reply: Reply): Task {
  const task = readTask(reply);
  if (!task) throw new Error('No task was read');
  return task;
}

test('a whole reply is a whole task', () => {
  const reply = completed({ task_info: { estimated_time: 45 } });
  expect(read(reply)).toEqual({
    id: taskId,
    status: 'completed',
    progress: 100,
    model: 'veo-3.1-image-to-video',
    createdAtMs: created * 1000,
    videoUrls: [videoUrl],
    creditsReserved: 5,
    failure: null,
    raw: reply,
  });
});

test('a reply with nothing but an id is a task of unknown standing', () => {
  const reply = { id: taskId };
  expect(read(reply)).toEqual({
    ...{ id: taskId, status: 'unknown', progress: 0, model: null, createdAtMs: null, videoUrls: [] },
    ...{ creditsReserved: null, failure: null, raw: reply },
  });
});

const idless = ['', '  ', true, null, {}, Number.MAX_SAFE_INTEGER + 1, 0, -1, 1.5].map((id) => ({ id }));

test.each([null, undefined, '', 'text', 7, [], {}, ...idless])(
  'a reply without a usable id is no task: %j',
  (reply) => {
    expect(readTask(reply)).toBeNull();
  },
);

const a = 'https://cdn.example.test/a.mp4';
const b = 'https://cdn.example.test/b.mp4';

// api-contract.md 3.3 and 3.4: current, older and sibling forms.
test.each<[string, Reply, string[]]>([
  ['a list of objects', { results: [{ url: a }, { url: b }] }, [a, b]],
  ['a list of texts', { results: [a, b] }, [a, b]],
  ['video_url', { results: [{ video_url: a }] }, [a]],
  ['blanks around it', { results: [{ url: ` ${a} ` }] }, [a]],
  ['the same twice', { results: [{ url: a }, a] }, [a]],
  ['an older output', { results: undefined, output: { url: a, urls: [a, b] } }, [a, b]],
  ['an empty list', { results: [] }, []],
  ['null', { results: null }, []],
  ['things without a link', { results: [{}, null, 7, { url: 7 }, { url: '' }] }, []],
  ['one link among rubbish', { results: [null, { url: a }] }, [a]],
])('the video is found in %s', (_form, over, urls) => {
  expect(read(completed(over)).videoUrls).toEqual(urls);
});

test.each([
  [50, 50],
  ['50', 50],
  [-5, 0],
  [140, 100],
  [33.3, 33.3],
  [null, 0],
  [undefined, 0],
  ['half', 0],
  ['50%', 50],
  [' 7 % ', 7],
  ['100', 100],
  [Number.NaN, 0],
  [{}, 0],
])('progress %j is read as %d', (progress, expected) => {
  expect(read(pending({ progress })).progress).toBe(expected);
});

// A price below nothing would make room under Max Credits.
test.each([
  [5, 5],
  ['5', 5],
  [0, 0],
  [0.5, 0.5],
  [-5, null],
  ['five', null],
  ['5 credits', null],
])('credits of %j are read as %j', (credits_reserved, price) => {
  expect(read(pending({ usage: { credits_reserved } })).creditsReserved).toBe(price);
});

test.each([
  ['COMPLETED', 'completed'],
  [' Processing ', 'processing'],
  ['queued', 'queued'],
  ['', 'unknown'],
  [null, 'unknown'],
  [7, 'unknown'],
])('status %j is read as %s', (status, expected) => {
  expect(read(pending({ status })).status).toBe(expected);
});

test.each([
  ['1795342400', created * 1000],
  ['2026-11-22T10:13:20Z', created * 1000],
  [created * 1000, created * 1000],
  ['yesterday', null],
  [null, null],
  [1e300, null],
  [-1, null],
  // What Go's clients write where nothing is set.
  [0, null],
  ['0001-01-01T00:00:00Z', null],
])('created %j is read as %d', (value, expected) => {
  expect(read(pending({ created: value })).createdAtMs).toBe(expected);
});

test.each<[Reply, boolean, boolean]>([
  [pending(), false, false],
  [processing(99), false, false],
  [completed(), true, true],
  [completed({ results: [] }), false, false],
  [failed(), true, false],
  [failed({ status: 'cancelled' }), true, false],
  [pending({ status: 'paused' }), false, false],
])('%j ended: %j, with success: %j', (reply, ended, successful) => {
  expect([hasEnded(read(reply)), isSuccessful(read(reply))]).toEqual([ended, successful]);
});

test('what a newer reply leaves out stays known, and falling progress is not believed', () => {
  const known = read(processing(60, { task_info: { estimated_time: 45 } }));
  const next = read({ id: taskId, status: 'processing', progress: 30 });
  const { raw, ...rest } = updated(known, next);
  expect(rest).toEqual({ ...known, progress: 60, raw: undefined });
  expect(raw).toBe(next.raw);
  expect(updated(null, next).progress).toBe(30);
});

test.each<[Reply, string]>([
  [{ error: { message: 'All of it was filtered' } }, ': All of it was filtered'],
  [{ rai_media_filtered_reasons: ['The face is not allowed'] }, ': The face is not allowed'],
  [{ task_status_msg: 'success' }, ''],
  [{ message: 'Query successful' }, ''],
])('the reason of a task that is completed without a video is not hidden: %j', (over, told) => {
  const task = read(pending({ status: 'completed', ...over }));
  expect(withoutVideo(task).failure?.message).toBe(
    `AIHubMax says that the task is completed, but gave no video within two minutes${told}`,
  );
});

test('no reply is too odd to be read', () => {
  fc.assert(fc.property(fc.anything(), (anything) => void readTask(anything)));
  const keys = ['status', 'progress', 'model', 'created', 'results', 'output', 'error', 'usage', 'task_info'];
  const reply = fc.dictionary(fc.constantFrom(...keys), fc.anything());
  fc.assert(
    fc.property(reply, (over) => expect(readTask({ ...over, id: taskId })?.id).toBe(taskId)),
    { numRuns: 500 },
  );
});
