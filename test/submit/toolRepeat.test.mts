/** An agent, or a client of MCP, that asks for the same once more: it gets the same task, and is told how to get another. */
import type { INodeParameters } from 'n8n-workflow';
import { flowers } from '../support/context.mts';
import { held, idsOf, machine, minuteMs, waiting } from '../support/machine.mts';
import { accepted, completed, failed } from '../support/replies.mts';
import { json } from '../support/service.mts';

const note =
  'This is the task of the same request that was made before, and nothing was charged. For another video change the prompt or set a seed.';

/** A tool whose tasks are finished at once; each call is an execution of its own, as those of a client of MCP are. */
function tool(over: Parameters<typeof machine>[0] = {}, answer?: Parameters<typeof machine>[1]) {
  const all = machine({ isEngineTool: true, parameters: waiting, ...over }, answer);
  all.finish();
  const process = all.process();
  /** A call by the n8n that is running. */
  const call = async (own: Parameters<typeof all.run>[0] = {}) =>
    await all.run({ clock: process, memory: {}, ...own });
  return { ...all, clock: process, call };
}

test.each([
  ['a client of MCP, or an agent of version 3', { isEngineTool: true }],
  ['an agent before version 3', { isEngineTool: false, isTool: true }],
])('a repeated call gets the same task, and is told so: %s', async (_who, over) => {
  const { call, service } = tool(over);
  const [first] = await call();
  expect(first).toMatchObject({ taskId: 'task-1', resumed: false });
  expect(first).not.toHaveProperty('note');
  for (let nth = 0; nth < 3; nth++)
    expect(await call()).toMatchObject([{ taskId: 'task-1', resumed: true, isSuccess: true, note }]);
  expect(service.creates()).toHaveLength(1);
});

test('an agent that repeats itself within one execution is told so as well', async () => {
  const { call, service } = tool();
  const memory = {};
  await call({ memory, executionId: 'one' });
  expect(await call({ memory, executionId: 'one' })).toMatchObject([{ taskId: 'task-1', note }]);
  expect(service.creates()).toHaveLength(1);
});

test('the tries of Retry On Fail are one call, which is told nothing', async () => {
  const { call } = tool();
  const tries = { memory: {}, step: {}, executionId: 'one' };
  await call(tries);
  expect((await call(tries))[0]).not.toHaveProperty('note');
});

test('a repeated call is told so at its second try as well, also where the first was refused', async () => {
  const { call, looks, service } = tool({}, (nth) =>
    nth === 1 ? { status: 400, body: { error: { message: 'No' } } } : null,
  );
  const tries = { memory: {}, step: {}, executionId: 'refused' };
  await call(tries);
  await call();
  expect(await call(tries)).toMatchObject([{ taskId: 'task-2', resumed: true, note }]);
  const late = { memory: {}, step: {}, executionId: 'late' };
  looks.of = () => json({ error: { message: 'No such key' } }, 401);
  expect(await call(late)).toMatchObject([
    { charged: 'no', message: expect.stringContaining(note) as string },
  ]);
  looks.of = (id) => json(completed({ id }));
  expect(await call(late)).toMatchObject([{ taskId: 'task-2', resumed: true, note }]);
  expect(service.creates()).toHaveLength(2);
});

/** n8n's own Agents: no workflow, no execution, another ID of the node and an empty context at each call. */
const agents = { isEngineTool: false, isAgentsTool: true, workflowId: '', mode: 'internal' } as const;

test("n8n's own Agents, that call without a workflow, get the same task", async () => {
  const { call, service } = tool();
  expect(idsOf(await call(agents))).toEqual([['task-1', false]]);
  expect(await call(agents)).toMatchObject([{ taskId: 'task-1', resumed: true, note }]);
  expect(await call(agents)).toMatchObject([{ taskId: 'task-1', resumed: true, note }]);
  expect(service.creates()).toHaveLength(1);
});

test('a failure is an item for them, as for every agent', async () => {
  const { call } = tool({}, () => ({ status: 400, body: { error: { message: 'No such ratio' } } }));
  expect(await call(agents)).toMatchObject([{ error: 'No such ratio' }]);
});

test.each<[string, INodeParameters]>([
  ['another prompt', { prompt: 'Another video' }],
  ['a seed', { options: { seed: 7 } }],
])('%s is another video', async (_what, parameters) => {
  const { call, service } = tool();
  await call();
  expect(idsOf(await call({ parameters: { ...waiting, ...parameters } }))).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(2);
});

test('after ten minutes the same request is another video', async () => {
  const { call, clock, service } = tool();
  await call();
  await clock.pass(9 * minuteMs);
  expect(idsOf(await call())).toEqual([['task-1', true]]);
  await clock.pass(minuteMs);
  expect(idsOf(await call())).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(2);
});

const recreating = { parameters: { ...waiting, options: { recreateFailedTasks: true } } };

test.each<[string, () => Parameters<ReturnType<typeof tool>['call']>[0]]>([
  ['by another execution', () => recreating],
  ['within one execution', () => ({ ...recreating, memory: {}, executionId: 'one' })],
])(
  'a task that has failed is told again, and not paid for again, also with Recreate Failed Tasks: %s',
  async (_who, own) => {
    const { call, looks, service } = tool();
    looks.of = (id) => json(failed({ id }));
    const asking = own();
    await call(asking);
    for (let nth = 0; nth < 3; nth++)
      expect(await call(asking)).toMatchObject([
        {
          error: expect.stringMatching(/task-1/) as string,
          message: expect.stringContaining(note) as string,
        },
      ]);
    expect(service.creates()).toHaveLength(1);
  },
);

test('Recreate Failed Tasks is for the tries of Retry On Fail, of a tool as well', async () => {
  const { call, looks, service } = tool();
  looks.of = (id) => json(id === 'task-1' ? failed({ id }) : completed({ id }));
  const tries = { ...recreating, memory: {}, step: {}, executionId: 'one' };
  await call(tries);
  expect(idsOf(await call(tries))).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(2);
});

test('a create of unknown outcome is told each time, and nothing is sent', async () => {
  const { call, service } = tool({}, () => ({ status: 500, body: 'gateway down' }));
  await call();
  for (let nth = 0; nth < 3; nth++)
    expect(await call()).toEqual([
      {
        charged: 'no',
        error: 'An earlier call sent this request, and it is unknown whether it was accepted',
        message:
          'submission_unknown: Nothing was sent. Ask the user to check the usage on AIHubMax first. For another video change the prompt or set a seed.',
      },
    ]);
  expect(service.creates()).toHaveLength(1);
});

test('a refused create is sent again', async () => {
  const { call, service } = tool({}, (nth) =>
    nth === 1 ? { status: 400, body: { error: { message: 'No' } } } : null,
  );
  await call();
  expect(idsOf(await call())).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(2);
});

test('Reuse Video While Testing and Max Videos say nothing about it', async () => {
  const parameters = { ...waiting, options: { reuseWhileTesting: false }, batching: { maxVideos: 1 } };
  const { call, service } = tool({ parameters });
  await call();
  expect(idsOf(await call())).toEqual([['task-1', true]]);
  expect(service.creates()).toHaveLength(1);
});

test('another worker, and the same after a restart, knows the call by its task', async () => {
  const { call, run, pass, service } = tool();
  await call();
  expect(await run({ memory: {} })).toMatchObject([{ taskId: 'task-1', resumed: true, note }]);
  pass(11 * minuteMs);
  expect(idsOf(await run({ memory: {} }))).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(2);
});

test('where the task cannot be read on another worker it is named, and nothing is sent', async () => {
  const { call, run, looks, service } = tool();
  await call();
  looks.of = () => json({ error: { message: 'Busy' } }, 500);
  expect(await run({ memory: {} })).toMatchObject([{ error: expect.stringMatching(/task-1/) as string }]);
  expect(service.creates()).toHaveLength(1);
});

test('nor is anything sent where the task does not say when it was created', async () => {
  const { call, run, looks, service } = tool();
  await call();
  looks.of = (id) => json(completed({ id, created: undefined }));
  expect(await run({ memory: {} })).toMatchObject([{ taskId: 'task-1', resumed: true, note }]);
  expect(service.creates()).toHaveLength(1);
});

test.each([
  ['still waits for its answer', () => held()],
  ['has lost it', () => ({ status: 500, body: 'gateway down' })],
])('another worker that is asked while the first %s says so, and sends nothing', async (_how, answer) => {
  const { dies, run, process, service } = tool({}, (nth) => (nth === 1 ? answer() : null));
  await dies({}, 60_000);
  const clock = process();
  for (let nth = 0; nth < 3; nth++) {
    const [asked] = await run({ memory: {}, clock });
    expect(asked?.error).toBe('An earlier call sent this request, and it is unknown whether it was accepted');
  }
  expect(service.creates()).toEqual([]);
  await clock.pass(10 * minuteMs + 1);
  expect(idsOf(await run({ memory: {}, clock }))).toEqual([['task-2', false]]);
});

test('the same as a step of a workflow is another order', async () => {
  const { call, run, service } = tool({ parameters: flowers });
  await call();
  expect(idsOf(await run({ isEngineTool: false, memory: {} }))).toEqual([['task-2', false]]);
  expect(service.creates()).toHaveLength(2);
});

test('a call that is repeated while the first still waits for its answer waits for the same', async () => {
  const { service, call, clock } = tool({}, async (nth) => {
    if (nth > 1) await held();
    await clock.sleep(30_000);
    return json(accepted({ id: 'task-1' }));
  });
  const both = await Promise.all([call(), call()]);
  expect(both.map((items) => items[0]?.taskId)).toEqual(['task-1', 'task-1']);
  expect(service.creates()).toHaveLength(1);
});
