import { create, get, look, started, stopAll, waves } from './caller.mts';

afterEach(stopAll);

const second = 1000;

test('a task goes from pending over processing to completed as the clock goes on', async () => {
  const emulator = await started();
  const { body } = await create(emulator);
  const seen: unknown[] = [];
  for (const seconds of [0, 9, 1, 45, 44.9, 0.1]) {
    emulator.advance(seconds * second);
    const reply = await look(emulator, body.id);
    seen.push([reply.body.status, reply.body.progress]);
  }
  expect(seen).toEqual([
    ['pending', 0],
    ['pending', 0],
    ['processing', 10],
    ['processing', 50],
    ['processing', 90],
    ['completed', 100],
  ]);
});

test('a create answers with a pending task and what it reserves', async () => {
  const emulator = await started();
  const { status, body } = await create(emulator, { ...waves, duration: 4, generate_audio: true });
  expect(status).toBe(200);
  expect(body).toEqual({
    id: expect.stringMatching(/^task-unified-1795341600-[a-z0-9]{8}$/),
    object: 'video.generation.task',
    type: 'video',
    model: waves.model,
    status: 'pending',
    progress: 0,
    created: 1795341600,
    task_info: { can_cancel: true, estimated_time: 45 },
    usage: { credits_reserved: 24, user_group: 'default' },
  });
});

test('a finished task links to its video on the other origin', async () => {
  const emulator = await started();
  const { body } = await create(emulator);
  emulator.advance(100 * second);
  const { body: task } = await look(emulator, body.id);
  const name = String(body.id).slice(-8);
  expect(task).toEqual({
    id: body.id,
    object: 'video.generation.task',
    type: 'video',
    model: waves.model,
    status: 'completed',
    progress: 100,
    created: 1795341600,
    results: [{ url: `${emulator.resultsUrl}/out/${name}.mp4` }],
    error: null,
    usage: { credits_reserved: 32, user_group: 'default' },
  });
});

test('a task of another key is unknown', async () => {
  const emulator = await started();
  const { body } = await create({ url: emulator.url, key: emulator.addKey() });
  const { status, body: answer } = await look(emulator, body.id);
  expect(status).toBe(404);
  expect(answer.error).toEqual({
    message: expect.stringMatching(/^Task not found: task-unified-\S+ \(request_id: 20261122\w+\)$/),
    type: 'not_found',
    code: 'not_found',
  });
});

test('the list of models holds every model of the catalogue', async () => {
  const emulator = await started();
  const { body } = await get(emulator, '/v1/models');
  const ids = (body.data as { id: string }[]).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['veo-3.1-image-to-video', 'veo-3.1-lite-image-to-video']));
});

test('requests are recorded with their bodies and outcomes, and creates are counted', async () => {
  const emulator = await started();
  const made = await create(emulator);
  await create(emulator, { ...waves, duration: '8' });
  expect(emulator.createAttempts()).toBe(2);
  expect(emulator.creates()).toBe(1);
  expect(emulator.requests()[0]).toMatchObject({
    route: 'create',
    origin: 'api',
    method: 'POST',
    path: '/v1/videos/generations',
    headers: { authorization: `Bearer ${emulator.key}` },
    body: waves,
    at: Date.UTC(2026, 10, 22, 10),
    outcome: 'answered',
    status: 200,
    taskId: made.body.id,
  });
  expect(emulator.requests()[1]).toMatchObject({ outcome: 'answered', status: 422 });
});
