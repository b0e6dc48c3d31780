/** Create is Check, and then pays: what Check calls an issue is refused free of charge, and what it shows is what is sent. */
import { file, mp4, png } from '../support/binaries.mts';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers, picture, type Scene } from '../support/context.mts';
import { accepted, completed, taskId } from '../support/replies.mts';
import { askedFor, fakeService, json, type Reaction, type Script } from '../support/service.mts';

/** `behind`: what URLs give. */
const serving = (behind: Reaction = { body: png(1080, 1920) }) => {
  const other: Script = ({ url }) =>
    url.includes('/v1/account') ? json({ data: { token: { remaining_credits: 1e12 } } }) : behind;
  return fakeService({
    create: json(accepted()),
    look: json(completed()),
    upload: json({ url: 'https://files.example.com/u/a.png' }),
    file: behind,
    other,
  });
};

async function both(scene: Omit<Scene, 'service'>, behind?: Reaction) {
  const [checking, creating] = [serving(behind), serving(behind)];
  const asked = { ...scene, parameters: { ...scene.parameters, operation: 'check' } };
  const [check] = await execute({ ...asked, service: checking });
  const hints: string[] = [];
  const [create] = await execute({ ...scene, hints, service: creating, continueOnFail: true });
  return { check: check?.json, create: create?.json, sent: creating.creates()[0]?.body, hints, creating };
}

const heic = Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1');
const page = '<!doctype html><html><body>Log in</body></html>';
const videoUrl = 'https://example.com/v.mp4';
const extend = { ...flowers, mode: 'extend', prompt: 'On', videoSource: 'url', videoUrl };

test.each<[string, Scene['parameters'], Reaction]>([
  ['an image that is gone', flowers, { status: 404, body: 'gone' }],
  ['a login page', flowers, { body: page }],
  ['a photo of an iPhone', flowers, { body: heic }],
  ['a cut image', flowers, { body: png(1280, 720, 3000).subarray(0, 2000) }],
  ['a redirect to the inside', flowers, { status: 302, headers: { location: 'http://10.0.0.1/' }, body: '' }],
  ['Auto and an image that does not come', { ...flowers, aspectRatio: 'auto' }, { status: 403, body: 'no' }],
  ['a page around a video', extend, { body: page }],
  ['a video that needs a login', extend, { status: 403, body: 'no' }],
  [
    'a video of a task that is gone',
    { ...extend, videoSource: 'taskId', sourceTaskId: taskId },
    { status: 404, body: '' },
  ],
  ['a bad setting', { ...flowers, options: { includeInputFields: 'maybe' } }, { body: png(1280, 720) }],
])('%s is refused in the words of Check, and nothing is sent', async (_what, parameters, behind) => {
  const { check, create, sent } = await both({ parameters }, behind);
  const issues = check?.issues as string[];
  expect({ valid: check?.valid, sent }).toEqual({ valid: false, sent: undefined });
  expect(create?.error).toBe(issues.join(' '));
  expect(create?.message).toMatch(
    /^(input_media|invalid_request): Nothing was sent and nothing was charged\./,
  );
});

test.each<[string, Reaction]>([
  ['answers 401', { status: 401, body: 'no' }],
  ['answers 403', { status: 403, body: 'no' }],
  ['stumbles', { status: 503, body: 'later' }],
  ['does not answer', { code: 'ETIMEDOUT' }],
])('an image whose host %s is sent, and the user is told', async (_what, behind) => {
  const { check, sent, hints } = await both({ parameters: flowers }, behind);
  expect(sent).toEqual(check?.request);
  expect(hints.join()).toContain((check?.warnings as string[])[0]);
});

test('several files are told at once', async () => {
  const frames = { mode: 'firstLastFrame', firstImageUrl: picture, lastImageUrl: `${picture}?last` };
  const service = serving({ status: 404, body: '' });
  const error = await failing({ service, parameters: { ...flowers, ...frames } });
  expect(error.message).toMatch(/^First Image URL cannot be used.*Last Image URL cannot be used/);
});

test('one bad image of a batch keeps all from being sent, and with Continue only itself', async () => {
  const service = (): ReturnType<typeof fakeService> =>
    fakeService({
      create: (_request, nth) => json(accepted({ id: `task-${nth}` })),
      other: ({ url }) => (url.endsWith('3.png') ? { status: 404, body: '' } : { body: png(1920, 1080) }),
    });
  const items = [1, 2, 3].map((nth) => ({ imageUrl: `https://example.com/${nth}.png` }));
  const parameters = { ...flowers, batching: { maxConcurrentTasks: 1 } };
  const [whole, each] = [service(), service()];
  await failing({ service: whole, parameters, items });
  await execute({ service: each, parameters, items, continueOnFail: true });
  expect([whole.creates().length, each.creates().length]).toEqual([0, 2]);
});

test.each<[string, Partial<Scene>]>([
  ['Retry On Fail', {}],
  ['Retry', { executionId: 'execution-2' }],
])('what is paid for is resumed by %s although its image is gone by then', async (_how, over) => {
  let isGone = false;
  const service = fakeService({
    create: json(accepted()),
    look: json(completed()),
    other: () => (isGone ? { status: 404, body: '' } : { body: png(1280, 720) }),
  });
  const memory = {};
  await execute({ service, parameters: flowers, memory });
  isGone = true;
  const [item] = await execute({ service, parameters: flowers, memory, ...over });
  expect(item?.json).toMatchObject({ resumed: true, taskId });
  expect(service.creates()).toHaveLength(1);
  // Nothing was paid for an edited request: it is refused, and nothing is sent.
  const edited = { ...flowers, prompt: 'Something else' };
  await failing({ service, parameters: edited, memory, step: {}, ...over, executionId: 'execution-3' });
  expect(service.creates()).toHaveLength(1);
});

test('another image under the same URL is another order of a test run', async () => {
  let image = png(1920, 1080);
  let nth = 0;
  const service = fakeService({
    create: () => json(accepted({ id: `task-${++nth}` })),
    look: (request) => json(completed({ id: askedFor(request) })),
    file: { body: mp4() },
    other: () => ({ body: image }),
  });
  const clock = new VirtualClock();
  const run = async (execution: number) =>
    await execute({
      service,
      parameters: flowers,
      mode: 'manual',
      clock,
      executionId: `e${execution}`,
      workflowId: 'same URL',
    });
  await run(1);
  await run(2);
  image = png(1280, 720);
  await run(3);
  expect(service.creates()).toHaveLength(2);
});

let seed = 7;
const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const one = <Member,>(from: readonly Member[]): Member => from[Math.floor(next() * from.length)]!;
const words = (text: string): string[] => text.split('|');
const odd = [
  ...[undefined, 4, 6, 8, 0, -1, 1.5, NaN, 1e9, true, [], {}, [picture], 'x'.repeat(500)],
  ...words('| |null|{{ $json.a }}|16:9|auto|9:16|8s|1080p|720p|4k|TRUE|12|lite|fast|veo-9|[object Object]'),
  ...words('extend|textToVideo|referenceToVideo|firstLastFrame'),
  ...words('http://10.0.0.1/a.png|https://drive.google.com/file/d/1/view|https://bücher.example/ü.png'),
  ...[picture, `${picture}, ${picture}`],
];
const names = words(
  'mode|model|prompt|imageSource|imageUrl|firstImageUrl|lastImageUrl|referenceImageUrls|aspectRatio|resolution|duration|generateAudio',
);
const optionNames = words(
  'negativePrompt|seed|autoFix|safetyTolerance|enhancePrompt|personGeneration|additionalFields|includeInputFields',
);
const batchNames = words('maxCredits|maxVideos|maxConcurrentTasks|retryOnRateLimit');

test('Check is valid exactly where a create is sent, and shows the body that is sent, for 400 odd forms', async () => {
  const differences: unknown[] = [];
  let valid = 0;
  for (let nth = 0; nth < 400; nth++) {
    const given: Record<string, unknown> = {};
    for (let count = Math.floor(next() * 4); count >= 0; count--) given[one(names)] = one(odd);
    const options = next() < 0.4 ? { [one(optionNames)]: one(odd) } : {};
    const batching = next() < 0.3 ? { [one(batchNames)]: one(odd) } : {};
    const parameters = { ...flowers, options, batching } as Scene['parameters'];
    const binaries = [{ data: file(png(1080, 1920)) }];
    const { check, create, sent } = await both({ items: [given as never], parameters, binaries });
    const isValid = check?.valid === true;
    if (isValid) valid += 1;
    const shown = JSON.stringify(check?.request).replace(
      '(uploaded when the video is created)',
      'https://files.example.com/u/a.png',
    );
    if (isValid !== (sent !== undefined) || (isValid && shown !== JSON.stringify(sent)))
      differences.push({ given, options, batching, check, create, sent });
  }
  expect(differences.slice(0, 3)).toEqual([]);
  expect(valid).toBeGreaterThan(40);
}, 120_000);
