/**
 * What the vendor's public MCP client sends from a picture to its video, in its order, and what it reads of the answers.
 * Source: github.com/cookaihq/aihub-mcp, src/apiClient.ts of 2026-08-04; its header says that it was run with a real key.
 */
import { call, started, stopAll, type Answer } from './caller.mts';

afterEach(stopAll);

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64');

/** The key goes with every request, also with that for prices; a content type only with a body. */
async function vendorClient() {
  const emulator = await started({ taskSeconds: 12, credits: 1000 });
  const send = async (method: string, path: string, body?: object): Promise<Answer> => {
    const headers = { Authorization: `Bearer ${emulator.key}` };
    const json = body && { body: JSON.stringify(body) };
    const typed = body ? { ...headers, 'Content-Type': 'application/json' } : headers;
    return await call(emulator.url + path, { method, headers: typed, ...json });
  };
  return { emulator, send };
}

test('the vendor’s own client gets from a picture to its video', async () => {
  const { emulator, send } = await vendorClient();
  const models = await send('GET', '/v1/models');
  expect(models.body.data).toContainEqual(expect.objectContaining({ id: 'veo-3.1-image-to-video' }));
  const prices = await send('GET', '/api/pricing');
  expect(prices.body).toMatchObject({ data: expect.any(Array), group_ratio: expect.any(Object) });
  const upload = await send('POST', '/v1/files/upload/base64', { file_data: png, file_name: 'photo.png' });
  expect(upload.body).toMatchObject({ filename: 'photo.png', size: 16, url: expect.any(String) });
  const kept = await fetch(String(upload.body.url));
  expect(kept.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await kept.arrayBuffer()).toString('base64')).toBe(png);
  const order = {
    model: 'veo-3.1-image-to-video',
    prompt: 'Waves roll in',
    image_url: upload.body.url,
    duration: 8,
    resolution: '1080p',
  };
  const task = await send('POST', '/v1/videos/generations', order);
  expect([task.status, task.body.status, emulator.createAttempts()]).toEqual([200, 'pending', 1]);
  expect(task.body.usage).toMatchObject({ credits_reserved: expect.any(Number) });
  const states: unknown[] = [];
  let seen = task.body;
  // It looks every five seconds.
  while (seen.status !== 'completed') {
    seen = (await send('GET', `/v1/tasks/${encodeURIComponent(String(task.body.id))}`)).body;
    states.push(seen.status);
    emulator.advance(5_000);
  }
  expect(states).toEqual(['pending', 'processing', 'processing', 'completed']);
  expect(seen).toMatchObject({ id: task.body.id, results: [{ url: expect.stringMatching(/^http/) }] });
});

test('it works the balance out of the two billing routes', async () => {
  const { send } = await vendorClient();
  const order = { model: 'veo-3.1-lite-text-to-video', prompt: 'Waves' };
  const { usage: price } = (await send('POST', '/v1/videos/generations', order)).body;
  const subscription = (await send('GET', '/dashboard/billing/subscription')).body;
  const usage = (await send('GET', '/dashboard/billing/usage')).body;
  expect(Number(usage.total_usage)).toBeGreaterThan(0);
  const left = Number(subscription.hard_limit_usd) - Number(usage.total_usage) / 100;
  expect(left * 100).toBeCloseTo(1000 - (price as { credits_reserved: number }).credits_reserved);
});

test('it finds type, code and message of a refusal, and the ID of the request in the message', async () => {
  const { emulator, send } = await vendorClient();
  const order = { model: 'no-such-model', prompt: 'Waves roll in' };
  const { status, body } = await send('POST', '/v1/videos/generations', order);
  expect([status, body.error?.code]).toEqual([422, 'model_not_found']);
  expect(body.error?.message).toMatch(/request_id:\s*[\w-]+/);
  expect(emulator.creates()).toBe(0);
});
