/** A finished, paid video is found wherever its link stands; what only looks like one is not taken for it. */
import { hasEnded, isSuccessful, readTask } from '../../nodes/AiHubMaxVeo/api/task';
import { heldMs } from '../support/held.mts';
import { pending, taskId, type Reply } from '../support/replies.mts';
import { line, reply } from '../support/send.mts';

const mp4 = 'https://cdn.example.test/out/film.mp4';
const signed = 'https://cdn.example.test/o/8f3a?sig=abc';
const done = (over: Reply) => readTask(pending({ status: 'completed', ...over }));

test.each<[Reply]>([
  [{ results: [], output: { url: mp4 } }],
  [{ results: { url: mp4 } }],
  [{ results: [{ video: { url: mp4 } }] }],
  [{ results: null, video_url: mp4 }],
  [{ results: null, url: mp4 }],
  [{ output: { video_urls: null, urls: [mp4] } }],
  [{ data: { video: { url: mp4 } } }],
  [{ content: { video_url: mp4 } }],
  [{ outputs: null, works: [{ resource: { resource: mp4 } }] }],
  [{ response: { generateVideoResponse: { generatedSamples: [{ video: { uri: mp4 } }] } } }],
  [{ task_result: { videos: [{ id: 'v1', url: mp4, duration: '5' }] } }],
  [{ resultJson: JSON.stringify({ resultUrls: [mp4] }) }],
  [{ creations: [{ url: mp4, cover_url: 'https://cdn.example.test/c.jpg' }] }],
  [{ fail_reason: mp4 }],
  [{ asset: signed }],
  [{ artifact: { location: signed } }],
  [{ info: { a: { b: { c: { link: mp4 } } } } }],
  [{ content: `Your video: [here](${mp4})` }],
  [{ text: `See https://x.test/docs, then ${mp4}` }],
  [{ url: 'https://cdn.example.test/cover.jpg', content: { video_url: mp4 } }],
  [{ url: 'https://api.aihubmax.com/v1/tasks/task-1', files: [mp4] }],
  [{ results: [{ url: 'https://cdn.example.test/a.png' }, { url: mp4 }] }],
  [{ thumbnail: 'https://x.test/t.mp4', image_url: 'https://x.test/i.mp4', file: mp4 }],
  [
    {
      request: { video_url: 'https://x.test/in.mp4' },
      input: { video: 'https://x.test/in.mp4' },
      media: mp4,
    },
  ],
  [
    {
      callback_url: 'https://x.test/hook',
      docs: 'https://x.test/docs',
      support: 'https://x.test',
      data: { v: mp4 },
    },
  ],
  [{ link: signed, video: { first_frame: 'https://x.test/f.mp4', download: mp4 } }],
])('a completed task gives its link from %j', (over) => {
  const task = done(over);
  expect([task && isSuccessful(task), task?.videoUrls[0]]).toEqual([
    true,
    JSON.stringify(over).includes(mp4) ? mp4 : signed,
  ]);
});

test.each<[Reply]>([
  [{ results: null }],
  [{ callback_url: 'https://x.test/hook', image_url: 'https://x.test/a.png', docs: 'https://x.test/docs' }],
  [{ input: { video_url: mp4 } }],
  [
    {
      results: [
        'javascript:alert(1)',
        'file:///etc/passwd',
        'ftp://x.test/v.mp4',
        'data:video/mp4;base64,AA',
      ],
    },
  ],
])('no link is made up for a completed task with %j', (over) => {
  expect(done(over)?.videoUrls).toEqual([]);
});

test('a link that lies deeper than six keys, or behind thousands of values, is left where it is', () => {
  const deep = { a: { b: { c: { d: { e: { f: { g: mp4 } } } } } } };
  expect(done({ results: null, x: deep })?.videoUrls).toEqual([]);
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_none, at) => [`k${at}`, at]));
  expect(done({ many, last: { video_url: mp4 } })?.videoUrls).toEqual([]);
});

test('a link beside a task that is still running is no video', () => {
  const task = readTask(pending({ content: { video_url: mp4 } }));
  expect([task?.status, task?.videoUrls]).toEqual(['pending', []]);
});

test('an unknown word with a video somewhere is the end, with any other link it is not', () => {
  expect(readTask(pending({ status: 'ready', content: { video_url: mp4 } }))?.status).toBe('completed');
  const message = `Could not read ${mp4}`;
  expect(readTask(pending({ status: 'held', message }))?.status).toBe('held');
  expect(readTask(pending({ status: 'ready', homepage: 'https://x.test', info: signed }))?.status).toBe(
    'ready',
  );
});

test.each<[Reply, string]>([
  [{ data: pending({ status: 'completed', results: [{ url: mp4 }] }) }, taskId],
  [{ task_id: 'task-7', status: 'queued' }, 'task-7'],
  [{ id: 123456 }, '123456'],
  [{ id: 99 }, '99'],
  [{ data: { id: 'task-8' } }, 'task-8'],
  [{ code: 200, data: { task_id: 'task-9' } }, 'task-9'],
  [{ code: 200, data: [{ task_id: 'task-7', status: 'submitted' }] }, 'task-7'],
  // A row number of a database is no task ID where a task ID stands beside it.
  [{ id: 99, task_id: 'task-7' }, 'task-7'],
  [{ id: 'task-7', task_id: 'other' }, 'task-7'],
  [{ request_id: 'r-1', output: { task_id: 'task-7', task_status: 'PENDING' } }, 'task-7'],
  [{ code: 0, data: { result: { taskId: 'task-7' } } }, 'task-7'],
  [{ status: 'ok', response: { generation_id: 'gen-7' } }, 'gen-7'],
  [{ data: '{"task_id":"task-7"}' }, 'task-7'],
  [{ task: { id: 'task-7' } }, 'task-7'],
  [{ jobs: [{ id: 'job-7' }] }, 'job-7'],
  [{ task_ids: ['task-7'] }, 'task-7'],
  [{ result: { id: 'task-7', status: 'pending' } }, 'task-7'],
  [{ data: { list: [{ id: 'task-7', status: 'queued' }] } }, 'task-7'],
  [{ id: 'null', task_id: 'task-7' }, 'task-7'],
  // Its own IDs AIHubMax may put anywhere.
  [{ success: true, data: taskId }, taskId],
  [{ result: [taskId] }, taskId],
])('%j names the task %s', (body, id) => {
  expect(readTask(body)?.id).toBe(id);
});

test('a task is read from where it lies, whatever lies around it', () => {
  const inside = pending({ status: 'processing', progress: 40 });
  const { id, progress, creditsReserved } = readTask({ error: null, result: { task: inside } }) ?? {};
  expect({ id, progress, creditsReserved }).toEqual({ id: taskId, progress: 40, creditsReserved: 5 });
});

const other = { id: 'task-0', status: 'failed', error: { message: 'Not mine' } };

test.each<[object, string]>([
  [[other, pending({ status: 'processing' })], 'processing'],
  [{ data: [other, pending({ status: 'processing' })] }, 'processing'],
  [{ data: { items: [other, { task_id: taskId, status: 'held' }] } }, 'held'],
  [{ id: 'request-9', status: 'ok', data: pending({ status: 'queued' }) }, 'queued'],
  [{ id: 'request-9', data: pending({ status: 'queued' }) }, 'queued'],
  [{ tasks: [{ ...other, status: 'completed', url: mp4 }, pending({ status: 'completed' })] }, 'completed'],
])('of several tasks only the one that was asked for counts: %j', (body, status) => {
  const task = readTask(body, taskId);
  expect([task?.id, task?.status, task?.videoUrls, task?.failure]).toEqual([taskId, status, [], null]);
});

test.each<[Reply]>([
  [{ tasks: [{ task_id: 'task-7' }, { task_id: 'task-8' }] }],
  [{ input: { task_id: 'task-7' } }],
  [{ result: { uuid: 'task-7' } }],
  [{ request_id: 'task-7' }],
  [{ data: [{ id: 'task-7' }, { id: 'task-8' }] }],
  [{ tasks: [other, pending()] }],
  [{ file: { id: 'file-7', status: 'processing' } }],
  [{ error: { id: 'request-7', status: 'failed', message: 'No' } }],
  [{ result: { id: 'film-7', url: mp4 } }],
  ...['null', 'undefined', 'None', 'NaN', 'n/a', '-', '0', 'false'].map((id): [Reply] => [{ id }]),
])('%j names no task for certain', (body) => {
  expect(readTask(body)).toBeNull();
});

test('the task that was asked for is known by its ID in whatever place', () => {
  expect(readTask({ output: { video: { video_id: 'x' }, job: { jobId: 'task-7' } } }, 'task-7')?.id).toBe(
    'task-7',
  );
});

test.each<[Reply, string, boolean]>([
  [{ id: 'task-7', output: { task_status: 'SUCCEEDED', video_url: mp4 } }, 'completed', true],
  [{ id: 'task-7', result: { state: 'FAILED', error_message: 'Too dark' } }, 'failed', true],
  [{ id: 'task-7', status: 'success', data: { status: 'processing' } }, 'processing', false],
  [{ id: 'task-7', status: 'ok', task_status: 'processing', video_url: mp4 }, 'processing', false],
  [{ id: 'task-7', status: 'SUCCESS', state: 'failed' }, 'failed', true],
  [{ id: 'task-7', status: 'success', video_url: mp4 }, 'completed', true],
  [{ task_id: 'task-7', data: { status: 'SUCCESS', url: mp4 } }, 'completed', true],
  [
    { code: 'success', data: { task_id: 'task-7', status: 'IN_PROGRESS', progress: '30%' } },
    'in_progress',
    false,
  ],
])('the status of %j is %s', (body, status, ended) => {
  const task = readTask(body);
  expect([task?.status, task && hasEnded(task)]).toEqual([status, ended]);
});

test.each<[Reply]>([
  [{ output: { error_message: 'Too dark' } }],
  [{ task_status_msg: 'Too dark' }],
  [{ data: { task_result: { failure_reason: 'Too dark' } } }],
  [{ result: '{"fail_msg":"Too dark"}' }],
])('the reason of a failed task is found in %j', (over) => {
  expect(readTask(pending({ status: 'failed', error: null, ...over }))?.failure?.message).toBe('Too dark');
});

test.each([
  ['/v1/files/film.mp4', 'https://api.aihubmax.com/v1/files/film.mp4'],
  ['files/film.mp4', 'https://api.aihubmax.com/files/film.mp4'],
  ['//cdn.example.test/film.mp4', 'https://cdn.example.test/film.mp4'],
  ['https://cdn.example.test/my film.mp4', 'https://cdn.example.test/my%20film.mp4'],
  ['https://cdn.example.test/a\r\nX-Evil: 1', 'https://cdn.example.test/aX-Evil:%201'],
  [signed, signed],
])('the link %j is the URL %s', async (url, whole) => {
  const { client, clock } = line([reply(200, { id: 'task-1', status: 'completed', results: [{ url }] })]);
  expect(await clock.run(client.check('task-1'))).toMatchObject({ task: { videoUrls: [whole] } });
});

test.each<[string, unknown]>([
  ['numbers', Array.from({ length: 300_000 }, (_none, at) => at)],
  ['names', Object.fromEntries(Array.from({ length: 60_000 }, (_none, at) => [`name${at}`, at]))],
  ['text', 'a'.repeat(1_000_000)],
  ['brackets', '{['.repeat(400_000)],
  ['depth', JSON.parse('{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000))],
])('a reply of a megabyte of %s is read in less than 50 ms', async (_what, stuff) => {
  const body = pending({ status: 'completed', stuff });
  expect(await heldMs(() => readTask(body))).toBeLessThan(50);
});
