import { create, get, look, started, stopAll, waves } from './caller.mts';

afterEach(stopAll);

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

test('a rule set by code may look at the request itself', async () => {
  const emulator = await started();
  emulator.fault({
    on: 'any',
    times: 0,
    match: ({ method }) => method === 'GET',
    then: { page: 'error-1010' },
  });
  expect((await create(emulator)).status).toBe(200);
  expect(await get(emulator, '/v1/models')).toMatchObject({ status: 403, text: 'error code: 1010' });
  emulator.clearFaults();
  expect((await get(emulator, '/v1/models')).status).toBe(200);
});
