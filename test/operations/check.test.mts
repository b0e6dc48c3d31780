/** Check: everything that a create would refuse, what it would send and what it would cost; nothing is sent for it. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { file, png } from '../support/binaries.mts';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers, key, picture } from '../support/context.mts';
import type { Scene } from '../support/context.mts';
import { accepted, completed, taskId } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';
import type { Script } from '../support/service.mts';

const credits = { data: { token: { remaining_credits: 9780, unlimited_credits: false }, user: {} } };

/** Answers for the balance and for what lies behind URLs. */
const serving = (behind: Script = { body: png(1920, 1080) }, balance: Script = json(credits)) => {
  const scripts = { behind, balance };
  return fakeService({
    create: json(accepted()),
    look: json(completed()),
    file: scripts.behind,
    other: async (request, nth) => {
      const script = request.url.includes('/v1/account/') ? scripts.balance : scripts.behind;
      return typeof script === 'function' ? await script(request, nth) : [script].flat()[0]!;
    },
  });
};

const check: INodeParameters = { ...flowers, operation: 'check' };

async function checked(over: Partial<Scene> = {}): Promise<{ json: IDataObject; service: Scene['service'] }> {
  const service = over.service ?? serving();
  const [item] = await execute({ parameters: check, ...over, service });
  expect(service.creates()).toEqual([]);
  expect(service.of('upload')).toEqual([]);
  return { json: item?.json ?? {}, service };
}

test('a request in which nothing is wrong comes out as it would be sent', async () => {
  const { json: item } = await checked();
  expect(item).toEqual({
    valid: true,
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
    'issues',
    'warnings',
    'request',
    'expectedCredits',
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

test('what a task like it reserved before is what it is expected to cost; nothing is guessed', async () => {
  const clock = new VirtualClock();
  const first = await checked({ clock });
  await execute({ service: serving(), parameters: flowers, clock });
  const second = await checked({ clock });
  const dearer = await checked({ clock, parameters: { ...check, resolution: '4k' } });
  const otherKey = await checked({ clock, apiKey: `${key}x` });
  const costs = [first, second, dearer, otherKey].map(({ json: item }) => item.expectedCredits);
  expect(costs).toEqual([null, 5, null, null]);
});

test('the balance is read once for all items, and a hint sums up', async () => {
  const hints: string[] = [];
  const clock = new VirtualClock();
  await execute({ service: serving(), parameters: flowers, clock });
  const service = serving();
  const items = [{}, { prompt: '' }, {}, { resolution: '4k' }];
  const output = await execute({ service, parameters: check, items, hints, clock });
  expect(output.map(({ json: item }) => item.valid)).toEqual([true, false, true, true]);
  expect(service.requests.filter(({ url }) => url.includes('/v1/account/'))).toHaveLength(1);
  expect(hints).toEqual([
    '3 of 4 items are valid: see "issues" for what is wrong. They would cost 10 credits, and more for 1 whose price is not known yet. 9780 credits are left.',
  ]);
});

test('a balance that does not cover it is a warning', async () => {
  const hints: string[] = [];
  const clock = new VirtualClock();
  await execute({ service: serving(), parameters: flowers, clock });
  const poor = json({ data: { token: { remaining_credits: 7 } } });
  await execute({ service: serving(undefined, poor), parameters: check, items: [{}, {}], hints, clock });
  expect(hints).toEqual([
    'The balance does not cover that.',
    'All 2 items are valid. They would cost 10 credits. 7 credits are left.',
  ]);
});

test.each([
  ['in money alone', json({ hard_limit_usd: 5 }), null],
  ['not at all', apiError(503, 'Down'), null],
  ['without a limit', json({ data: { token: { unlimited_credits: true } } }), { remainingCredits: null }],
])('a balance that is told %s is %j', async (_how, balance, expected) => {
  expect((await checked({ service: serving(undefined, balance) })).json.balance).toEqual(expected);
});

test('a wrong key is an error as everywhere', async () => {
  const service = serving(undefined, apiError(401, 'Invalid token'));
  expect(await failing({ service, parameters: check })).toMatchObject({ message: 'Invalid token' });
});

test('the fields of the item come along where that is wanted', async () => {
  const rows = [{ sku: 'A-1', photo: { url: picture } }];
  const parameters = { ...check, options: { includeInputFields: true } };
  const { json: item } = await checked({ parameters, json: rows });
  expect(item.input).toEqual({ item: 0, ...rows[0] });
});
