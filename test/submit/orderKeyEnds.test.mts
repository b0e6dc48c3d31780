/** What becomes of an order with a key that fails, is refused, or nobody knows of; two in one run; and a key that cannot be kept. */
import { file, png } from '../support/binaries.mts';
import { keyed, keyedMachine } from '../support/keyed.mts';
import { held, idsOf, machine, waiting } from '../support/machine.mts';
import { completed, failed } from '../support/replies.mts';
import { json } from '../support/service.mts';

const another = keyed('A-1', { prompt: 'Another video' });
const lost = { status: 500, body: 'gateway down' };

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
  service.forget();
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

test('so is one of two whose files take longer to read', async () => {
  const items = [{ imageSource: 'binary', imageUrl: '' }, { mode: 'textToVideo' }];
  const binaries = [{ data: file(Buffer.alloc(0), { id: 's3:1' }) }];
  const { fails, service } = keyedMachine({ items, binaries, stored: { 's3:1': png(1280, 720, 3_000) } });
  expect(await fails()).toMatch(/^Item 1 of 2: Order Key "A-1" is that of item 2 as well/);
  expect(service.requests).toEqual([]);
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
  const photo = { imageSource: 'binary', imageUrl: '' };
  const binaries = [{ data: file(png(1280, 720, 3_000)) }];
  expect(await fails({ items: [photo], binaries })).toMatch(/^Order Key "A-1" cannot be looked up/);
  expect(service.requests).toEqual([]);
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
