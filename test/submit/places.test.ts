/** Max Videos: no more than so many are created by one run, whatever goes on side by side. */
import { execute, flowers, type Scene } from '../support/context.mts';
import { file, png } from '../support/binaries.mts';
import { accepted, completed } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json, type Script } from '../support/service.mts';

const serving = (refused: RegExp = /^$/): Script => {
  let nth = 0;
  return ({ body }) =>
    refused.test(String((body as { prompt: string }).prompt))
      ? apiError(400, 'Not this one')
      : json(accepted({ id: `task-${++nth}` }));
};

const rows = (count: number) => Array.from({ length: count }, (_row, nth) => ({ prompt: `Wave ${nth}` }));

const scene = (over: Partial<Scene> = {}): Scene => ({
  service: fakeService({ create: serving() }),
  parameters: { ...flowers, batching: { maxVideos: 2 } },
  items: rows(5),
  continueOnFail: true,
  ...over,
});

const failed = (output: Awaited<ReturnType<typeof execute>>) =>
  output.flatMap(({ json: { error } }, index) => (error === undefined ? [] : [index]));

test('of five items two become videos, and the rest are told why', async () => {
  const limited = scene();
  const output = await execute(limited);
  expect(limited.service.creates()).toHaveLength(2);
  expect(failed(output)).toEqual([2, 3, 4]);
  expect(output[2]?.json).toMatchObject({
    error: 'Not sent: Max Videos is 2, and this run has already created 2 videos',
    message: expect.stringMatching(/^limit_reached: Nothing was sent for this item/) as string,
  });
});

test('what was refused takes no place from the others', async () => {
  const limited = scene({ service: fakeService({ create: serving(/Wave [01]/) }) });
  expect(failed(await execute(limited))).toEqual([0, 1, 4]);
  expect(limited.service.creates()).toHaveLength(4);
});

test('what nobody answered counts: it may be a video', async () => {
  const service = fakeService({ create: { code: 'ECONNRESET' } });
  await execute(scene({ service }));
  expect(service.creates()).toHaveLength(2);
});

test('nothing is uploaded for an item without a place', async () => {
  const service = fakeService({
    create: serving(),
    upload: json({ url: 'https://files.example.test/a.png' }),
  });
  const binaries = [1, 2, 3, 4, 5].map((nth) => ({ data: file(png(1920, 1080, 3_000 + nth)) }));
  const parameters = { ...flowers, imageSource: 'binary', batching: { maxVideos: 2 } };
  await execute(scene({ service, parameters, binaries }));
  expect([service.of('upload').length, service.creates().length]).toEqual([2, 2]);
});

test('the next try resumes without a place, and creates nothing more', async () => {
  const look: Script = (request) => json(completed({ id: askedFor(request) }));
  const limited = scene({ memory: {}, service: fakeService({ create: serving(), look }) });
  await execute(limited);
  const output = await execute(limited);
  expect(output.slice(0, 2).map(({ json: { resumed } }) => resumed)).toEqual([true, true]);
  expect(limited.service.creates()).toHaveLength(2);
});

test.each([0, '0', 10])('a limit of %j is none here', async (maxVideos) => {
  const limited = scene({ parameters: { ...flowers, batching: { maxVideos } } });
  await execute(limited);
  expect(limited.service.creates()).toHaveLength(5);
});

test('a limit that evaluates to nothing is refused', async () => {
  const limited = scene({ parameters: { ...flowers, batching: { maxVideos: '' } } });
  const [item] = await execute(limited);
  expect(item?.json.error).toMatch(/^Max Videos is "", but must be a number; 0 means no limit\./);
  expect(limited.service.requests).toEqual([]);
});
