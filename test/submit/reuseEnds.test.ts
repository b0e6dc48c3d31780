/** What became of the task of an earlier test run: running, finished, failed, gone, too old. */
import { flowers } from '../support/context.mts';
import { editor, idsOf, serving } from '../support/editor.mts';
import { accepted, completed, failed, processing } from '../support/replies.mts';
import { apiError, fakeService, json } from '../support/service.mts';

test('a task that was left running by Stop is waited for', async () => {
  let isDone = false;
  const service = serving((id) => (isDone ? completed({ id }) : processing(50, { id })));
  const { run } = editor({ service });
  await run();
  isDone = true;
  const [item] = await run({ parameters: { ...flowers, operation: 'createAndWait' } });
  expect(item?.json).toMatchObject({ taskId: 'task-1', isSuccess: true, resumed: true });
  expect(service.creates()).toHaveLength(1);
});

test('a task that failed or that AIHubMax no longer knows is created anew', async () => {
  for (const look of [(id: string) => failed({ id }), null]) {
    const service = look
      ? serving(look)
      : fakeService({
          create: (_request, nth) => json(accepted({ id: `task-${nth + 1}` })),
          look: apiError(404, 'Task not found'),
        });
    const { run } = editor({ service });
    await run();
    expect(idsOf(await run())).toEqual(['task-2']);
  }
});

test('a finished task whose link does not open any more is created anew', async () => {
  const service = serving(undefined, { file: { status: 403, body: 'expired' } });
  const { run } = editor({ service });
  await run();
  expect(idsOf(await run())).toEqual(['task-2']);
  expect(service.creates()).toHaveLength(2);
});

test('what cannot be read just now is not paid for again', async () => {
  const service = fakeService({ create: json(accepted()), look: apiError(503, 'Down') });
  const { run } = editor({ service });
  await run();
  await expect(run()).rejects.toThrow(/Down/);
  expect(service.creates()).toHaveLength(1);
});

test('after a day it is created anew', async () => {
  const { run, service, clock } = editor();
  await run();
  await clock.run(clock.sleep(24 * 60 * 60 * 1000 + 1));
  await run();
  expect(service.creates()).toHaveLength(2);
});

test('what is reused counts in no limit', async () => {
  const { run, service } = editor({ items: [{}, {}, { prompt: 'Waves' }] });
  await run({ items: [{}, {}] });
  const output = await run({ parameters: { ...flowers, batching: { maxVideos: 1 } } });
  expect(idsOf(output)).toEqual(['task-1', 'task-2', 'task-3']);
  expect(service.creates()).toHaveLength(3);
});

test('Retry On Fail within one execution picks up what that execution reused', async () => {
  const { run, service } = editor();
  await run();
  const memory = {};
  const step = {};
  const again = { memory, step, executionId: 'run-x' };
  expect(idsOf(await run(again))).toEqual(['task-1']);
  expect(idsOf(await run(again))).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});

test('a link that does not open for a moment is no reason to pay again', async () => {
  const gone = { status: 404, body: 'not yet here' };
  const service = serving(undefined, { file: [gone, gone, { body: 'a video' }] });
  const { run } = editor({ service });
  await run();
  expect(idsOf(await run())).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});

test('of a task whose link has changed the fresh one counts', async () => {
  let looks = 0;
  const url = () => `https://cdn.example.test/out/${looks++ === 0 ? 'old' : 'new'}.mp4`;
  const service = serving((id) => completed({ id, results: [{ url: url() }] }), {
    file: (request) => (request.url.includes('old') ? { status: 410, body: '' } : { body: 'a video' }),
  });
  const { run } = editor({ service });
  await run();
  expect(idsOf(await run())).toEqual(['task-1']);
});
