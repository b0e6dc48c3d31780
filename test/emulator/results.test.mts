import { call, create, started, stopAll } from './caller.mts';

afterEach(stopAll);

const hour = 3_600_000;

test('a video is served for 24 hours after it was finished, then 403', async () => {
  const emulator = await started({ taskSeconds: 0 });
  await create(emulator);
  const link = emulator.tasks()[0]?.videoUrl ?? '';
  const fresh = await fetch(link);
  expect(fresh.headers.get('content-type')).toBe('video/mp4');
  expect((await fresh.arrayBuffer()).byteLength).toBe(Number(fresh.headers.get('content-length')));
  emulator.advance(24 * hour - 1);
  expect((await call(link)).status).toBe(200);
  emulator.advance(1);
  expect(await call(link)).toMatchObject({
    status: 403,
    text: expect.stringContaining('Request has expired'),
  });
});

test('a key sent to the results is refused, and the record shows it', async () => {
  const emulator = await started({ taskSeconds: 0 });
  await create(emulator);
  const authorization = `Bearer ${emulator.key}`;
  const reply = await call(emulator.tasks()[0]?.videoUrl ?? '', { headers: { authorization } });
  expect(reply.status).toBe(400);
  expect(emulator.requests().at(-1)).toMatchObject({
    route: 'result',
    origin: 'results',
    headers: { authorization },
  });
});

test('there is no video before the task is finished, nor for a name nobody gave', async () => {
  const emulator = await started();
  const { body } = await create(emulator);
  const early = await call(`${emulator.resultsUrl}/out/${String(body.id).slice(-8)}.mp4`);
  const unknown = await call(`${emulator.resultsUrl}/out/whatever.mp4`);
  expect([early.status, unknown.status]).toEqual([404, 404]);
});

test('a result can be of any size', async () => {
  const emulator = await started({ taskSeconds: 0, resultBytes: 50_000_000 });
  await create(emulator);
  const reply = await fetch(emulator.tasks()[0]?.videoUrl ?? '');
  const bytes = Buffer.from(await reply.arrayBuffer());
  expect(bytes.length).toBe(50_000_000);
  expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
});

test('a download can break off, stall, drip, come as a page or as another type', async () => {
  const emulator = await started({ taskSeconds: 0 });
  await create(emulator);
  const link = emulator.tasks()[0]?.videoUrl ?? '';
  emulator.fault({ on: 'result', then: { truncate: true } });
  await expect(call(link)).rejects.toThrow('terminated');
  emulator.fault({ on: 'result', then: { stall: true } });
  const stalled = await fetch(link);
  emulator.release();
  await expect(stalled.arrayBuffer()).rejects.toThrow('terminated');
  emulator.fault({ on: 'result', then: { dripMs: 1 } });
  expect((await (await fetch(link)).arrayBuffer()).byteLength).toBe(1146);
  emulator.fault({ on: 'result', then: { page: 'portal' } });
  expect((await call(link)).headers.get('content-type')).toBe('text/html; charset=utf-8');
  emulator.fault({ on: 'result', then: { headers: { 'content-type': 'binary/octet-stream' } } });
  expect((await call(link)).headers.get('content-type')).toBe('binary/octet-stream');
  emulator.fault({ on: 'result', then: { page: 'expired' } });
  expect((await call(link)).status).toBe(403);
});

test('a redirect leads to the other origin', async () => {
  const emulator = await started();
  emulator.fault({ on: 'models', then: { redirect: true } });
  const reply = await call(`${emulator.url}/v1/models`);
  expect([reply.status, reply.headers.get('location')]).toEqual([302, `${emulator.resultsUrl}/elsewhere`]);
  expect((await call(`${emulator.resultsUrl}/elsewhere`)).status).toBe(200);
});

test('the sample photo needs no key', async () => {
  const emulator = await started();
  const photo = await fetch(emulator.samplePhotoUrl);
  expect(photo.headers.get('content-type')).toBe('image/jpeg');
  expect(
    Buffer.from(await photo.arrayBuffer())
      .subarray(0, 2)
      .toString('hex'),
  ).toBe('ffd8');
});
