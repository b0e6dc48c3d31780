/** Files of the items: looked at before anything is paid for, uploaded once, and never the whole of them in a message. */
import type { IBinaryKeyData } from 'n8n-workflow';
import { bytesOf, file, png } from '../support/binaries.mts';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { accepted } from '../support/replies.mts';
import { apiError, fakeService, json, type Script } from '../support/service.mts';

const photo = png(1920, 1080, 3_000);
const uploaded = 'https://files.example.test/u/photo.png';
const fromFile = { ...flowers, imageSource: 'binary' };

const serving = (upload: Script = json({ id: 'file-1', url: uploaded })) =>
  fakeService({
    create: ({ body }) => json(accepted({ id: `task-${JSON.stringify(body).length}` })),
    upload,
  });

const scene = (over: Partial<Scene> = {}): Scene => ({
  service: serving(),
  parameters: fromFile,
  binaries: [{ data: file(photo, { fileName: 'photo.png', mimeType: 'image/png' }) }],
  ...over,
});

test('a file is uploaded as it is, and its address is what the task is made from', async () => {
  const service = serving();
  await execute(scene({ service }));
  const [upload] = service.of('upload');
  expect(upload).toMatchObject({
    method: 'POST',
    url: 'https://api.aihubmax.com/v1/files/upload/stream',
    json: false,
  });
  const body = await bytesOf(upload?.body);
  expect(body.includes(photo)).toBe(true);
  expect(body.toString('latin1')).toContain('filename="photo.png"');
  expect(service.creates().map((create) => create.body)).toMatchObject([{ image_url: uploaded }]);
});

test('a file in the store of n8n is streamed, and said to be what it is, whatever it is called', async () => {
  const service = serving();
  const odd = file(photo, { id: 's3:1', fileName: 'from chat', mimeType: 'application/octet-stream' });
  await execute(scene({ service, binaries: [{ data: odd }], stored: { 's3:1': photo } }));
  const body = await bytesOf(service.of('upload')[0]?.body);
  expect(body.includes(photo)).toBe(true);
  expect(body.toString('latin1')).toMatch(/filename="from-chat.png"\r\nContent-Type: image\/png\r\n/);
});

test('items with the same file share one upload, and the next try of the node too', async () => {
  const memory = {};
  const service = serving();
  const same = { data: file(photo) };
  const items = ['Waves', 'Wind', 'Rain'].map((prompt) => ({ prompt }));
  const many = scene({ service, memory, items, binaries: [same, same, same] });
  await execute(many);
  const edited = { ...many.parameters, options: { seed: 7 } };
  await execute({ ...many, parameters: edited });
  expect([service.of('upload').length, service.creates().length]).toEqual([1, 6]);
  expect(JSON.stringify(memory)).not.toContain(photo.toString('base64').slice(0, 40));
});

test.each<[string, Partial<Scene>, RegExp]>([
  [
    'a field that is not there',
    { binaries: [{ other: file(photo), second: file(photo) }] },
    /^Image Binary Field is "data", but the input item has no binary field.*It has: other, second/,
  ],
  ['an item without files', { binaries: [] }, /no binary data at all/],
  [
    'a name without the path that the workflow keeps files under',
    { binaries: [], json: [{ _files: { data: file(photo) } as never }] },
    /It has: _files\.data\.$/,
  ],
  [
    'a text',
    { binaries: [{ data: file(Buffer.from('Hello, hello, hello')) }] },
    /not a JPEG, PNG, WebP or GIF/,
  ],
  ['an empty file', { binaries: [{ data: file(Buffer.alloc(0)) }] }, /empty/],
])('%s is refused before anything is sent', async (_what, over, words) => {
  const service = fakeService({});
  expect((await failing(scene({ service, ...over }))).message).toMatch(words);
  expect(service.requests).toEqual([]);
});

test('two files of the store are two uploads', async () => {
  const service = serving();
  const binaries = [{ data: file(photo, { id: 's3:1' }) }, { data: file(photo, { id: 's3:2' }) }];
  const stored = { 's3:1': photo, 's3:2': png(1080, 1920) };
  await execute(scene({ service, binaries, stored, items: [{ prompt: 'Waves' }, { prompt: 'Wind' }] }));
  const sent = await Promise.all(service.of('upload').map(async ({ body }) => await bytesOf(body)));
  expect(sent.map((body) => [body.includes(stored['s3:1']), body.includes(stored['s3:2'])])).toEqual([
    [true, false],
    [false, true],
  ]);
});

test('an item whose upload ends after another was refused for lack of credits is not submitted', async () => {
  const clock = new VirtualClock();
  const upload = async () => {
    await clock.sleep(5_000);
    return json({ url: uploaded });
  };
  const service = fakeService({ create: apiError(402, 'Too little'), upload });
  const items = [{ imageSource: 'url', imageUrl: flowers.imageUrl ?? '' }, { imageSource: 'binary' }];
  const binaries: IBinaryKeyData[] = [{}, { data: file(photo) }];
  const output = await execute(scene({ clock, service, items, binaries, continueOnFail: true }));
  expect([service.of('upload').length, service.creates().length]).toEqual([1, 1]);
  expect(output.map(({ json: { error } }) => String(error).includes('Too little'))).toEqual([true, true]);
});

test('a picture that is too small or of another shape is sent, and the user is told once of each', async () => {
  const hints: string[] = [];
  const small = { data: file(png(300, 600)) };
  const items = [{ prompt: 'Waves' }, { prompt: 'Wind' }];
  const service = serving();
  await execute(scene({ service, hints, items, binaries: [small, small] }));
  const [told, ...others] = hints.filter((hint) => /300 x 600/.test(hint));
  expect(told).toMatch(/^Image: .*below 720p.* Image: .*16:9: .*crop/);
  expect(others).toEqual([]);
  expect(service.creates()).toHaveLength(2);
});

test.each<[string, object]>([
  ['whose name is a number', { fileName: 4711 }],
  ['whose name is an object', { fileName: {} }],
  ['without a name', { fileName: undefined, fileExtension: undefined }],
  ['of no known type', { mimeType: null }],
  ['that is a buffer', { data: photo }],
  ['that is a data: URL', { data: `data:image/png;base64,${photo.toString('base64')}` }],
])('a file of a Code node %s is sent', async (_what, odd) => {
  const service = serving();
  const binaries = [{ data: { ...file(photo), ...odd } }] as IBinaryKeyData[];
  await execute(scene({ service, binaries }));
  expect((await bytesOf(service.of('upload')[0]?.body)).includes(photo)).toBe(true);
});

test.each<[string, object]>([
  ['no content', { data: undefined }],
  ['a buffer that became JSON', { data: { type: 'Buffer', data: [1, 2] } }],
  ['a number for an ID', { id: 7, data: undefined }],
])('a file of a Code node that holds %s is refused, with what it must hold', async (_what, odd) => {
  const service = serving();
  const binaries = [{ data: { ...file(photo), ...odd } }] as IBinaryKeyData[];
  const error = await failing(scene({ service, binaries }));
  expect(error).toMatchObject({
    message:
      'Image Binary Field: n8n cannot read this file any more (it has no content as base64 under "data")',
    description: expect.stringMatching(/^input_media: Nothing was sent for it\. /) as string,
  });
  expect(service.requests).toEqual([]);
});

test('a field by expression may be the file itself', async () => {
  const service = serving();
  const binary = file(photo);
  await execute(scene({ service, items: [{ imageBinaryProperty: binary as never }], binaries: [] }));
  expect(service.of('upload')).toHaveLength(1);
});
