/** Test runs that meet an order under way: they wait for its outcome, and pay only where there is none. */
import { VirtualClock } from '../support/clock.mts';
import { flowers } from '../support/context.mts';
import { accepted, completed } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json } from '../support/service.mts';
import { slow } from '../support/slow.mts';

test('two test runs of one order at the same time are one create', async () => {
  const { clock, service, run } = slow();
  expect(await clock.run(Promise.all([run(), run(), run()]))).toEqual([['task-1'], ['task-1'], ['task-1']]);
  expect(service.creates()).toHaveLength(1);
});

test('two test runs of the same two equal items are two creates', async () => {
  const { clock, service, run } = slow();
  const items = { items: [{}, {}] };
  const ids = await clock.run(Promise.all([run(items), run(items)]));
  expect(ids).toEqual([
    ['task-1', 'task-2'],
    ['task-1', 'task-2'],
  ]);
  expect(service.creates()).toHaveLength(2);
});

test.each([
  ['is still unanswered', 0],
  ['has been answered since', 60_000],
])('Stop in the middle of a create that %s, then Execute step, is one create', async (_what, laterMs) => {
  const { clock, service, run } = slow();
  const stop = new AbortController();
  clock.at(2_000, () => stop.abort());
  expect(await clock.run(run({ stop: stop.signal }))).toEqual([expect.stringMatching(/canceled/)]);
  await clock.pass(laterMs);
  expect(await clock.run(run())).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});

test('a create that is refused after Stop is sent by the next test run', async () => {
  const { clock, service, run } = slow((nth) => (nth === 1 ? apiError(422, 'No') : null));
  const stop = new AbortController();
  clock.at(2_000, () => stop.abort());
  await clock.run(run({ stop: stop.signal }));
  expect(await clock.run(run())).toEqual(['task-2']);
  expect(service.creates()).toHaveLength(2);
});

test('a create that is lost after Stop is reported by the next test run, and sent by the one after it', async () => {
  const { clock, service, run } = slow((nth) => (nth === 1 ? { code: 'ECONNRESET' } : null));
  const stop = new AbortController();
  clock.at(2_000, () => stop.abort());
  await clock.run(run({ stop: stop.signal }));
  expect(await clock.run(run())).toEqual([expect.stringMatching(/unknown/)]);
  expect(service.creates()).toHaveLength(1);
  expect(await clock.run(run())).toEqual(['task-2']);
  expect(service.creates()).toHaveLength(2);
});

test('where the first is refused, of all that wait one goes on and the others wait for it', async () => {
  const { clock, service, run } = slow((nth) => (nth === 1 ? apiError(422, 'No') : null));
  const outcomes = await clock.run(Promise.all([run(), run(), run()]));
  expect(outcomes).toEqual([[expect.stringMatching(/No/)], ['task-2'], ['task-2']]);
  expect(service.creates()).toHaveLength(2);
});

test.each([{ maxVideos: 1 }, { maxCredits: 1 }])(
  'where a limit %j refuses the first, whoever waits goes on by himself',
  async (batching) => {
    const { clock, service, run } = slow(() =>
      json(accepted({ id: 'task-dear', usage: { credits_reserved: 5 } })),
    );
    const items = [{ prompt: 'A' }, { prompt: 'B' }];
    const limited = { items, parameters: { ...flowers, batching }, continueOnFail: true };
    const [, others] = await clock.run(Promise.all([run(limited), run({ items: [{ prompt: 'B' }] })]));
    expect(others).toEqual(['task-dear']);
    expect(service.creates()).toHaveLength(2);
  },
);

test('Stop ends the wait for another test run at once, and leaves that alone', async () => {
  const { clock, service, run } = slow();
  const stop = new AbortController();
  let endedMs = 0;
  clock.at(1_500, () => stop.abort());
  const waiting = run({ stop: stop.signal }).then((outcome) => {
    endedMs = clock.elapsedMs;
    return outcome;
  });
  const outcomes = await clock.run(Promise.all([run(), waiting]));
  expect(outcomes).toEqual([['task-1'], [expect.stringMatching(/canceled/)]]);
  expect(endedMs).toBe(1_500);
  expect(await clock.run(run())).toEqual(['task-1']);
  expect(service.creates()).toHaveLength(1);
});

test('an order that another test run has under way counts in no limit', async () => {
  const { clock, service, run } = slow();
  const limited = { parameters: { ...flowers, batching: { maxVideos: 1 } }, items: [{}, { prompt: 'B' }] };
  const outcomes = await clock.run(Promise.all([run(), run(limited)]));
  expect(outcomes).toEqual([['task-1'], ['task-1', 'task-2']]);
  expect(service.creates()).toHaveLength(2);
});

test('without Reuse Video While Testing nobody waits', async () => {
  const { clock, service, run } = slow();
  const off = { parameters: { ...flowers, options: { reuseWhileTesting: false } } };
  expect(await clock.run(Promise.all([run(), run(off)]))).toEqual([['task-1'], ['task-2']]);
  expect(service.creates()).toHaveLength(2);
});

test('where nobody knows the outcome of the first, all that waited for it say so, and nothing is sent', async () => {
  const { clock, service, run } = slow((nth) => (nth === 1 ? { code: 'ECONNRESET' } : null));
  const outcomes = await clock.run(Promise.all([run(), run(), run()]));
  const unknown: unknown = [expect.stringMatching(/unknown/)];
  expect(outcomes).toEqual([unknown, unknown, unknown]);
  expect(service.creates()).toHaveLength(1);
});

test('a try that ends while an item waits for another test run leaves its order to the next try', async () => {
  const clock = new VirtualClock();
  let nth = 0;
  const service = fakeService({
    create: async ({ body }) => {
      const mine = ++nth;
      const isSlow = (body as { prompt: string }).prompt === 'Slow';
      await clock.sleep(isSlow ? 5_000 : 1_000);
      return mine === 2 ? apiError(422, 'No') : json(accepted({ id: `task-${mine}` }));
    },
    look: (request) => json(completed({ id: askedFor(request) })),
    file: { body: 'a video' },
  });
  const { run } = slow();
  const tries = {
    ...{ service, items: [{ prompt: 'Quick' }, { prompt: 'Slow' }] },
    ...{ memory: {}, step: {}, executionId: 'retried' },
  };
  const slowly = run({ service, clock, items: [{ prompt: 'Slow' }], executionId: 'other' });
  const twice = (async () => [await run({ ...tries, clock }), await run({ ...tries, clock })])();
  expect(await clock.run(Promise.all([slowly, twice]))).toEqual([
    ['task-1'],
    [[expect.stringMatching(/^Item 1 of 2: No/)], ['task-3', 'task-1']],
  ]);
});
