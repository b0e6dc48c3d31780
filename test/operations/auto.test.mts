/** Aspect Ratio Auto: the shape of the image, as it is shown; nothing where a video is continued. */
import type { INodeParameters } from 'n8n-workflow';
import { file, png } from '../support/binaries.mts';
import { execute, flowers } from '../support/context.mts';
import type { Scene } from '../support/context.mts';
import { accepted, completed, taskId } from '../support/replies.mts';
import { fakeService, json } from '../support/service.mts';
import type { Reaction } from '../support/service.mts';

const auto: INodeParameters = { ...flowers, aspectRatio: 'auto' };

async function sent(parameters: INodeParameters, over: Partial<Scene> & { behind?: Reaction } = {}) {
  const { behind = { body: png(1280, 720) }, ...scene } = over;
  const service = fakeService({
    create: json(accepted()),
    look: json(completed()),
    upload: json({ url: 'https://files.example.test/u/a.png' }),
    file: { body: 'a video' },
    other: behind,
  });
  await execute({ service, parameters, ...scene });
  return { body: service.creates()[0]?.body as Record<string, unknown>, service };
}

const inItem = (content: Buffer) => ({ binaries: [{ data: file(content) }] });
const fromFile = { ...auto, imageSource: 'binary' };

/** A JPEG of 1920 x 1080 that Exif turns to portrait (Exif 2.3, orientation 6), then a start of frame. */
const turned = Buffer.from(
  'ffd8ffe1002245786966000049492a000800000001001201030001000000060000000000' +
    '0000ffc0000b080438078001011100ffda0008010100003f00aaffd9',
  'hex',
);

test.each([
  ['a landscape image', png(1920, 1080), '16:9'],
  ['a portrait image', png(1080, 1920), '9:16'],
  ['a square image', png(1000, 1000), '16:9'],
  ['a photo that lies on its side', turned, '9:16'],
])('%s of the item gives the video its shape', async (_what, content, ratio) => {
  expect((await sent(fromFile, inItem(content))).body).toMatchObject({ aspect_ratio: ratio });
});

test('a URL is opened for that, without the key', async () => {
  const { body, service } = await sent(auto, { behind: { body: png(720, 1280) } });
  expect(body).toMatchObject({ aspect_ratio: '9:16' });
  expect(service.of('other')).toHaveLength(1);
  expect(JSON.stringify(service.of('other')[0])).not.toContain('sk-');
});

test('what cannot be measured is 16:9, and a hint says so', async () => {
  const hints: string[] = [];
  expect((await sent(auto, { behind: { code: 'ETIMEDOUT' }, hints })).body).toMatchObject({
    aspect_ratio: '16:9',
  });
  expect(hints.join()).toContain('Aspect Ratio is Auto, but the size of the image could not be read');
});

test('the first image decides between two, and among references', async () => {
  const frames = { mode: 'firstLastFrame', firstImageSource: 'binary', lastImageSource: 'binary' };
  const two = [{ first: file(png(720, 1280)), last: file(png(1280, 720)) }];
  expect((await sent({ ...auto, ...frames }, { binaries: two })).body).toMatchObject({
    aspect_ratio: '9:16',
  });
  const references = { mode: 'referenceToVideo', referenceImagesSource: 'binary' };
  const names = { referenceImageBinaryProperties: 'first, last' };
  expect((await sent({ ...auto, ...references, ...names }, { binaries: two })).body).toMatchObject({
    aspect_ratio: '9:16',
  });
});

test('a continued video keeps its shape: nothing is sent, and that is the default', async () => {
  const extend = { operation: 'create', mode: 'extend', prompt: 'On', sourceTaskId: taskId };
  for (const parameters of [extend, { ...extend, aspectRatio: 'auto' }])
    expect((await sent(parameters)).body).not.toHaveProperty('aspect_ratio');
  expect((await sent({ ...extend, aspectRatio: '9:16' })).body).toMatchObject({ aspect_ratio: '9:16' });
});

test('text has no shape: there it means 16:9', async () => {
  const parameters = {
    operation: 'create',
    mode: '={{ "textToVideo" }}',
    prompt: 'A lake',
    aspectRatio: 'auto',
  };
  const items = [{ mode: 'textToVideo', aspectRatio: 'Auto' }];
  expect((await sent(parameters, { items })).body).toMatchObject({ aspect_ratio: '16:9' });
});

test('any other default stays as it was', async () => {
  const { body, service } = await sent(flowers);
  expect(body).toMatchObject({ aspect_ratio: '16:9' });
  expect(service.of('other')).toEqual([]);
});
