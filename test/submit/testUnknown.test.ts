/** A create of a test run whose outcome nobody knows: the next test run says so and sends nothing, the one after it creates. */
import { execute, flowers, type Scene } from '../support/context.mts';
import { editor, idsOf } from '../support/editor.mts';
import { accepted, completed, processing } from '../support/replies.mts';
import { askedFor, fakeService, json, type Reaction } from '../support/service.mts';

const lost: Reaction = { code: 'ECONNRESET' };

/** Creates are lost as long as the list says so. */
function losing(fates: boolean[], over: Partial<Scene> = {}) {
  const service = fakeService({
    create: (_request, nth) => (fates[nth] ? lost : json(accepted({ id: `task-${nth + 1}` }))),
    look: (request) => json(completed({ id: askedFor(request) })),
    file: { body: 'a video' },
  });
  const { run } = editor({ service, ...over });
  const failure = async (own: Partial<Scene> = {}) =>
    await run(own).then(
      () => null,
      (thrown: Error & { description?: string }) => `${thrown.message} | ${thrown.description}`,
    );
  return { service, run, failure };
}

test('it is reported once, with what Execute step does then', async () => {
  const { service, run, failure } = losing([true]);
  await failure();
  expect(await failure()).toBe(
    'An earlier test run sent this request, and it is unknown whether it was accepted | submission_unknown: Nothing was sent. Check your usage on AIHubMax first. Select Execute step once more to send it again, which may charge you twice.',
  );
  expect(service.creates()).toHaveLength(1);
  expect(idsOf(await run())).toEqual(['task-2']);
  expect(idsOf(await run())).toEqual(['task-2']);
  expect(service.creates()).toHaveLength(2);
});

test('each try of Retry On Fail in the test run that reports it does, and none sends', async () => {
  const { service, failure } = losing([true]);
  await failure();
  const tries = { memory: {}, step: {}, executionId: 'run-x' };
  for (let nth = 0; nth < 3; nth++) expect(await failure(tries)).toMatch(/unknown/);
  expect(service.creates()).toHaveLength(1);
});

test('of two equal items each is reported once', async () => {
  const { service, run } = losing([true, true]);
  const both = { items: [{}, {}], continueOnFail: true };
  await run(both);
  const reported = await run(both);
  expect(reported.map(({ json: item }) => String(item.message).slice(0, 18))).toEqual([
    'submission_unknown',
    'submission_unknown',
  ]);
  expect(service.creates()).toHaveLength(2);
  expect(idsOf(await run(both))).toEqual(['task-3', 'task-4']);
});

test('a test run that is stopped before anybody has read it reports nothing', async () => {
  let isDone = false;
  const service = fakeService({
    create: ({ body }) =>
      JSON.stringify(body).includes('slow') ? json(accepted({ id: 'task-slow' })) : lost,
    look: (request) => json((isDone ? completed : processing.bind(null, 50))({ id: askedFor(request) })),
    file: { body: 'a video' },
  });
  const { run, clock } = editor({
    service,
    parameters: { ...flowers, operation: 'createAndWait' },
    items: [{}, { prompt: 'A slow one' }],
    continueOnFail: true,
  });
  for (let nth = 0; nth < 2; nth++) {
    const stop = new AbortController();
    clock.at(clock.elapsedMs + 60_000, () => stop.abort());
    await expect(run({ stop: stop.signal })).rejects.toThrow(/canceled/);
  }
  isDone = true;
  const [asked] = await run();
  expect(asked?.json.error).toMatch(/^An earlier test run sent this request, and it is unknown/);
  expect(service.creates()).toHaveLength(2);
});

test('without Reuse Video While Testing it is sent again, as the setting says', async () => {
  const { service, run, failure } = losing([true]);
  await failure();
  const off = { ...flowers, options: { reuseWhileTesting: false } };
  expect(idsOf(await run({ parameters: off }))).toEqual(['task-2']);
  expect(service.creates()).toHaveLength(2);
});

test('a production execution is neither told of it nor held up', async () => {
  const { service, failure } = losing([true]);
  await failure();
  const [item] = await execute({ service, parameters: flowers, mode: 'webhook', memory: {} });
  expect(item?.json.taskId).toBe('task-2');
});

test('test runs that began before it was reported report it as well', async () => {
  const { service, run, failure } = losing([true]);
  await failure();
  const both = await Promise.all([failure(), failure()]);
  expect(both).toEqual([expect.stringMatching(/unknown/), expect.stringMatching(/unknown/)]);
  expect(service.creates()).toHaveLength(1);
  expect(idsOf(await run())).toEqual(['task-2']);
});
