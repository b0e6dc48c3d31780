import { call, create, get, started, stopAll, waves } from './caller.mts';

afterEach(stopAll);

test('credits are reserved at submit and given back when the task fails', async () => {
  const emulator = await started({ credits: 100 });
  emulator.fault({ on: 'create', then: { script: { end: 'failed' } } });
  await create(emulator);
  await create(emulator);
  expect(emulator.creditsLeft()).toBe(36);
  emulator.advance(100_000);
  expect(emulator.creditsLeft()).toBe(68);
});

test('a create that costs more than is left is refused with 402', async () => {
  const emulator = await started({ credits: 40 });
  const made = [await create(emulator), await create(emulator)];
  expect(made.map(({ status }) => status)).toEqual([200, 402]);
  expect(made[1]?.body.error).toMatchObject({ type: 'insufficient_quota', code: 'insufficient_quota' });
  expect(emulator.creates()).toBe(1);
});

test('the balance reads the same on all four routes', async () => {
  const emulator = await started({ credits: 1000 });
  await create(emulator, { ...waves, resolution: '4k', generate_audio: true });
  const balance = { remaining_credits: 904, used_credits: 96 };
  expect((await get(emulator, '/v1/account/credits')).body).toEqual({
    success: true,
    message: '',
    data: { token: { ...balance, unlimited_credits: false }, user: balance },
  });
  const subscription = await get(emulator, '/dashboard/billing/subscription');
  expect(subscription.body).toMatchObject({ hard_limit_usd: 10, soft_limit_usd: 10, access_until: 0 });
  const usage = await get(emulator, '/dashboard/billing/usage');
  expect(usage.body).toEqual({ object: 'list', total_usage: 96 });
  const token = await get(emulator, '/api/usage/token/');
  expect(token.body).toMatchObject({ code: true, data: { total_granted: 5e6, total_available: 4.52e6 } });
});

test('prices need no key, everything else does', async () => {
  const { url } = await started();
  const pricing = await call(`${url}/api/pricing`);
  expect(pricing.body).toMatchObject({
    data: expect.arrayContaining([expect.objectContaining({ quota_type: 1 })]),
  });
  const closed = [
    '/v1/models',
    '/v1/tasks/x',
    '/v1/account/credits',
    '/dashboard/billing/usage',
    '/api/usage/token/',
  ];
  const answers = await Promise.all(closed.map((path) => call(url + path)));
  expect(answers.map(({ status }) => status)).toEqual(closed.map(() => 401));
});

test('a request is refused for its key before its body, and for its body before its values', async () => {
  const emulator = await started();
  const path = `${emulator.url}/v1/videos/generations`;
  const json = { 'content-type': 'application/json' };
  const known = { ...json, authorization: `Bearer ${emulator.key}` };
  const sent = [
    { headers: json, body: '{' },
    { headers: { ...json, authorization: 'Bearer sk-other' }, body: '{}' },
    { headers: known, body: '{' },
    { headers: { ...known, 'content-type': 'text/plain' }, body: JSON.stringify(waves) },
    { headers: known, body: '[]' },
  ];
  const answers = await Promise.all(sent.map((init) => call(path, { method: 'POST', ...init })));
  expect(answers.map(({ status, body }) => [status, body.error?.type])).toEqual([
    [401, 'authentication_error'],
    [401, 'authentication_error'],
    [400, 'invalid_request_error'],
    [400, 'invalid_request_error'],
    [422, 'invalid_request_error'],
  ]);
  expect(emulator.createAttempts()).toBe(5);
});
