/** Orders with a key: within 24 hours the same key is one video, in whichever execution, and nothing is paid twice. */
import type { INodeParameters } from 'n8n-workflow';
import { dayMs } from '../support/durable.mts';
import { held, idsOf, machine, minuteMs, waiting } from '../support/machine.mts';
import { completed, failed } from '../support/replies.mts';
import { json } from '../support/service.mts';

const keyed = (orderKey: unknown = 'A-1', more: INodeParameters = {}): INodeParameters => ({
  ...waiting,
  ...more,
  options: { ...(more.options as INodeParameters | undefined), orderKey } as INodeParameters,
});

/** An n8n whose node has a key, and whose tasks are finished at once. */
function keyedMachine(over: Parameters<typeof machine>[0] = {}, answer?: Parameters<typeof machine>[1]) {
  const all = machine({ parameters: keyed(), ...over }, answer);
  all.finish();
  return all;
}

const lost = { status: 500, body: 'gateway down' };

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

const another = keyed('A-1', { prompt: 'Another video' });

test('another request under the same key is refused, free, with the time of the first', async () => {
  const { run, fails, service } = keyedMachine();
  await run();
  service.requests.length = 0;
  expect(await fails({ parameters: another })).toBe(
    'Order Key "A-1" was used for another request at 2026-11-22 10:13 UTC | invalid_request: Nothing was sent and nothing was charged. Give every video a key of its own, or wait until 24 hours have passed.',
  );
  expect(service.creates()).toEqual([]);
});

test('of ten items one that is refused for its key holds all back before anything is sent', async () => {
  const { run, fails, service } = keyedMachine();
  await run();
  service.requests.length = 0;
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

test('a failed task frees its key, for any request', async () => {
  const { run, fails, looks, service } = keyedMachine();
  looks.of = (id) => json(id === 'task-1' ? failed({ id }) : completed({ id }));
  expect(await fails()).toMatch(/task-1/);
  expect(idsOf(await run())).toEqual([['task-2', false]]);
  expect(idsOf(await run())).toEqual([['task-2', true]]);
  const other = keyedMachine();
  other.looks.of = (id) => json(id === 'task-1' ? failed({ id }) : completed({ id }));
  await other.fails();
  expect(idsOf(await other.run({ parameters: another }))).toEqual([['task-2', false]]);
  expect(idsOf(await other.run({ parameters: another }))).toEqual([['task-2', true]]);
  expect(await other.fails()).toMatch(/was used for another request/);
  expect([service.creates().length, other.service.creates().length]).toEqual([2, 2]);
});

test('a refused create frees its key', async () => {
  const { run, fails, service } = keyedMachine({}, (nth) =>
    nth === 1 ? { status: 400, body: { error: { message: 'No such ratio' } } } : null,
  );
  expect(await fails()).toMatch(/No such ratio/);
  expect(idsOf(await run({ parameters: another }))).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(2);
});

test('one of unknown outcome is asked about once, and the next run creates', async () => {
  const { run, fails, service } = keyedMachine({}, (nth) => (nth === 1 ? lost : null));
  await fails();
  service.requests.length = 0;
  expect(await fails()).toBe(
    'A create with Order Key "A-1" was sent at 2026-11-22 10:13 UTC, and it is unknown whether it was accepted | submission_unknown: Nothing was sent now. Check your usage on AIHubMax first. The next run with this key creates the video, which may charge you twice.',
  );
  expect(service.creates()).toEqual([]);
  expect(idsOf(await run())).toEqual([['task-2', false]]);
  expect(idsOf(await run())).toEqual([['task-2', true]]);
});

test('each try of Retry On Fail asks the same, and none sends', async () => {
  const { fails, service } = keyedMachine({}, (nth) => (nth === 1 ? lost : null));
  await fails();
  const tries = { memory: {}, step: {}, executionId: 'again' };
  for (let nth = 0; nth < 3; nth++) expect(await fails(tries)).toMatch(/^A create with Order Key "A-1"/);
  expect(service.creates()).toHaveLength(1);
});

test('n8n dies while an answer is held back: a fresh execution asks', async () => {
  const { dies, run, fails, finish, service } = machine({ parameters: keyed() }, (nth) =>
    nth === 1 ? held() : null,
  );
  await dies();
  finish();
  expect(await fails()).toMatch(/^A create with Order Key "A-1" was sent/);
  expect(service.creates()).toEqual([]);
  expect(idsOf(await run())).toEqual([['task-2', false]]);
});

test('Retry resumes by the execution, and creates what its first error said that it would', async () => {
  const memory = {};
  const { run, fails, retries, service } = keyedMachine({ memory }, (nth) => (nth === 1 ? lost : null));
  expect(await fails()).toMatch(/Retrying this execution manually will/);
  expect(idsOf(await run(retries))).toEqual([['task-2', false]]);
  expect(idsOf(await run({ ...retries, memory: {} }))).toEqual([['task-2', true]]);
  expect(service.creates()).toHaveLength(2);
});

test('Retry On Fail with Recreate Failed Tasks replaces the failed task of a key', async () => {
  const over = {
    parameters: keyed('A-1', { options: { recreateFailedTasks: true } }),
    ...{ memory: {}, step: {}, executionId: 'one' },
  };
  const { run, fails, looks, service } = keyedMachine();
  looks.of = (id) => json(id === 'task-1' ? failed({ id }) : completed({ id }));
  await fails(over);
  expect(idsOf(await run(over))).toEqual([['task-2', false]]);
  expect(idsOf(await run())).toEqual([['task-2', true]]);
  expect(service.creates()).toHaveLength(2);
});

test('two equal items with one key are one task, charged once; both come out', async () => {
  const { run, service } = keyedMachine({ items: [{}, {}] });
  expect(idsOf(await run())).toEqual([
    ['task-1', false],
    ['task-1', true],
  ]);
  expect(service.creates()).toHaveLength(1);
});

test('two items with one key and other requests: the second is refused, before anything is sent', async () => {
  const items = [{ prompt: 'One' }, { prompt: 'Two' }];
  const { fails, run, service } = keyedMachine({ items });
  expect(await fails()).toBe(
    'Item 2 of 2: Order Key "A-1" is that of item 1 as well, which asks for another video | invalid_request: Nothing was sent and nothing was charged. Give every video a key of its own, or wait until 24 hours have passed.',
  );
  expect(service.creates()).toEqual([]);
  const [first, second] = await run({ continueOnFail: true });
  expect(first).toMatchObject({ taskId: 'task-1', resumed: false });
  expect(second?.error).toMatch(/is that of item 1 as well/);
  expect(service.creates()).toHaveLength(1);
});

test('two nodes, two workflows and two API keys with one order key are as many orders', async () => {
  const { run, service } = keyedMachine();
  await run();
  expect(idsOf(await run({ workflowId: 'another' }))).toEqual([['task-2', false]]);
  expect(idsOf(await run({ apiKey: 'sk-another' }))).toEqual([['task-3', false]]);
  expect(idsOf(await run({ apiKey: ' Bearer sk-another ' }))).toEqual([['task-3', true]]);
  expect(service.creates()).toHaveLength(3);
});

test('an order that is resumed counts in no limit', async () => {
  const parameters = keyed('A-1', { batching: { maxVideos: 1, maxCredits: 40 } });
  const { run, service } = keyedMachine({ parameters });
  await run();
  const items = [{}, { prompt: 'Other', options: { orderKey: 'B-1' } }];
  expect(idsOf(await run({ items }))).toEqual([
    ['task-1', true],
    ['task-2', false],
  ]);
  expect(service.creates()).toHaveLength(2);
});

test('a limit that refuses an order leaves its key free', async () => {
  const parameters = keyed('A-1', { batching: { maxVideos: 1 } });
  const items = [{ options: { orderKey: 'B-1' }, prompt: 'First' }, {}];
  const { run, service } = keyedMachine({ parameters, continueOnFail: true });
  expect((await run({ items }))[1]?.error).toMatch(/Max Videos is 1/);
  expect(idsOf(await run())).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(2);
});

test.each<[string, Parameters<typeof machine>[0]]>([
  ['an n8n without such a table', { database: undefined }],
  ['a workflow that was never saved', { workflowId: '' }],
])('without a shelf an order with a key is refused, free: %s', async (_what, over) => {
  const { fails, service } = keyedMachine(over);
  expect(await fails()).toMatch(
    /^Order Key "A-1" cannot be looked up, since n8n's database does not keep it: .* \| service: Nothing was sent and nothing was charged\. /,
  );
  expect(service.creates()).toEqual([]);
});

test.each<[string, (database: ReturnType<typeof machine>['database']) => void]>([
  ['is away', (database) => (database.broken = new Error('connect ECONNREFUSED'))],
  ['hangs', (database) => (database.hangs = true)],
])('a database that %s refuses orders with a key, free, and no others', async (_what, breaks) => {
  const { run, fails, database, service } = keyedMachine();
  breaks(database);
  expect(await fails()).toMatch(/^Order Key "A-1" cannot be looked up/);
  expect(service.creates()).toEqual([]);
  await run({ parameters: waiting });
  expect(service.creates()).toHaveLength(1);
});

test('a database that goes away between the check and the create refuses the order, free, and leaves nothing to be resumed', async () => {
  const memory = {};
  const { fails, run, database, service } = keyedMachine({ memory });
  let calls = 0;
  database.pause = async () => {
    // The first questions are those of the check.
    if (++calls > 12) database.broken = new Error('gone');
  };
  expect(await fails()).toMatch(/^Order Key "A-1" cannot be looked up/);
  expect(service.creates()).toEqual([]);
  database.broken = null;
  database.pause = async () => undefined;
  expect(idsOf(await run({ executionId: 'execution-1' }))).toEqual([['task-1', false]]);
});

test('a task that AIHubMax no longer knows is told once, and then its key is free', async () => {
  const { run, fails, looks, service } = keyedMachine();
  await run();
  looks.of = (id) =>
    id === 'task-1' ? { status: 404, body: { error: { code: 'task_not_found' } } } : json(completed({ id }));
  expect(await fails()).toMatch(/task-1/);
  expect(service.creates()).toHaveLength(1);
  expect(idsOf(await run())).toEqual([['task-2', false]]);
});

test('a task that cannot be read is not replaced', async () => {
  const { run, fails, looks, service } = keyedMachine();
  await run();
  looks.of = () => lost;
  for (let nth = 0; nth < 3; nth++) expect(await fails()).toMatch(/task-1/);
  expect(service.creates()).toHaveLength(1);
});

test('an agent that names another key gets another video of the same request', async () => {
  const { run, service } = keyedMachine({ isTool: true, memory: {}, executionId: 'agent' });
  expect(idsOf(await run())).toEqual([['task-1', false]]);
  expect(idsOf(await run({ parameters: keyed('B-1') }))).toEqual([['task-2', false]]);
  expect(idsOf(await run())).toEqual([['task-1', true]]);
  expect(service.creates()).toHaveLength(2);
});

test('Check judges the key, and asks nothing of the database', async () => {
  const { run, database, service } = keyedMachine();
  await run();
  database.calls.length = 0;
  const check = (orderKey: unknown) => ({ parameters: { ...keyed(orderKey), operation: 'check' } });
  expect(await run(check('A-1'))).toMatchObject([{ valid: true }]);
  expect(await run(check('undefined'))).toMatchObject([
    { valid: false, problem: 'Order Key is "undefined": its expression gave no value.' },
  ]);
  expect(database.calls).toEqual([]);
  expect(service.creates()).toHaveLength(1);
});
