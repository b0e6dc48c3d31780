/** Check: everything that a create would refuse, and what it would send; nothing is sent for it. */
import { file, png } from '../support/binaries.mts';
import { check, checked, credits, serving } from '../support/checking.mts';
import { execute, failing, flowers, picture } from '../support/context.mts';
import { taskId } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';

test('a request in which nothing is wrong comes out as it would be sent', async () => {
  const { json: item } = await checked();
  expect(item).toEqual({
    valid: true,
    problem: '',
    issues: [],
    warnings: [],
    request: {
      ...{ model: 'veo-3.1-image-to-video', prompt: flowers.prompt, image_url: picture },
      ...{ aspect_ratio: '16:9', resolution: '1080p', duration: 8, generate_audio: false },
    },
    expectedCredits: null,
    files: [{ field: 'image_url', source: 'url', type: 'image/png', width: 1920, height: 1080, bytes: null }],
    balance: { remainingCredits: 9780 },
  });
  expect(Object.keys(item)).toEqual([
    'valid',
    'problem',
    'expectedCredits',
    'issues',
    'warnings',
    'request',
    'files',
    'balance',
  ]);
});

test('fields, settings and files are told at once, in the words of a create', async () => {
  const parameters = {
    ...check,
    model: 'lite',
    resolution: '1080p',
    duration: 4,
    batching: { maxVideos: -1 },
  };
  const { json: item } = await checked({ parameters, service: serving({ body: '<!doctype html><p>Gone' }) });
  expect(item).toMatchObject({
    valid: false,
    issues: [
      'Duration is 4, but Veo 3.1 Lite with Resolution 1080p allows only 8.',
      expect.stringContaining('Max Videos is -1') as string,
      'Image URL is a web page, not a JPEG, PNG, WebP or GIF image (photo.jpg).',
    ],
    request: { model: 'veo-3.1-lite-image-to-video', duration: 4, image_url: picture },
  });
  const create = { ...parameters, operation: 'create' };
  const { message } = await failing({ service: serving(), parameters: create });
  for (const issue of (item.issues as string[]).slice(0, 2)) expect(message).toContain(issue);
});

test('there is no request without a prompt, or without a file that can be used', async () => {
  expect((await checked({ parameters: { ...check, prompt: '' } })).json).toMatchObject({
    valid: false,
    request: null,
    issues: ['Prompt is empty, but the video needs it.'],
  });
  const binary = { ...check, imageSource: 'binary' };
  expect((await checked({ parameters: binary })).json).toMatchObject({
    issues: [
      expect.stringContaining('no binary field of this name. It has no binary data at all.') as string,
    ],
    ...{ valid: false, request: null, files: [] },
  });
  const pdf = { data: file(Buffer.from('%PDF-1.7 and so on')) };
  expect((await checked({ parameters: binary, binaries: [pdf] })).json).toMatchObject({
    files: [{ source: 'binary', type: null, bytes: 18 }],
    ...{ valid: false, request: null },
  });
});

test('a file of the item is looked into and not uploaded', async () => {
  const binaries = [{ data: file(png(640, 1280, 3000)) }];
  const { json: item } = await checked({ parameters: { ...check, imageSource: 'binary' }, binaries });
  expect(item).toMatchObject({
    valid: true,
    problem: '',
    request: { image_url: '(uploaded when the video is created)' },
    files: [
      { field: 'image_url', source: 'binary', type: 'image/png', width: 640, height: 1280, bytes: 3000 },
    ],
    warnings: [
      expect.stringMatching(/^Image: the image is 640 x 1280; videos from images below 720p/) as string,
      expect.stringMatching(/^Image: the image is 640 x 1280, the video 16:9/) as string,
    ],
  });
});

test('the task of a video that is to be continued is read, and its link opened', async () => {
  const parameters = { ...check, mode: 'extend', sourceTaskId: taskId };
  const { json: item, service } = await checked({
    parameters,
    service: serving({ body: 'no video at all' }),
  });
  expect(service.looks()).toHaveLength(1);
  expect(item).toMatchObject({
    issues: [`The video of task ${taskId} is not an MP4, MOV or WebM video (k3v9x2qa.mp4).`],
    request: { model: 'veo-3.1-extend', video_url: 'https://cdn.example.test/out/k3v9x2qa.mp4' },
  });
});

test('an unknown source task is an issue, in the words of a create', async () => {
  const service = fakeService({ look: apiError(404, 'Task not found: abc'), other: json(credits) });
  const parameters = { ...check, mode: 'extend', sourceTaskId: 'abc' };
  expect((await checked({ parameters, service })).json).toMatchObject({
    issues: [expect.stringContaining('Task not found: abc') as string],
    ...{ valid: false, request: null },
  });
});

test('the fields of the item come along where that is wanted', async () => {
  const rows = [{ sku: 'A-1', photo: { url: picture } }];
  const parameters = { ...check, options: { includeInputFields: true } };
  const { json: item } = await checked({ parameters, json: rows });
  expect(item.input).toEqual({ item: 0, ...rows[0] });
});

test('the problem of an item is its issues in one text, for a table', async () => {
  const { json: item } = await checked({ parameters: { ...check, prompt: '', imageUrl: 'C:\\a.png' } });
  expect(item.issues).toHaveLength(2);
  expect(item.problem).toBe((item.issues as string[]).join(' '));
});

test.each([
  [[1], 4, '3 of 4 items are valid. The price is known once a video like them was created. Item 2 is wrong'],
  [
    [2, 5, 8],
    9,
    '6 of 9 items are valid. The price is known once a video like them was created. Items 3, 6 and 9 are wrong',
  ],
  [[0], 1, 'The item is not valid'],
  [
    Array.from({ length: 30 }, (_none, nth) => nth),
    30,
    '0 of 30 items are valid. Items 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 20 more are wrong',
  ],
])('items %j of %i that are wrong are named in the hint', async (wrong, count, told) => {
  const hints: string[] = [];
  const items = Array.from({ length: count }, (_none, nth) => (wrong.includes(nth) ? { prompt: '' } : {}));
  await execute({ service: serving(), parameters: check, items, hints });
  expect(hints).toEqual([`${told}: see "problem". 9780 credits are left.`]);
});
