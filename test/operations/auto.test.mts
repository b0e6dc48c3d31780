/** Aspect Ratio Auto: the shape of the image, as it is shown; nothing where a video is continued. */
import type { INodeParameters } from 'n8n-workflow';
import { file, mp4, png } from '../support/binaries.mts';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { accepted, completed, taskId } from '../support/replies.mts';
import { askedFor, fakeService, json, type Reaction } from '../support/service.mts';

const auto: INodeParameters = { ...flowers, aspectRatio: 'auto' };

async function sent(parameters: INodeParameters, over: Partial<Scene> & { behind?: Reaction } = {}) {
  const { behind = { body: png(1280, 720) }, ...scene } = over;
  const service = fakeService({
    create: json(accepted()),
    look: json(completed()),
    upload: json({ url: 'https://files.example.test/u/a.png' }),
    file: { body: mp4() },
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
  expect(service.of('other')).toHaveLength(1);
});

/** A whole upright JPEG whose frame lies behind so many bytes of metadata, as phones write it. */
function photo(metadata: number): Buffer {
  const segment = (marker: number, content: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(content.length + 2, 2);
    return Buffer.concat([head, content]);
  };
  const parts = [Buffer.from([0xff, 0xd8])];
  for (let left = metadata; left > 0; left -= 40_000)
    parts.push(segment(0xe1, Buffer.alloc(Math.min(left, 40_000), 0x20)));
  parts.push(
    segment(0xc0, Buffer.from([8, 1280 >> 8, 0, 720 >> 8, 720 & 255, 3, 1, 17, 0, 2, 17, 0, 3, 17, 0])),
  );
  parts.push(segment(0xda, Buffer.from([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])), Buffer.alloc(2000, 7));
  return Buffer.concat([...parts, Buffer.from([0xff, 0xd9])]);
}

test.each([1_000, 60_000, 80_000, 200_000, 450_000])(
  'an upright photo with %i bytes of metadata is upright by URL as by file',
  async (metadata) => {
    const byFile = await sent(fromFile, inItem(photo(metadata)));
    const byUrl = await sent(auto, { behind: { body: photo(metadata) } });
    expect([byFile.body.aspect_ratio, byUrl.body.aspect_ratio]).toEqual(['9:16', '9:16']);
  },
);

test.each<[string, Reaction, string, number]>([
  ['answers 403', { status: 403, body: 'no' }, 'its server answers n8n with HTTP 403', 1],
  ['stumbles twice', { status: 503, body: 'later' }, 'its server answers n8n with HTTP 503', 2],
  ['is not found', { code: 'ENOTFOUND' }, 'example.com is a host that n8n does not find', 2],
  ['gives an image without its size', { body: photo(600_000) }, 'the file does not tell it', 1],
])('an image whose host %s is refused, free of charge', async (_what, behind, reason, opened) => {
  const service = fakeService({ other: behind });
  const error = await failing({ service, parameters: auto });
  expect(error).toMatchObject({
    message: `Aspect Ratio is Auto, but the size of the image could not be read (${reason}). Set Aspect Ratio yourself, or use Binary.`,
    description: 'input_media: Nothing was sent and nothing was charged.',
  });
  expect([service.creates().length, service.of('other').length]).toEqual([0, opened]);
});

test('a file that does not tell its size is refused as well', async () => {
  const header = png(0, 0);
  const error = await failing({ service: fakeService({}), parameters: fromFile, ...inItem(header) });
  expect(error.message).toMatch(/\(the file does not tell it\)\. Set Aspect Ratio yourself\.$/);
});

test.each([
  ['did not come in time', { code: 'ETIMEDOUT' }],
  ['was refused as one too many', { status: 429 }],
  ['met an outage', { status: 503 }],
])('one image that %s is asked for once more, and costs no other its shape', async (_what, trouble) => {
  let opened = 0;
  const service = fakeService({
    create: (_request, nth) => json(accepted({ id: `task-${nth}` })),
    other: () => (++opened === 1 ? trouble : { body: png(720, 1280) }),
  });
  const items = Array.from({ length: 50 }, (_none, at) => ({
    imageUrl: `https://shop.example.com/${at}.png`,
  }));
  await execute({ service, parameters: auto, items });
  const ratios = service.creates().map(({ body }) => (body as { aspect_ratio?: string }).aspect_ratio);
  expect({ opened, ratios }).toEqual({ opened: 51, ratios: Array(50).fill('9:16') });
});

/** Opens its image the first time, and never again. */
function hiccup() {
  let nth = 0;
  let opened = 0;
  return fakeService({
    create: () => json(accepted({ id: `task-${++nth}` })),
    look: (request) => json(completed({ id: askedFor(request) })),
    file: { body: mp4() },
    other: () => (++opened > 1 ? { code: 'ETIMEDOUT' } : { body: png(720, 1280) }),
  });
}

test.each<[string, (call: number) => Partial<Scene>]>([
  ['an agent that asks twice', (call) => ({ isTool: true, runIndex: call })],
  ['Retry On Fail', () => ({})],
  ['Retry', (call) => ({ executionId: `execution-${call}` })],
  [
    'a second test run',
    (call) => ({ mode: 'manual', executionId: `execution-${call}`, memory: {}, workflowId: 'auto' }),
  ],
])('%s pays once although the host hiccups, and shows the ratio that was sent', async (_how, scene) => {
  const service = hiccup();
  const memory = {};
  const clock = new VirtualClock();
  const shown = [];
  for (const call of [0, 1]) {
    const [item] = await execute({ service, parameters: auto, memory, clock, ...scene(call) });
    shown.push((item?.json.request as { aspect_ratio: string }).aspect_ratio);
  }
  expect({ shown, creates: service.creates().length }).toEqual({ shown: ['9:16', '9:16'], creates: 1 });
});
