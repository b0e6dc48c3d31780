/** Replies in the shapes that gateways of the same family have, and files whose length misleads. */
import type { TaskScript } from '../../dev/emulator/tasks/script.mts';
import { call, create, get, look, started, stopAll } from './caller.mts';

afterEach(stopAll);

/** A task of this shape that is completed: its ID, the reply to its create and the reply about it. */
async function completed(script: Partial<TaskScript>) {
  const emulator = await started({ script, taskSeconds: 0 });
  const created = (await create(emulator)).body;
  const id = emulator.tasks()[0]?.id ?? '';
  const link = emulator.tasks()[0]?.videoUrl ?? '';
  return { emulator, created, id, link, seen: (await look(emulator, id)).body };
}

test.each([
  ['one', (url: string) => ({ results: { url } })],
  ['nested', (url: string) => ({ results: [{ video: { url } }] })],
  ['output', (url: string) => ({ results: [], output: { url } })],
  ['top-level video_url', (url: string) => ({ results: null, video_url: url })],
  ['top-level url', (url: string) => ({ results: null, url })],
] as const)('a link may lie elsewhere: %s', async (results, members) => {
  const { seen, link } = await completed({ results });
  expect(seen).toMatchObject(members(link));
});

test('a link may lead to the API itself, which wants the key for it', async () => {
  const { emulator, seen, id, link } = await completed({ results: 'own' });
  const path = `/v1/videos/${id}/content`;
  expect(seen.results).toEqual([{ url: emulator.url + path }]);
  expect((await call(emulator.url + path)).status).toBe(401);
  const other = emulator.addKey();
  expect((await get({ ...emulator, key: other }, path)).status).toBe(404);
  const [own, open] = [await get(emulator, path), await call(link)];
  expect([own.status, own.text]).toEqual([200, open.text]);
  expect(emulator.requests().at(-2)).toMatchObject({ route: 'result', origin: 'api', taskId: id });
});

test('a link may be relative', async () => {
  const { seen, id } = await completed({ results: 'relative' });
  expect(seen.results).toEqual([{ url: `/v1/videos/${id}/content` }]);
});

test('an ID may be called task_id, or be a number', async () => {
  const named = await completed({ idAs: 'task_id' });
  for (const reply of [named.created, named.seen]) {
    expect(reply.task_id).toBe(named.id);
    expect(reply).not.toHaveProperty('id');
  }
  const counted = await completed({ idAs: 'number' });
  expect(counted.id).toMatch(/^\d{12}$/);
  expect([counted.created.id, counted.seen.id]).toEqual([Number(counted.id), Number(counted.id)]);
});

test('the whole task may lie under data', async () => {
  const { created, seen, id, link } = await completed({ envelope: 'data' });
  expect(created).toMatchObject({ code: 'success', data: { id, status: 'pending' } });
  expect(seen).toMatchObject({
    code: 'success',
    data: { id, status: 'completed', results: [{ url: link }] },
  });
});

test('a file may come compressed although nobody asked, with the length of what is sent', async () => {
  const { emulator, link } = await completed({});
  const whole = Buffer.from(await (await fetch(link)).arrayBuffer());
  emulator.fault({ on: 'result', times: 2, then: { encoded: 'gzip' } });
  const headers = { 'accept-encoding': 'identity' };
  const reply = await fetch(link, { headers });
  expect(reply.headers.get('content-encoding')).toBe('gzip');
  const bytes = Buffer.from(await reply.arrayBuffer());
  expect(bytes.equals(whole)).toBe(true);
  expect(Number(reply.headers.get('content-length'))).toBeLessThan(whole.length);
});

test('a file may come as a part, or cut without a length', async () => {
  const { emulator, link } = await completed({});
  const whole = Buffer.from(await (await fetch(link)).arrayBuffer());
  const half = whole.subarray(0, Math.ceil(whole.length / 2));
  emulator.fault({ on: 'result', then: { partial: true } });
  const part = await fetch(link);
  expect([part.status, part.headers.get('content-range')]).toEqual([
    206,
    `bytes 0-${half.length - 1}/${whole.length}`,
  ]);
  expect(Buffer.from(await part.arrayBuffer()).equals(half)).toBe(true);
  emulator.fault({ on: 'result', then: { cut: true } });
  const cut = await fetch(link);
  expect([cut.status, cut.headers.get('content-length')]).toEqual([200, null]);
  expect(Buffer.from(await cut.arrayBuffer()).equals(half)).toBe(true);
});

test('an answer may come byte by byte', async () => {
  const { emulator, link } = await completed({});
  emulator.fault({ on: 'result', then: { dripMs: 1, dripBytes: 100 } });
  const reader = (await fetch(link)).body?.getReader();
  const pieces: number[] = [];
  for (let next = await reader?.read(); next?.value; next = await reader?.read())
    pieces.push(next.value.length);
  expect(pieces.length).toBeGreaterThan(8);
});
