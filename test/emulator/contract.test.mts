/** The emulator before the same judge as the client: cases written by hand from the vendor's documents. */
import type { Emulator, TaskScript } from '../../dev/emulator/index.mts';
import { allAccepted, allRejected, allReplies } from '../support/contract.mts';
import { call, create, get, look, started, stopAll, waves } from './caller.mts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await started();
});

afterAll(stopAll);

test.each(allAccepted)('accepts: $name', async ({ body }) => {
  const reply = await create(emulator, body);
  expect(reply).toMatchObject({ status: 200, body: { status: 'pending', model: body.model } });
});

test.each(allRejected)('refuses: $name', async ({ body, status, error }) => {
  const made = emulator.creates();
  const reply = await create(emulator, body);
  expect(reply).toMatchObject({ status, body: { error } });
  expect(emulator.creates()).toBe(made);
});

test('the advanced fields may be null, on every variant', async () => {
  const advanced = { auto_fix: null, safety_tolerance: null, enhance_prompt: null, person_generation: null };
  const body = {
    ...waves,
    ...advanced,
    model: 'veo-3.1-lite-image-to-video',
    negative_prompt: null,
    seed: null,
  };
  expect((await create(emulator, body)).status).toBe(200);
});

const typesIn = (reply: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(reply).map(([key, value]) => [key, value === null ? null : typeof value]),
  );

const moderation = { code: 'content_policy_violation', message: 'Rejected', type: 'task_error' };

test.each<[string, Partial<TaskScript>, number]>([
  ['Pending', {}, 0],
  ['Processing', {}, 50],
  ['Completed', {}, 100],
  ['Completed, the race: progress 50 and results null', { race: { times: 1 } }, 100],
  ['Failed by moderation', { end: 'failed', error: moderation }, 100],
])('a reply has the members and types of the documented one: %s', async (name, script, seconds) => {
  const documented = allReplies.find((reply) => reply.name === name)?.body as Record<string, unknown>;
  emulator.fault({ on: 'create', then: { script } });
  const { body } = await create(emulator);
  emulator.advance(seconds * 1000);
  const { body: reply } = await look(emulator, body.id);
  expect([typesIn(reply), reply.status]).toEqual([typesIn(documented), documented.status]);
});

test('a request is refused for its key before its body, and for its body before its values', async () => {
  const type = { 'content-type': 'application/json' };
  const known = { ...type, authorization: `Bearer ${emulator.key}` };
  const sent = [
    { headers: type, body: '{' },
    { headers: { ...type, authorization: 'Bearer sk-other' }, body: '{}' },
    { headers: known, body: '{' },
    { headers: { ...known, 'content-type': 'text/plain' }, body: JSON.stringify(waves) },
    { headers: known, body: '[]' },
  ];
  const path = `${emulator.url}/v1/videos/generations`;
  const answers = await Promise.all(sent.map((init) => call(path, { method: 'POST', ...init })));
  expect(answers.map(({ status, body }) => [status, body.error?.type])).toEqual([
    ...Array<unknown>(2).fill([401, 'authentication_error']),
    ...Array<unknown>(2).fill([400, 'invalid_request_error']),
    [422, 'invalid_request_error'],
  ]);
});

test('credits are reserved by a create, and the balance reads the same on all routes', async () => {
  const other = { ...emulator, key: emulator.addKey(100) };
  expect((await create(other, { ...waves, resolution: '4k', generate_audio: true })).status).toBe(200);
  expect(await create(other)).toMatchObject({ status: 402, body: { error: { code: 'insufficient_quota' } } });
  const user = { remaining_credits: 4, used_credits: 96 };
  const balances = await Promise.all(
    ['/v1/account/credits', '/dashboard/billing/subscription', '/dashboard/billing/usage'].map(
      async (path) => (await get(other, path)).body,
    ),
  );
  expect(balances).toMatchObject([
    { success: true, data: { token: { ...user, unlimited_credits: false }, user } },
    { hard_limit_usd: 1, soft_limit_usd: 1, access_until: 0 },
    { object: 'list', total_usage: 96 },
  ]);
});

test('the page takes nothing that was sent for markup', async () => {
  await create(emulator, { ...waves, prompt: '<script>alert("x")</script>' });
  const { text } = await call(`${emulator.url}/`);
  expect(text).toContain('&#60;script&#62;alert(');
  expect(text).not.toContain('<script>');
});
