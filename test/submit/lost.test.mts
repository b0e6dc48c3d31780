/** Whole runs around a crash: n8n dies, and what was paid for is found in its database. */
import { VirtualClock } from '../support/clock.mts';
import { flowers } from '../support/context.mts';
import { completed, failed, processing } from '../support/replies.mts';
import { json } from '../support/service.mts';
import { held, idsOf, machine, minuteMs, prompts, waiting } from '../support/machine.mts';

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
  service.forget();
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
  service.forget();
  expect(await fails(retries)).toBe(
    'Task task-1 was created for the same request at 2026-11-22 10:13 UTC, perhaps by an execution that n8n lost | submission_unknown: Nothing was sent. Get Status gets its video. Select Retry once more to create a new one, which is charged.',
  );
  expect(service.creates()).toEqual([]);
  expect(idsOf(await run(retries))).toEqual([['task-2', false]]);
});

test('the item of Create is finished as soon as it is out', async () => {
  const { run, fails, retries, service } = machine({ parameters: flowers });
  await run();
  expect(await fails(retries)).toMatch(/^Task task-1 was created for the same request/);
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
  service.forget();
  const asked = await fails(retries);
  expect(asked).toMatch(/^Item 1 of 25: Task task-1 was created for the same request/);
  for (let nth = 1; nth <= 23; nth++) expect(asked).toContain(`task-${nth}`);
  expect(service.creates()).toEqual([]);
  expect(await run(retries)).toHaveLength(25);
  expect(service.creates()).toHaveLength(25);
});

test('what is asked is told, whatever else is wrong with the batch, since the next press creates', async () => {
  const { dies, run, fails, retries, service } = machine({}, (nth) => (nth === 1 ? held() : null));
  await dies();
  const slip = { prompt: '' };
  expect(await fails({ ...retries, items: [slip, {}, slip] })).toBe(
    'Item 2 of 3: The same request was sent before, perhaps by an execution that n8n lost, and it is unknown whether it was accepted. Also wrong: items 1 and 3. | submission_unknown: Nothing was sent. Check your usage on AIHubMax first. Select Retry once more to create a new one, which is charged.',
  );
  expect(service.creates()).toEqual([]);
  expect(await fails({ ...retries, items: [slip, {}] })).toMatch(/^Item 1 of 2: Prompt is empty/);
  expect(service.creates()).toEqual([]);
  expect(idsOf(await run({ ...retries, parameters: flowers }))).toEqual([['task-2', false]]);
});

test('with On Error = Continue each item says its own, and the others go on', async () => {
  const { run, retries, finish, service } = machine({ continueOnFail: true });
  finish();
  await run({ items: prompts(2) });
  service.forget();
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
  service.forget();
  expect(await fails(retries)).toMatch(/^Task task-4 was created/);
  expect(idsOf(await run(retries))).toEqual([['task-5', false]]);
  expect(service.creates()).toHaveLength(1);
});

test.each(['retry', 'manual'] as const)(
  'midnight has passed for the machine that died, and not yet for the one where a %s asks: the task is resumed',
  async (mode) => {
    const { dies, run, finish, process, service } = machine();
    const { startMs } = process();
    await dies({ mode, clock: new VirtualClock(startMs, Date.parse('2026-11-23T00:00:05Z')) });
    finish();
    const clock = new VirtualClock(startMs, Date.parse('2026-11-22T23:59:55Z'));
    expect(idsOf(await run({ mode, clock }))).toEqual([['task-1', true]]);
    expect(service.creates()).toEqual([]);
  },
);

test('a task of the day before yesterday is not known, and nobody is asked', async () => {
  const { dies, run, retries, finish, pass } = machine();
  await dies();
  finish();
  pass(2 * 24 * 60 * minuteMs);
  expect(idsOf(await run(retries))).toEqual([['task-2', false]]);
});

test('a Retry of what never came to the node creates at once, or asks once where the same was made since yesterday', async () => {
  const { run, fails, retries, finish, pass, service } = machine();
  finish();
  expect(idsOf(await run(retries))).toEqual([['task-1', false]]);
  pass(23 * 60 * minuteMs);
  expect(await fails(retries)).toMatch(/^Task task-1 was created for the same request/);
  expect(idsOf(await run(retries))).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(2);
});
