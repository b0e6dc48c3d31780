/** A task of a test run that stays without a video is replaced once, and then only when its user asks for it. */
import { flowers, type Scene } from '../support/context.mts';
import { Database } from '../support/database.mts';
import { editor, idsOf, serving } from '../support/editor.mts';
import { completed, withoutVideo } from '../support/replies.mts';

const waiting = { parameters: { ...flowers, operation: 'createAndWait' } };

function testing(look: (id: string) => object = (id) => withoutVideo({ id }), over: Partial<Scene> = {}) {
  const service = serving(look);
  const { run, clock } = editor({ service, ...waiting, ...over });
  const failure = async (own: Partial<Scene> = {}) =>
    await run(own).then(
      () => 'none',
      (thrown: Error & { description?: string }) => String(thrown.description),
    );
  return { service, run, clock, failure };
}

test.each([
  ['an older n8n', {}],
  ['an n8n whose database knows them', { database: new Database() }],
])('five test runs are two creates, and each says what Execute step does next: %s', async (_where, over) => {
  const { service, clock, failure } = testing(undefined, over);
  const told: string[] = [];
  for (let nth = 0; nth < 5; nth++) {
    told.push(await failure());
    await clock.pass(3_600_000);
  }
  expect(service.creates()).toHaveLength(2);
  const next = /Reuse Video While Testing looks for it .* creates a new video, which is charged, if/;
  const never = /Reuse Video While Testing does not create a third one\. .* turn that off in Options/;
  expect(told).toEqual(
    [next, never, never, never, never].map((words): unknown => expect.stringMatching(words)),
  );
});

test('a video that came late is found, and nothing is created', async () => {
  let isThere = false;
  const { service, run, clock, failure } = testing((id) =>
    isThere ? completed({ id }) : withoutVideo({ id }),
  );
  await failure();
  isThere = true;
  await clock.pass(60_000);
  expect(idsOf(await run())).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});

test('a task that only Create has seen gets its two minutes first', async () => {
  const { service, run, clock } = testing();
  const create = { parameters: flowers };
  await run(create);
  expect(idsOf(await run(create))).toEqual(['task-1']);
  await clock.pass(119_000);
  expect(idsOf(await run(create))).toEqual(['task-1']);
  await clock.pass(2_000);
  expect(idsOf(await run(create))).toEqual(['task-2']);
  expect(service.creates()).toHaveLength(2);
});

test('once it was replaced in vain, no test run waits two minutes for it again, and no try of Retry On Fail pays', async () => {
  const { service, clock, failure } = testing();
  await failure();
  await failure();
  const beganMs = clock.elapsedMs;
  const tries = { memory: {}, step: {}, executionId: 'run-x' };
  expect(await failure(tries)).toMatch(/^completed_without_video: .*task-2/);
  expect(clock.elapsedMs - beganMs).toBeLessThan(2_000);
  expect(await failure(tries)).toMatch(/^completed_without_video: /);
  expect(service.creates()).toHaveLength(2);
});

test('with the setting off it is created again', async () => {
  const { service, failure } = testing();
  await failure();
  await failure();
  await failure({ parameters: { ...waiting.parameters, options: { reuseWhileTesting: false } } });
  expect(service.creates()).toHaveLength(3);
});
