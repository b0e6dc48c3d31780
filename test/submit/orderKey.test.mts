/** Orders with a key: within 24 hours the same key is one video, in whichever execution, and nothing is paid twice. */
import { dayMs } from '../support/durable.mts';
import { keyed, keyedMachine } from '../support/keyed.mts';
import { idsOf, machine, minuteMs } from '../support/machine.mts';

test('a second execution gets the task of the first, and nothing is charged', async () => {
  const { run, service } = keyedMachine();
  expect(idsOf(await run())).toEqual([['task-1', false]]);
  const [again] = await run();
  expect(again).toMatchObject({ taskId: 'task-1', resumed: true, isSuccess: true });
  expect(service.creates()).toHaveLength(1);
});

test('without a key every execution creates', async () => {
  const { run, service } = keyedMachine({ parameters: keyed('') });
  await run();
  await run();
  expect(service.creates()).toHaveLength(2);
});

test('n8n dies in the wait: a fresh production execution goes on with the task', async () => {
  const { dies, run, finish, service } = machine({ parameters: keyed() });
  await dies();
  finish();
  expect(idsOf(await run())).toEqual([['task-1', true]]);
  expect(service.creates()).toEqual([]);
});

test.each(['trigger', 'webhook', 'manual', 'evaluation', 'retry', 'internal'] as const)(
  'the mode %s knows the order of production, and production knows its',
  async (mode) => {
    const { run, service } = keyedMachine();
    await run();
    expect(idsOf(await run({ mode }))).toEqual([['task-1', true]]);
    const turned = keyedMachine();
    await turned.run({ mode });
    expect(idsOf(await turned.run())).toEqual([['task-1', true]]);
    expect([service.creates().length, turned.service.creates().length]).toEqual([1, 1]);
  },
);

test('a test run whose videos are not to be used again gets the task of its key all the same', async () => {
  const { run, tests, service } = keyedMachine({
    parameters: keyed('A-1', { options: { reuseWhileTesting: false } }),
  });
  await run(tests);
  expect(idsOf(await run(tests))).toEqual([['task-1', true]]);
  expect(service.creates()).toHaveLength(1);
});

test.each([
  ['spaces around it', ' A-1\n'],
  ['a space that does not break', '\u00a0A-1\u200b'],
])('%s make no other key', async (_what, orderKey) => {
  const { run, service } = keyedMachine();
  await run();
  expect(idsOf(await run({ parameters: keyed(orderKey) }))).toEqual([['task-1', true]]);
  expect(service.creates()).toHaveLength(1);
});

test('a number is a key, and capitals count', async () => {
  const { run, service } = keyedMachine();
  await run({ parameters: keyed(4711) });
  expect(idsOf(await run({ parameters: keyed('4711') }))).toEqual([['task-1', true]]);
  expect(idsOf(await run({ parameters: keyed('a-1') }))).toEqual([['task-2', false]]);
  expect(idsOf(await run({ parameters: keyed('A-1') }))).toEqual([['task-3', false]]);
  expect(service.creates()).toHaveLength(3);
});

test('after 24 hours a key is free', async () => {
  const { run, pass, process, service } = keyedMachine();
  await run();
  pass(dayMs - minuteMs);
  expect(idsOf(await run({ clock: process() }))).toEqual([['task-1', true]]);
  pass(minuteMs);
  expect(idsOf(await run({ clock: process() }))).toEqual([['task-2', false]]);
  expect(idsOf(await run({ clock: process() }))).toEqual([['task-2', true]]);
  expect(service.creates()).toHaveLength(2);
});

test.each([0, 1, 400, 499, 500, 501, 999, 1_500])(
  'midnight (UTC) that passes %i ms after a run began frees no key',
  async (beforeMs) => {
    const { dies, run, pass, finish, process, service } = machine({ parameters: keyed() });
    pass(dayMs - (process().now() % dayMs) - beforeMs);
    await dies();
    expect(service.requests).toEqual([]);
    finish();
    expect(idsOf(await run({ clock: process() }))).toEqual([['task-1', true]]);
    expect(service.creates()).toEqual([]);
  },
);

const another = keyed('A-1', { prompt: 'Another video' });

test('another request under the same key is refused, free, with the time of the first', async () => {
  const { run, fails, service } = keyedMachine();
  await run();
  service.forget();
  expect(await fails({ parameters: another })).toBe(
    'Order Key "A-1" was used for another request at 2026-11-22 10:13 UTC | invalid_request: Nothing was sent and nothing was charged. Give every video a key of its own, or wait until 24 hours have passed.',
  );
  expect(service.creates()).toEqual([]);
});

test('of ten items one that is refused for its key holds all back before anything is sent', async () => {
  const { run, fails, service } = keyedMachine();
  await run();
  service.forget();
  const items = ['B-1', 'B-2', 'A-1'].map((orderKey) => ({
    prompt: `Video ${orderKey}`,
    options: { orderKey },
  }));
  expect(await fails({ items })).toMatch(/^Item 3 of 3: Order Key "A-1" was used for another request/);
  expect(service.creates()).toEqual([]);
});

test.each<[string, (at: Date) => string]>([
  ['$now', (at) => at.toISOString().replace('Z', '+00:00')],
  ['$today', (at) => `${at.toISOString().slice(0, 10)}T00:00:00.000-05:00`],
  ['a date', (at) => at.toISOString().slice(0, 10)],
  ['new Date()', (at) => `${at.toString()}`],
  ['Date.now()', (at) => String(at.getTime())],
  ['seconds since 1970', (at) => String(Math.floor(at.getTime() / 1000))],
  ['toLocaleString()', (at) => at.toLocaleString('en-US', { timeZone: 'UTC' })],
  ['words', (at) => at.toLocaleString('en-US', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })],
])('what only the clock changes is no other request: %s', async (_what, write) => {
  const { run, pass, process, service } = keyedMachine();
  const at = () => keyed('A-1', { prompt: `Waves, ${write(new Date(process().now()))}.` });
  await run({ parameters: at() });
  pass(5 * 60 * minuteMs + 61_000);
  expect(idsOf(await run({ parameters: at(), clock: process() }))).toEqual([['task-1', true]]);
  expect(service.creates()).toHaveLength(1);
});

test.each([
  ['a number', 'Waves, 3 boats', 'Waves, 4 boats'],
  ['a time of day', 'Waves at 10:00', 'Waves at 18:00'],
  ['a year that is over', 'Waves of 1999-01-01', 'Waves of 1999-01-02'],
  ['a number as long as a time', 'Order 4000000001', 'Order 4000000002'],
])('%s is of the request', async (_what, prompt, then) => {
  const { run, fails, service } = keyedMachine();
  await run({ parameters: keyed('A-1', { prompt }) });
  expect(await fails({ parameters: keyed('A-1', { prompt: then }) })).toMatch(/was used for another request/);
  expect(service.creates()).toHaveLength(1);
});

test('a date that has come near makes no other request of the same text', async () => {
  const { run, pass, process, service } = keyedMachine({
    parameters: keyed('A-1', { prompt: 'A party on 2026-11-24 at sunset' }),
  });
  await run();
  pass(20 * 60 * minuteMs);
  expect(idsOf(await run({ clock: process() }))).toEqual([['task-1', true]]);
  expect(service.creates()).toHaveLength(1);
});

test('a link that is signed anew is no other request, another file behind its URL is', async () => {
  const signed = (signature: string, file = 'a') =>
    keyed('A-1', {
      imageUrl: `https://bucket.s3.amazonaws.com/${file}.jpg?X-Amz-Date=20261122T101320Z&X-Amz-Expires=86400&X-Amz-Signature=${signature}`,
    });
  const { run, fails, service } = keyedMachine();
  await run({ parameters: signed('one') });
  expect(idsOf(await run({ parameters: signed('two') }))).toEqual([['task-1', true]]);
  expect(await fails({ parameters: signed('two', 'b') })).toMatch(/was used for another request/);
  expect(service.creates()).toHaveLength(1);
});
