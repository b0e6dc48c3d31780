/** Whole runs around a crash: who asks n8n's database, and who does not; test runs, and a database that is away. */
import type { Scene } from '../support/context.mts';
import { Database } from '../support/database.mts';
import { completed, failed, processing } from '../support/replies.mts';
import { apiError, json } from '../support/service.mts';
import { held, idsOf, machine, minuteMs, prompts, waiting } from '../support/machine.mts';

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

test('of an order that was made again after its first task had failed the younger task comes back', async () => {
  const { dies, run, retries, looks, service } = machine();
  await dies();
  looks.of = (id) => json(id === 'task-1' ? failed({ id }) : processing(50, { id }));
  await dies(retries);
  looks.of = (id) => json(id === 'task-1' ? failed({ id }) : completed({ id }));
  expect(idsOf(await run(retries))).toEqual([['task-2', true]]);
  expect(service.creates()).toEqual([]);
});
