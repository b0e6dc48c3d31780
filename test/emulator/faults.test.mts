import { arrived, create, get, look, started, stopAll, waves } from './caller.mts';

afterEach(stopAll);

test('a status code comes with the error body, its code and Retry-After, for as many requests as said', async () => {
  const emulator = await started();
  emulator.fault({
    on: 'create',
    times: 2,
    then: { status: 429, error: { message: 'Slow down' }, retryAfter: 7 },
  });
  for (const attempt of [1, 2]) {
    const { status, headers, body } = await create(emulator);
    expect([attempt, status, headers.get('retry-after')]).toEqual([attempt, 429, '7']);
    expect(body.error).toEqual({
      message: expect.stringMatching(/^Slow down \(request_id/),
      type: 'rate_limit_error',
    });
  }
  expect(emulator.creates()).toBe(0);
  expect((await create(emulator)).status).toBe(200);
});

test('a reset before acceptance makes nothing, one after acceptance makes a task', async () => {
  const emulator = await started();
  emulator.fault({ on: 'create', then: { reset: true } });
  await expect(create(emulator)).rejects.toThrow('fetch failed');
  expect(emulator.creates()).toBe(0);
  emulator.fault({ on: 'create', then: { accepted: true, reset: true } });
  await expect(create(emulator)).rejects.toThrow('fetch failed');
  expect(emulator.creates()).toBe(1);
  expect(emulator.requests().map(({ outcome }) => outcome)).toEqual(['reset', 'reset']);
});

test('an accepted create may answer 502, without its id, malformed, or not at all', async () => {
  const emulator = await started();
  emulator.fault({ on: 'create', then: { accepted: true, page: 'cloudflare-502' } });
  emulator.fault({ on: 'create', then: { omit: ['id'], merge: { note: 'new' } } });
  emulator.fault({ on: 'create', then: { accepted: true, body: '{"id": "task-' } });
  emulator.fault({ on: 'create', then: { accepted: true, body: '' } });
  const answers = [
    await create(emulator),
    await create(emulator),
    await create(emulator),
    await create(emulator),
  ];
  expect(answers.map(({ status }) => status)).toEqual([502, 200, 200, 200]);
  expect(answers[0]?.text).toContain('502: Bad gateway');
  expect(answers[1]?.body).toMatchObject({ status: 'pending', note: 'new' });
  expect(answers[1]?.body.id).toBeUndefined();
  expect(answers.slice(2).map(({ text }) => text)).toEqual(['{"id": "task-', '']);
  expect(emulator.creates()).toBe(4);
});

test('a hung request is answered after release', async () => {
  const emulator = await started();
  emulator.fault({ on: 'models', then: { hang: true } });
  const hung = get(emulator, '/v1/models');
  await arrived(emulator, 1);
  expect(emulator.requests()[0]?.outcome).toBe('open');
  emulator.release();
  expect((await hung).status).toBe(200);
});

test.each([
  [false, 0],
  [true, 1],
])('a create that hangs until its client leaves, accepted: %s, made %d tasks', async (accepted, made) => {
  const emulator = await started();
  emulator.fault({ on: 'create', then: { accepted, hang: true } });
  const left = new AbortController();
  const hung = fetch(`${emulator.url}/v1/videos/generations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(waves),
    signal: left.signal,
  });
  await arrived(emulator, 1);
  left.abort();
  await expect(hung).rejects.toThrow('aborted');
  while (emulator.requests()[0]?.outcome === 'open') await new Promise(setImmediate);
  emulator.release();
  expect([emulator.requests()[0]?.outcome, emulator.creates()]).toEqual(['aborted', made]);
});

test('an answer may be late, in real time', async () => {
  const emulator = await started();
  emulator.fault({ on: 'create', then: { delayMs: 30 } });
  const start = performance.now();
  expect((await create(emulator)).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThan(25);
});

test.each([
  ['2', '2'],
  ['Sun, 22 Nov 2026 10:00:05 GMT', 'Sun, 22 Nov 2026 10:00:05 GMT'],
  ['soon', 'soon'],
  [undefined, null],
])('Retry-After goes out as it stands: %s', async (retryAfter, header) => {
  const emulator = await started();
  emulator.fault({ on: 'status', then: { status: 429, ...(retryAfter && { retryAfter }) } });
  expect((await look(emulator, 'x')).headers.get('retry-after')).toBe(header);
});

test("an accepted create may answer 503 in the API's own words", async () => {
  const emulator = await started();
  const error = { message: 'Upstream error', code: 'no_compatible_channel' };
  emulator.fault({ on: 'create', then: { accepted: true, status: 503, error } });
  const { status, body } = await create(emulator);
  expect([status, body.error]).toEqual([
    503,
    {
      message: expect.stringMatching(/^Upstream error \(/),
      type: 'service_unavailable',
      code: 'no_compatible_channel',
    },
  ]);
  expect(emulator.creates()).toBe(1);
});
