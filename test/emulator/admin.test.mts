/** Driving the emulator from another process. */
import { call, create, started, stopAll, waves } from './caller.mts';

afterEach(stopAll);

const json = { 'content-type': 'application/json' };

const send = (url: string, method: string, body: object = {}) =>
  call(url, { method, headers: json, body: JSON.stringify(body) });

test('faults are set, met and cleared over the admin routes, without a key', async () => {
  const emulator = await started();
  const faults = `${emulator.url}/admin/faults`;
  expect((await send(faults, 'POST', { on: 'create', then: { status: 503 } })).body).toEqual({ added: 1 });
  const rules = [
    { on: 'create', times: 0, then: { status: 500 } },
    { on: 'models', then: { reset: true } },
  ];
  expect((await send(faults, 'POST', { rules })).body).toEqual({ added: 2 });
  const refused = [await create(emulator), await create(emulator), await create(emulator)];
  expect(refused.map(({ status }) => status)).toEqual([503, 500, 500]);
  await send(faults, 'DELETE');
  expect((await create(emulator)).status).toBe(200);
});

test.each([
  [{ on: 'creat', then: {} }, 'A fault is on one of create, status'],
  [{ on: 'create' }, "A fault's then must be an object"],
  [{ on: 'create', then: { statusCode: 500 } }, "A fault's then has no statusCode"],
  [{ on: 'create', then: { page: 'nginx' } }, 'page must be one of cloudflare-403'],
  [{ on: 'create', time: 2, then: {} }, "A fault's rule has no time"],
])('a rule that is none is refused in a sentence: %j', async (rule, sentence) => {
  const emulator = await started();
  const { status, body } = await send(`${emulator.url}/admin/faults`, 'POST', rule);
  expect([status, body.error?.message]).toEqual([400, expect.stringContaining(sentence)]);
});

test('time is advanced, tasks and requests are listed', async () => {
  const emulator = await started();
  await create(emulator);
  const moved = await send(`${emulator.url}/admin/advance`, 'POST', { ms: 100_000 });
  expect(moved.body).toEqual({ now: Date.UTC(2026, 10, 22, 10) + 100_000 });
  const tasks = JSON.parse((await call(`${emulator.url}/admin/tasks`)).text) as unknown;
  expect(tasks).toEqual([
    {
      id: expect.stringContaining('task-unified-'),
      status: 'completed',
      progress: 100,
      createdAt: '2026-11-22T10:00:00.000Z',
      credits: 32,
      request: waves,
      videoUrl: expect.stringContaining(`${emulator.resultsUrl}/out/`),
      error: null,
    },
  ]);
  const requests = JSON.parse((await call(`${emulator.url}/admin/requests`)).text) as { route: string }[];
  expect(requests.map(({ route }) => route)).toEqual(['create']);
  expect((await send(`${emulator.url}/admin/advance`, 'POST', { ms: -1 })).status).toBe(400);
});

test('the page shows what it holds and takes nothing for markup', async () => {
  const emulator = await started();
  await create(emulator, { ...waves, prompt: '<script>alert("x")</script> & more' });
  const { headers, text } = await call(`${emulator.url}/`);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more');
  expect(text).not.toContain('<script>alert');
  expect(text).toContain(emulator.key);
});

test('a clock of another making is pushed ahead', async () => {
  const emulator = await started({ clock: { now: () => 1000 } });
  emulator.advance(500);
  await create(emulator);
  expect(emulator.requests()[0]?.at).toBe(1500);
});
