/** URLs on their way to a create: links that have ended, hosts that take their time, passwords that nobody is shown. */
import { mp4, png } from '../support/binaries.mts';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { editor } from '../support/editor.mts';
import { accepted, completed, failed, taskId } from '../support/replies.mts';
import { askedFor, fakeService, json, type Script } from '../support/service.mts';

/** The clock of a test starts at 2026-11-22T10:13:20Z. */
const signedFor = (minutes: number) =>
  `https://b.s3.amazonaws.com/a.png?X-Amz-Date=20261122T100000Z&X-Amz-Expires=${minutes * 60}&X-Amz-Signature=ab`;

const serving = (other: Script = { body: png(1920, 1080) }) =>
  fakeService({
    create: (_request, nth) => json(accepted({ id: `task-${nth}` })),
    look: (request) => json(completed({ id: askedFor(request) })),
    file: { body: mp4() },
    other,
  });

test.each([
  [10, 'ended at 2026-11-22T10:10:00.000Z'],
  [14, 'ends at 2026-11-22T10:14:00.000Z'],
])(
  'a link that is signed for %i minutes %s: refused by its own word, and not opened',
  async (minutes, words) => {
    const service = serving();
    const parameters = { ...flowers, imageUrl: signedFor(minutes) };
    const error = await failing({ service, parameters });
    expect(error).toMatchObject({
      message: `Image URL cannot be used: the link ${words}. Give a fresh one.`,
      context: { category: 'input_media' },
    });
    expect(service.requests).toEqual([]);
    const checking = fakeService({ other: json({}) });
    const [item] = await execute({ service: checking, parameters: { ...parameters, operation: 'check' } });
    expect(item?.json).toMatchObject({ valid: false, issues: [error.message] });
  },
);

test('a link that still lives is sent as it is', async () => {
  const service = serving();
  await execute({ service, parameters: { ...flowers, imageUrl: signedFor(60) } });
  expect(service.creates()[0]?.body).toMatchObject({ image_url: signedFor(60) });
});

test('a link that its store signs again for each test run is the same order', async () => {
  const { run, service: asked } = editor();
  for (const minutes of [60, 90]) await run({ parameters: { ...flowers, imageUrl: signedFor(minutes) } });
  expect(asked.creates()).toHaveLength(1);
});

test('a link that ends while its item waits for its turn is refused then', async () => {
  const clock = new VirtualClock();
  const service = fakeService({
    create: async (_request, nth) => {
      await clock.sleep(110_000);
      return json(accepted({ id: `task-${nth}` }));
    },
    other: { body: png(1920, 1080) },
  });
  const items = ['Waves', 'Wind', 'Rain'].map((prompt) => ({ prompt }));
  const parameters = { ...flowers, imageUrl: signedFor(16), batching: { maxConcurrentTasks: 1 } };
  const output = await execute({ service, clock, parameters, items, continueOnFail: true });
  expect(output.map(({ json: { error } }) => /cannot be used/.test(String(error)))).toEqual([
    ...[false, true, true],
  ]);
  expect(service.creates()).toHaveLength(1);
});

/** Every URL lies on a host of its own, which takes this long. */
async function slowly(tookMs: number, count: number, over: Partial<Scene> = {}) {
  const clock = new VirtualClock();
  let firstMs = 0;
  let opened = 0;
  const service = fakeService({
    create: (_request, nth) => {
      firstMs ||= clock.elapsedMs;
      return json(accepted({ id: `task-${nth}` }));
    },
    other: async ({ url }) => {
      if (url.includes('/v1/')) return json({});
      opened += 1;
      await clock.sleep(tookMs);
      return { body: png(720, 1280) };
    },
  });
  const items = Array.from({ length: count }, (_none, at) => ({
    imageUrl: `https://h${at}.example.com/a.png`,
  }));
  const hints: string[] = [];
  const output = await execute({ service, clock, parameters: flowers, items, hints, ...over });
  return { service, firstMs, opened, output, told: hints.join() };
}

test.each([9_900, 2_000, 600])(
  'hosts that take %i ms hold up a run for 30 seconds at most',
  async (tookMs) => {
    const { service, firstMs, opened, told } = await slowly(tookMs, 500);
    expect(firstMs).toBeLessThanOrEqual(30_000);
    expect(service.creates()).toHaveLength(500);
    expect(told).toContain(
      `${500 - opened} image URLs were not opened before sending, because their hosts were slow.`,
    );
  },
);

test('hosts that are quick are all opened, however many they are', async () => {
  // Together they take longer than a run waits for slow ones.
  const { opened, told } = await slowly(400, 600);
  expect(opened).toBe(600);
  expect(told).not.toContain('not opened');
});

test('under Auto each image is opened when it is its turn, and in Check each at once', async () => {
  const auto = await slowly(9_900, 60, { parameters: { ...flowers, aspectRatio: 'auto' } });
  const ratios = auto.service.creates().map(({ body }) => (body as { aspect_ratio: string }).aspect_ratio);
  expect({ opened: auto.opened, ratios }).toEqual({ opened: 60, ratios: Array(60).fill('9:16') });
  expect(auto.firstMs).toBeLessThanOrEqual(30_000);
  expect(auto.told).not.toContain('not opened');
  const check = await slowly(9_900, 60, { parameters: { ...flowers, operation: 'check' } });
  expect(check.opened).toBe(60);
});

test('so is the video of an earlier task: none is continued unopened', async () => {
  const clock = new VirtualClock();
  let opened = 0;
  const service = fakeService({
    create: (_request, nth) => json(accepted({ id: `task-${nth}` })),
    look: (request) =>
      json(completed({ id: askedFor(request), results: [`https://${askedFor(request)}.example.com/a.mp4`] })),
    other: async () => {
      opened += 1;
      await clock.sleep(9_900);
      return { body: mp4() };
    },
  });
  const items = Array.from({ length: 60 }, (_none, at) => ({ sourceTaskId: `source-${at}` }));
  const parameters = {
    operation: 'create',
    mode: 'extend',
    model: 'standard',
    prompt: 'Waves',
    aspectRatio: '16:9',
  };
  await execute({ service, clock, parameters, items });
  expect([opened, service.creates().length]).toEqual([60, 60]);
});

test('a password in a URL is sent, and shown nowhere', async () => {
  const imageUrl = 'https://camera:secret@example.com/a.png';
  const parameters = { ...flowers, imageUrl };
  const echo = failed({
    error: { code: 'x', message: `Could not read ${imageUrl}` },
    input: { image: imageUrl },
  });
  const service = fakeService({
    create: json(accepted()),
    look: json(echo),
    other: { status: 403, body: imageUrl },
  });
  const hints: string[] = [];
  const memory = {};
  const wait = { ...parameters, operation: 'createAndWait', simplify: false };
  const [item] = await execute({
    ...{ service, memory, hints },
    parameters: { ...wait, waitOptions: { onTaskFailure: 'returnTask' } },
  });
  const error = await failing({ service, parameters: wait, memory: {} });
  const checking = fakeService({
    other: ({ url }) => (url.includes('/v1/') ? json({}) : { status: 403, body: '' }),
  });
  const check = await execute({ service: checking, parameters: { ...parameters, operation: 'check' } });
  const shown = [item, hints, memory, error.message, (error as { description?: string }).description, check];
  expect(JSON.stringify(shown).match(/.{80}secret.{40}/g)).toBeNull();
  expect(item?.json).toMatchObject({ taskId, request: { image_url: 'https://***@example.com/a.png' } });
  expect(check[0]?.json).toMatchObject({ request: { image_url: 'https://***@example.com/a.png' } });
  expect(service.creates()[0]?.body).toMatchObject({ image_url: imageUrl });
});
