/** The finished video as a file of the item; what fails there never hides what was paid for. */
import { Readable } from 'node:stream';
import { operations } from '../../nodes/AiHubMaxVeo/operations';
import { execute as executeNode } from '../../nodes/AiHubMaxVeo/run/execute';
import { mp4, type Saved } from '../support/binaries.mts';
import { VirtualClock } from '../support/clock.mts';
import { execute, fakeContext, flowers, key } from '../support/context.mts';
import { held } from '../support/machine.mts';
import { accepted, completed, taskId, videoUrl } from '../support/replies.mts';
import { apiError, fakeService, json, type Answer, type Script } from '../support/service.mts';

const film = mp4();

const video = (content = film): Answer => ({ body: Readable.from([content]) });
const expired = (): Answer => ({ status: 403, body: Readable.from(['expired']) });

const waiting = { ...flowers, operation: 'createAndWait', downloadVideo: true };
const serving = (file: Script, look: Script = json(completed())) =>
  fakeService({ create: json(accepted()), look, file });

test('the video lies in the field that the user named, under the name of its task', async () => {
  const saved: Saved[] = [];
  const service = serving(() => video());
  const [item] = await execute({ service, saved, parameters: { ...waiting, binaryPropertyOutput: 'film' } });
  expect(saved).toEqual([{ fileName: `${taskId}.mp4`, mime: 'video/mp4', content: film }]);
  expect(Object.keys(item?.binary ?? {})).toEqual(['film']);
  expect(item?.json).toMatchObject({ isSuccess: true, videoUrl });
  expect(item?.json).not.toHaveProperty('download');
});

test('a file is called as the user wants, item by item', async () => {
  const saved: Saved[] = [];
  const items = [{ outputFileName: 'SKU/4711' }, { outputFileName: 4712 }, { outputFileName: '' }];
  await execute({ service: serving(() => video()), saved, parameters: waiting, items });
  expect(saved.map(({ fileName }) => fileName).sort()).toEqual(
    ['SKU_4711.mp4', '4712.mp4', `${taskId}.mp4`].sort(),
  );
});

test('a file name that n8n did not evaluate is refused, and nothing is sent', async () => {
  const service = serving(() => video());
  const parameters = { ...waiting, outputFileName: '{{ $json.sku }}' };
  const [item] = await execute({ service, parameters, continueOnFail: true });
  expect(item?.json.error).toMatch(/^File Name is "{{ \$json.sku }}", which n8n did not evaluate/);
  expect(service.requests).toEqual([]);
});

test('the key is not sent to where the video lies', async () => {
  const service = serving(() => video());
  await execute({ service, parameters: waiting });
  const [request] = service.of('file');
  expect(request?.url).toBe(videoUrl);
  expect(JSON.stringify(request)).not.toContain(key);
  expect(request?.headers).toEqual({
    accept: '*/*',
    'user-agent': 'n8n-nodes-aihubmax-veo',
    'accept-encoding': 'identity',
  });
});

test('two videos are two files', async () => {
  const other = 'https://cdn.example.test/out/second.mp4';
  const look = json(completed({ results: [{ url: videoUrl }, { url: other }] }));
  const [item] = await execute({ service: serving(() => video(), look), parameters: waiting });
  expect(Object.keys(item?.binary ?? {})).toEqual(['data', 'data_1']);
});

test('a video that cannot be had keeps no other of its task from being fetched', async () => {
  const other = 'https://cdn.example.test/out/second.mp4';
  const look = json(completed({ results: [{ url: videoUrl }, { url: other }] }));
  const file: Script = ({ url }) => (url === other ? video() : expired());
  const [item] = await execute({ service: serving(file, look), parameters: waiting });
  expect(Object.keys(item?.binary ?? {})).toEqual(['data_1']);
  expect(item?.json).toMatchObject({
    isSuccess: true,
    download: { error: expect.stringContaining('does not open (HTTP 403)') as string },
  });
});

test('the link of a young task is tried again: its store may have the file a moment later', async () => {
  const service = serving((_request, nth) => (nth < 2 ? { ...expired(), status: 404 } : video()));
  const [item] = await execute({ service, parameters: waiting });
  expect(Object.keys(item?.binary ?? {})).toEqual(['data']);
  expect(item?.json).not.toHaveProperty('download');
});

test.each([
  [
    Object.assign(new Error("ENOSPC: no space left on device, write '/home/node/.n8n/storage/x'"), {
      code: 'ENOSPC',
    }),
    'n8n could not store the video: ENOSPC: no space left on device, write',
  ],
  [
    new Error('The file is larger than 512 MB.'),
    'n8n could not store the video: The file is larger than 512 MB.',
  ],
])('what n8n cannot store is told as that, without a path of its machine', async (thrown, error) => {
  const context = fakeContext({ service: serving(() => video()), parameters: waiting });
  context.helpers.prepareBinaryData = async () => await Promise.reject(thrown);
  const clock = new VirtualClock();
  const [[item] = []] = await clock.run(executeNode(context, { operations, continueOnFail: false, clock }));
  expect(item?.json).toMatchObject({
    isSuccess: true,
    videoUrl,
    download: { error, advice: expect.stringContaining('use Get Status with Download Video') as string },
  });
});

describe('a store of n8n that never answers', () => {
  const hung = (stop?: AbortSignal) => {
    const context = fakeContext({ service: serving(() => video()), parameters: waiting, stop });
    context.helpers.prepareBinaryData = held;
    const clock = new VirtualClock();
    return { clock, ended: executeNode(context, { operations, continueOnFail: false, clock }) };
  };

  test('holds no item for ever', async () => {
    const { clock, ended } = hung();
    const [[item] = []] = await clock.run(ended);
    expect(item?.json).toMatchObject({
      isSuccess: true,
      download: { error: 'n8n did not store the video in time' },
    });
    expect(clock.elapsedMs).toBeLessThan(20 * 60_000);
  });

  test('holds no Stop', async () => {
    const stop = new AbortController();
    const { clock, ended } = hung(stop.signal);
    clock.at(200_000, () => stop.abort());
    await expect(clock.run(ended)).rejects.toThrow(/canceled/);
    expect(clock.elapsedMs).toBeLessThan(202_000);
  });
});

test('an expired link is replaced by a fresh one', async () => {
  const fresh = 'https://cdn.example.test/out/fresh.mp4';
  const look = [json(completed()), json(completed({ results: [{ url: fresh }] }))];
  const service = serving(({ url }) => (url === fresh ? video() : expired()), look);
  const [item] = await execute({ service, parameters: waiting });
  expect(Object.keys(item?.binary ?? {})).toEqual(['data']);
  expect(service.creates()).toHaveLength(1);
});

test.each([
  ['that was just made', '2026-11-22T10:13:20Z', 3],
  ['of yesterday', '2026-11-21T10:00:00Z', 1],
])('a link %s that is dead after a fresh read has expired or was deleted', async (_what, created, tries) => {
  const hints: string[] = [];
  const look = json(completed({ created: Date.parse(created) / 1000 }));
  const service = fakeService({ look, file: () => expired() });
  const parameters = { operation: 'getStatus', taskId, downloadVideo: true };
  const [item] = await execute({ service, parameters, hints });
  expect(item?.json.download).toEqual({
    error: expect.stringContaining('does not open (HTTP 403)') as string,
    advice: `The link has expired or the video was deleted: links work for 24 hours, and AIHubMax gave no fresh one. The video is already paid for, so ask AIHubMax about task ${taskId} before you create it again, which is charged again.`,
  });
  expect(hints).toEqual(['1 item: 1 download failed (see "download").']);
  expect(service.of('file')).toHaveLength(tries);
});

test('a dead link of which AIHubMax could not be asked is one to try again', async () => {
  const look: Script = (_request, nth) => (nth === 0 ? json(completed()) : apiError(503, 'Down'));
  const service = fakeService({ look, file: () => expired() });
  const parameters = { operation: 'getStatus', taskId, downloadVideo: true };
  const [item] = await execute({ service, parameters });
  expect(item?.json.download).toMatchObject({
    advice: expect.stringContaining(`To retry the download, use Get Status`) as string,
  });
  expect(service.of('file').length).toBeLessThanOrEqual(5);
});

test('Get Status fetches the video too, and nothing of a task that is not finished', async () => {
  const parameters = { operation: 'getStatus', taskId, downloadVideo: true };
  const [done] = await execute({
    service: fakeService({ look: json(completed()), file: () => video() }),
    parameters,
  });
  expect(Object.keys(done?.binary ?? {})).toEqual(['data']);
  const [open] = await execute({ service: fakeService({ look: json(accepted()) }), parameters });
  expect(open).not.toHaveProperty('binary');
});

test('nothing is fetched unless the user wants it', async () => {
  const service = fakeService({ create: json(accepted()), look: json(completed()) });
  await execute({ service, parameters: { ...waiting, downloadVideo: false } });
  expect(service.of('file')).toEqual([]);
});
