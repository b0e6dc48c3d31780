import { create, get, look, started, stopAll, waves } from './caller.mts';

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

test('a rule can wait for the n-th request, a body, a query or a task', async () => {
  const emulator = await started();
  emulator.fault({ on: 'create', match: { nth: 2, body: { model: waves.model } }, then: { status: 500 } });
  const made = [await create(emulator), await create(emulator), await create(emulator)];
  expect(made.map(({ status }) => status)).toEqual([200, 500, 200]);
  emulator.fault({
    on: 'status',
    match: { taskIndex: 1, query: { sync_upstream: 'true' } },
    then: { status: 503 },
  });
  const looks = [
    await look(emulator, made[0]?.body.id, '?sync_upstream=true'),
    await look(emulator, made[2]?.body.id),
    await look(emulator, made[2]?.body.id, '?sync_upstream=true'),
  ];
  expect(looks.map(({ status }) => status)).toEqual([200, 200, 503]);
});

test('a hung request is answered after release, and left alone when its client has gone', async () => {
  const emulator = await started();
  emulator.fault({ on: 'models', then: { hang: true } });
  const hung = get(emulator, '/v1/models');
  while (emulator.requests().length === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  emulator.release();
  expect((await hung).status).toBe(200);
});
