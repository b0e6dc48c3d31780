import type { Emulator } from '../../dev/emulator/index.mts';
import { call, post, started, stopAll, type Answer } from './caller.mts';

afterEach(stopAll);

const hour = 3_600_000;
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

function sendForm(
  { url, key }: Emulator,
  content: Buffer,
  fields: Record<string, string> = {},
): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)], { type: 'image/png' }), 'photo.png');
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  const headers = { authorization: `Bearer ${key}` };
  return call(`${url}/v1/files/upload/stream`, { method: 'POST', headers, body: form });
}

const kept = (emulator: Emulator, name: string, size: number) => ({
  id: expect.stringMatching(/^file-1795341600-[0-9a-f]{6}$/),
  filename: name,
  url: expect.stringMatching(new RegExp(`^${emulator.resultsUrl}/uploads/20261122/[0-9a-f]{12}/${name}$`)),
  size,
  created: 1795341600,
});

test('a streamed file gets a public link for 72 hours', async () => {
  const emulator = await started();
  const { status, body } = await sendForm(emulator, png);
  expect([status, body]).toEqual([200, kept(emulator, 'photo.png', png.length)]);
  expect(emulator.requests()[0]).toMatchObject({
    body: { fields: {}, file: { filename: 'photo.png', size: 16 } },
  });
  const link = String(body.url);
  emulator.advance(72 * hour - 1);
  const reply = await fetch(link);
  expect(reply.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await reply.arrayBuffer())).toEqual(png);
  emulator.advance(1);
  expect((await call(link)).status).toBe(404);
});

test('base64 comes raw or as a data URL, which names the file', async () => {
  const emulator = await started();
  const send = (body: object) => post(emulator, '/v1/files/upload/base64', body);
  const text = png.toString('base64');
  expect((await send({ file_data: text })).body).toEqual(kept(emulator, 'upload.bin', 16));
  expect((await send({ file_data: `data:image/png;base64,${text}` })).body).toEqual(
    kept(emulator, 'upload.png', 16),
  );
  expect((await send({ file_data: text, file_name: 'a.png' })).body).toEqual(kept(emulator, 'a.png', 16));
  expect((await send({ file_data: '???' })).status).toBe(400);
});

test('a remote file is copied', async () => {
  const emulator = await started();
  const send = (url: unknown) => post(emulator, '/v1/files/upload/url', { url });
  const { body } = await send(emulator.samplePhotoUrl);
  expect(body).toEqual(kept(emulator, 'sample-photo.jpg', expect.any(Number) as number));
  expect((await send(`${emulator.resultsUrl}/nothing`)).status).toBe(400);
  expect((await send('file:///etc/hostname')).status).toBe(400);
});

test('a file over the limit is refused with 413, in every way of sending it', async () => {
  const emulator = await started({ uploadLimit: 10 });
  const answers = [
    await sendForm(emulator, png),
    await post(emulator, '/v1/files/upload/base64', { file_data: png.toString('base64') }),
    await post(emulator, '/v1/files/upload/url', { url: emulator.samplePhotoUrl }),
  ];
  expect(answers.map(({ status, body }) => [status, body.error?.type])).toEqual(
    answers.map(() => [413, 'file_too_large_error']),
  );
});

test('when storage is full the oldest file gives way, unless that was ruled out', async () => {
  const emulator = await started({ storageBytes: 40 });
  const first = await sendForm(emulator, png, { file_name: 'first.png' });
  await sendForm(emulator, png);
  expect((await sendForm(emulator, png, { auto_cleanup: 'false' })).status).toBe(403);
  expect((await call(String(first.body.url))).status).toBe(200);
  expect((await sendForm(emulator, png)).status).toBe(200);
  expect((await call(String(first.body.url))).status).toBe(404);
});

test('a form without a file, and a key that is none, are refused', async () => {
  const emulator = await started();
  expect((await sendForm(emulator, Buffer.alloc(0))).status).toBe(400);
  expect((await sendForm({ ...emulator, key: 'sk-none' }, png)).status).toBe(401);
});
