/** Whole runs around a crash: n8n dies, and what was paid for is found in its database. */
import type { IDataObject } from 'n8n-workflow';
import { operations } from '../../nodes/AiHubMaxVeo/operations';
import { execute as executeNode } from '../../nodes/AiHubMaxVeo/run/execute';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, fakeContext, flowers } from '../support/context.mts';
import type { Scene } from '../support/context.mts';
import { Database } from '../support/database.mts';
import { accepted, completed, failed, processing } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json } from '../support/service.mts';
import type { Answer, Reaction } from '../support/service.mts';

const waiting = { ...flowers, operation: 'createAndWait' };
const minuteMs = 60_000;

/**
 * One n8n after the other over one database. A task is finished after the time of a test's own making: `finish` says when. `answer`
 * may answer the nth create otherwise; a promise that never settles holds its answer back.
 */
function machine(
  over: Partial<Scene> = {},
  answer: (nth: number) => Reaction | Promise<Reaction> | null = () => null,
) {
  const database = new Database();
  const started = new VirtualClock();
  let [passedMs, nth, executions, isFinished] = [0, 0, 0, false];
  const looks: { of: (id: string) => Answer } = {
    of: (id) => json(isFinished ? completed({ id }) : processing(50, { id })),
  };
  const service = fakeService({
    create: async () => {
      const mine = ++nth;
      return (await answer(mine)) ?? json(accepted({ id: `task-${mine}` }));
    },
    look: (request) => looks.of(askedFor(request)),
    file: { body: 'a video' },
  });
  const process = () => new VirtualClock(started.startMs, started.startMs + passedMs);
  const scene = (own: Partial<Scene>): Scene => ({
    ...{ service, parameters: waiting, memory: {}, database, mode: 'trigger', clock: process() },
    ...over,
    executionId: `execution-${++executions}`,
    ...own,
  });
  return {
    database,
    service,
    looks,
    process,
    finish: () => void (isFinished = true),
    pass: (ms: number) => void (passedMs += ms),
    /** An execution under way, until n8n dies: nothing of it goes on. Gives its memory. */
    async dies(own: Partial<Scene> = {}, afterMs = minuteMs): Promise<void> {
      const { clock = process(), ...rest } = scene(own);
      const context = fakeContext({ ...rest, clock });
      void executeNode(context, { operations, continueOnFail: rest.continueOnFail ?? false, clock });
      await clock.pass(afterMs);
      passedMs += afterMs;
      service.requests.length = 0;
    },
    run: async (own: Partial<Scene> = {}) => (await execute(scene(own))).map((item) => item.json),
    fails: async (own: Partial<Scene> = {}) => {
      const { message, description } = (await failing(scene(own))) as Error & { description?: string };
      return `${message} | ${description}`;
    },
    retries: { mode: 'retry' } as const,
    tests: { mode: 'manual' } as const,
  };
}

const idsOf = (items: IDataObject[]) => items.map(({ taskId, resumed }) => [taskId, resumed]);

const prompts = (count: number) => Array.from({ length: count }, (_none, nth) => ({ prompt: `Item ${nth}` }));

test('n8n dies in the wait: Retry resumes the task', async () => {
  const { dies, run, retries, finish, service } = machine();
  await dies();
  finish();
  const [item] = await run(retries);
  expect(item).toMatchObject({ taskId: 'task-1', resumed: true, isSuccess: true });
  expect(item?.request).toEqual(expect.objectContaining({ aspect_ratio: '16:9', prompt: flowers.prompt }));
  expect(service.creates()).toEqual([]);
});

test('the request of a resumed task says what was sent', async () => {
  const { dies, run, retries, finish } = machine();
  const calm = machine();
  calm.finish();
  const [created] = await calm.run();
  await dies();
  finish();
  const [resumed] = await run(retries);
  expect(resumed?.request).toEqual(created?.request);
});

test('of five items two were created: Retry resumes two and creates three', async () => {
  const { dies, run, retries, finish, service } = machine({
    items: prompts(5),
    parameters: { ...waiting, batching: { maxConcurrentTasks: 2 } },
  });
  await dies();
  finish();
  expect(idsOf(await run(retries))).toEqual([
    ['task-1', true],
    ['task-2', true],
    ['task-3', false],
    ['task-4', false],
    ['task-5', false],
  ]);
  expect(service.creates()).toHaveLength(3);
});

test('items that were finished before n8n died come out again, free', async () => {
  const { dies, run, retries, finish, looks, service } = machine({ items: prompts(4) });
  looks.of = (id) => json(id < 'task-3' ? completed({ id }) : processing(50, { id }));
  await dies();
  looks.of = (id) => json(completed({ id }));
  finish();
  expect(idsOf(await run(retries)).map(([, resumed]) => resumed)).toEqual([true, true, true, true]);
  expect(service.creates()).toEqual([]);
});

test('a batch that ended in an error has nothing to be asked about', async () => {
  const { fails, run, retries, looks, service } = machine({ items: prompts(2) });
  looks.of = (id) => json(id === 'task-1' ? completed({ id }) : failed({ id }));
  expect(await fails()).toMatch(/task-2/);
  looks.of = (id) => json(id === 'task-2' ? failed({ id }) : completed({ id }));
  service.requests.length = 0;
  expect(idsOf(await run(retries))).toEqual([
    ['task-1', true],
    ['task-3', false],
  ]);
});

test('equal items stay as many orders', async () => {
  const { dies, run, retries, finish, service } = machine({
    items: [{}, {}, {}],
    parameters: { ...waiting, batching: { maxConcurrentTasks: 2 } },
  });
  await dies();
  finish();
  const ids = idsOf(await run(retries)).map(([id]) => id);
  expect([...ids].sort()).toEqual(['task-1', 'task-2', 'task-3']);
  expect(service.creates()).toHaveLength(1);
});

test('n8n dies again and again: the task is resumed every time', async () => {
  const { dies, run, retries, finish, service } = machine();
  await dies();
  await dies(retries);
  await dies(retries);
  finish();
  expect(idsOf(await run(retries))).toEqual([['task-1', true]]);
  expect(service.creates()).toEqual([]);
});

const held = () => new Promise<never>(() => undefined);

test('n8n dies while an answer is held back: that nobody knows is said once, and the next press creates', async () => {
  const { dies, fails, run, retries, finish, service } = machine({}, (nth) => (nth === 1 ? held() : null));
  await dies();
  finish();
  expect(await fails(retries)).toBe(
    'The same request was sent before, perhaps by an execution that n8n lost, and it is unknown whether it was accepted | submission_unknown: Nothing was sent. Check your usage on AIHubMax first. Select Retry once more to create a new one, which is charged.',
  );
  expect(service.creates()).toEqual([]);
  expect(idsOf(await run(retries))).toEqual([['task-2', false]]);
});

test('n8n dies in a later node: the task is named once, and the next press creates', async () => {
  const { run, fails, retries, finish, service } = machine();
  finish();
  await run();
  service.requests.length = 0;
  expect(await fails(retries)).toBe(
    'Task task-1 was created for the same request at 2026-11-22 10:13 UTC, perhaps by an execution that n8n lost | submission_unknown: Nothing was sent. Get Status gets its video. Select Retry once more to create a new one, which is charged.',
  );
  expect(service.creates()).toEqual([]);
  expect(idsOf(await run(retries))).toEqual([['task-2', false]]);
});

test('the item of Create is finished as soon as it is out', async () => {
  const { run, fails, retries, service } = machine({ parameters: flowers });
  await run();
  expect(await fails(retries)).toMatch(/^Item 1 of 25: Task task-1 was created for the same request/);
  expect(service.creates()).toHaveLength(1);
});

test('each try of Retry On Fail asks the same, and none sends', async () => {
  const { run, fails, retries, finish, service } = machine();
  finish();
  await run();
  const tries = { ...retries, memory: {}, step: {}, executionId: 'retry' };
  for (let nth = 0; nth < 3; nth++) expect(await fails(tries)).toMatch(/^Task task-1 was created/);
  expect(service.creates()).toHaveLength(1);
});

test('of many items all are asked about at once, nothing is sent for the others, and the next press creates', async () => {
  const { run, fails, retries, finish, service } = machine({ items: prompts(25) });
  finish();
  await run({ items: prompts(23) });
  service.requests.length = 0;
  const asked = await fails(retries);
  expect(asked).toMatch(/^Item 1 of 25: Task task-1 was created for the same request/);
  for (let nth = 1; nth <= 23; nth++) expect(asked).toContain(`task-${nth}`);
  expect(service.creates()).toEqual([]);
  expect(await run(retries)).toHaveLength(25);
  expect(service.creates()).toHaveLength(25);
});

test('with On Error = Continue each item says its own, and the others go on', async () => {
  const { run, retries, finish, service } = machine({ continueOnFail: true });
  finish();
  await run({ items: prompts(2) });
  service.requests.length = 0;
  const items = await run({ ...retries, items: prompts(3) });
  expect(items.map(({ error, taskId }) => error ?? taskId)).toEqual([
    expect.stringMatching(/^Task task-1 was created/),
    expect.stringMatching(/^Task task-2 was created/),
    'task-3',
  ]);
});

test('of equal orders that went well all are asked about at once, however few items there are', async () => {
  const { run, fails, retries, finish, service } = machine();
  finish();
  for (let nth = 0; nth < 4; nth++) await run();
  service.requests.length = 0;
  expect(await fails(retries)).toMatch(/^Task task-4 was created/);
  expect(idsOf(await run(retries))).toEqual([['task-5', false]]);
  expect(service.creates()).toHaveLength(1);
});

test('a Retry that knows of itself what it has paid for asks nobody', async () => {
  const { run, fails, retries, finish, service } = machine();
  const memory = {};
  expect(await fails({ memory, parameters: { ...waiting, waitOptions: { timeoutMinutes: 1 } } })).toMatch(
    /task-1/,
  );
  finish();
  expect(idsOf(await run({ ...retries, memory }))).toEqual([['task-1', true]]);
  expect(service.creates()).toHaveLength(1);
  // From now on it is finished, and so it is asked about.
  expect(await fails(retries)).toMatch(/^Task task-1 was created/);
});

test('a fresh production execution is another order, and asks nobody', async () => {
  const { dies, run, finish, service, database } = machine();
  await dies();
  finish();
  database.calls.length = 0;
  expect(idsOf(await run())).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(1);
  expect(database.calls.every((values) => values < 50)).toBe(true);
});

test.each<[string, Partial<Scene>]>([
  ['the prompt', { parameters: { ...waiting, prompt: 'Waves' } }],
  ['the workflow', { workflowId: 'workflow-2' }],
  ['the key', { apiKey: 'sk-test-another-one' }],
])('%s makes it another order', async (_what, own) => {
  const { dies, run, retries, finish } = machine();
  await dies();
  finish();
  expect(idsOf(await run({ ...retries, ...own }))).toEqual([['task-2', false]]);
});

test('a lost task that has failed since is created again by Retry, as every failed task is', async () => {
  const { dies, run, retries, looks, service } = machine();
  await dies();
  looks.of = (id) => json(id === 'task-1' ? failed({ id }) : completed({ id }));
  expect(idsOf(await run(retries))).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(1);
});

test('a lost task that cannot be read, or that AIHubMax does not know, is not replaced at once', async () => {
  const { dies, fails, retries, looks, service } = machine();
  await dies();
  looks.of = () => apiError(404, 'No such task', 'task_not_found');
  expect(await fails(retries)).toMatch(/task-1/);
  expect(service.creates()).toEqual([]);
});

test('what another execution of this n8n is at work on is left to it', async () => {
  const { run, retries, finish, process, service, dies } = machine();
  await dies();
  const clock = process();
  const first = run({ ...retries, clock });
  const second = run({ ...retries, clock });
  await clock.pass(5_000);
  finish();
  const both = await clock.run(Promise.all([first, second]));
  expect(both.map(idsOf)).toEqual([[['task-1', true]], [['task-2', false]]]);
  expect(service.creates()).toHaveLength(1);
});

test('a pass of a loop does not ask about what the pass before it has made', async () => {
  const { run, retries, finish, process, service } = machine();
  finish();
  const [memory, clock] = [{}, process()];
  const pass = (runIndex: number) => run({ ...retries, memory, clock, runIndex, executionId: 'loop' });
  expect(idsOf([...(await pass(0)), ...(await pass(1))])).toEqual([
    ['task-1', false],
    ['task-2', false],
  ]);
  expect(service.creates()).toHaveLength(2);
});

describe('test runs', () => {
  test('Execute step after a crash resumes, and after a restart uses what was made', async () => {
    const { dies, run, tests, finish, service } = machine();
    await dies(tests);
    finish();
    expect(idsOf(await run(tests))).toEqual([['task-1', true]]);
    expect(idsOf(await run(tests))).toEqual([['task-1', true]]);
    expect(service.creates()).toEqual([]);
  });

  test('a test run on another worker is free', async () => {
    const { run, tests, finish, service, process } = machine();
    finish();
    const workers = [process(), process()];
    for (const clock of [...workers, ...workers]) await run({ ...tests, clock });
    expect(service.creates()).toHaveLength(1);
  });

  test('equal items stay as many orders, before and after a restart', async () => {
    const { run, tests, finish, service, process } = machine({ items: [{}, {}, {}] });
    finish();
    const clock = process();
    for (const own of [{ clock }, { clock }, {}, {}]) {
      const ids = idsOf(await run({ ...tests, ...own })).map(([id]) => id);
      expect([...ids].sort()).toEqual(['task-1', 'task-2', 'task-3']);
    }
    expect(service.creates()).toHaveLength(3);
  });

  test('what a production execution has made is used as well', async () => {
    const { run, tests, finish, service } = machine();
    finish();
    await run();
    expect(idsOf(await run(tests))).toEqual([['task-1', true]]);
    expect(service.creates()).toHaveLength(1);
  });

  test('an answer that was held back is reported once, over all restarts', async () => {
    const { dies, fails, run, tests, finish } = machine({}, (nth) => (nth === 1 ? held() : null));
    await dies(tests);
    finish();
    expect(await fails(tests)).toMatch(/^An earlier test run sent this request, and it is unknown/);
    expect(idsOf(await run(tests))).toEqual([['task-2', false]]);
    expect(idsOf(await run(tests))).toEqual([['task-2', true]]);
  });

  test('without Reuse Video While Testing nobody asks', async () => {
    const { dies, run, tests, finish } = machine();
    await dies(tests);
    finish();
    const parameters = { ...waiting, options: { reuseWhileTesting: false } };
    expect(idsOf(await run({ ...tests, parameters }))).toEqual([['task-2', false]]);
  });

  test('after a day and a half nothing of it is used', async () => {
    const { dies, run, tests, finish, pass } = machine();
    await dies(tests);
    finish();
    pass(38 * 60 * minuteMs);
    expect(idsOf(await run(tests))).toEqual([['task-2', false]]);
  });
});

describe('the database never makes a run fail', () => {
  test.each<[string, (database: Database) => Partial<Scene>]>([
    [
      'away',
      (database) => {
        database.broken = new Error('connection refused');
        return {};
      },
    ],
    [
      'silent',
      (database) => {
        database.hangs = true;
        return {};
      },
    ],
    ['without the workflow', () => ({ workflowId: '' })],
    ['of an older n8n', () => ({ database: undefined })],
  ])('%s', async (_how, prepare) => {
    for (const mode of ['trigger', 'retry', 'manual'] as const) {
      const { run, finish, database, service } = machine();
      finish();
      const debugged: string[] = [];
      const own = { ...prepare(database), mode, debugged };
      expect(idsOf(await run(own))).toEqual([['task-1', false]]);
      expect(service.creates()).toHaveLength(1);
      expect(debugged).toHaveLength(1);
    }
  });

  test('it goes away in the middle of a batch', async () => {
    const { run, finish, database, service } = machine({ items: prompts(10) }, (nth) => {
      if (nth === 4) database.broken = new Error('connection refused');
      return null;
    });
    finish();
    expect(await run()).toHaveLength(10);
    expect(service.creates()).toHaveLength(10);
  });
});

test('Stop while the database is silent sends nothing', async () => {
  const { run, database, service, process } = machine();
  database.hangs = true;
  const stop = new AbortController();
  const clock = process();
  clock.at(500, () => stop.abort());
  await expect(run({ clock, stop: stop.signal })).rejects.toThrow(/canceled/);
  expect(service.creates()).toEqual([]);
  expect(clock.elapsedMs).toBeLessThanOrEqual(3_000);
});

test('a request that was refused leaves nothing to be asked about', async () => {
  const { fails, run, retries, finish } = machine({}, (nth) =>
    nth === 1 ? json({ error: { message: 'No' } }, 400) : null,
  );
  finish();
  expect(await fails()).toMatch(/No/);
  expect(idsOf(await run(retries))).toEqual([['task-2', false]]);
});
