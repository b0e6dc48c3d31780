/** The receipt: every item that creates says in one word whether this run was charged for it, on every road. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { VirtualClock } from '../support/clock.mts';
import { execute, failing, flowers, type Scene } from '../support/context.mts';
import { editor } from '../support/editor.mts';
import { accepted, completed, failed, processing, withoutVideo } from '../support/replies.mts';
import { apiError, askedFor, fakeService, json, type Reaction, type Script } from '../support/service.mts';

const waiting: INodeParameters = {
  ...flowers,
  operation: 'createAndWait',
  waitOptions: { timeoutMinutes: 5 },
};
const returning: INodeParameters = {
  ...waiting,
  waitOptions: { timeoutMinutes: 5, onTaskFailure: 'returnTask', onTimeout: 'returnTask' },
};

const numbered: Script = (_request, nth) => json(accepted({ id: `task-${nth + 1}` }));
const ending =
  (of: typeof completed, over = {}): Script =>
  (request) =>
    json(of({ id: askedFor(request), ...over }));

const receiptOf = ({ json: { charged, failure } }: INodeExecutionData): unknown => {
  const inner = (failure as { charged?: unknown } | undefined)?.charged;
  return failure === undefined || inner === charged ? charged : `${String(charged)} and ${String(inner)}`;
};

/** What the only item says, and how many creates were sent. */
async function receipt(create: Script, look: Script, over: Partial<Scene> = {}) {
  const service = fakeService({ create, look, file: { body: 'a video' } });
  const [item] = await execute({ service, parameters: waiting, continueOnFail: true, ...over });
  return [item && receiptOf(item), service.creates().length];
}

const returned = { error: { message: 'Failed. Your credits have been refunded.' } };
const kept = { error: { message: '生成失败，积分不予退还' } };
const promised = { error: { message: 'Failed. If it was our fault, credits are refunded.' } };

test.each<[string, Script, Script, Partial<Scene>, string, number]>([
  ['a finished video', numbered, ending(completed), {}, 'yes', 1],
  ['Create', numbered, ending(completed), { parameters: flowers }, 'yes', 1],
  ['a wait that took too long', numbered, ending((over) => processing(50, over)), {}, 'yes', 1],
  [
    'a timeout as an item',
    numbered,
    ending((over) => processing(50, over)),
    { parameters: returning },
    'yes',
    1,
  ],
  ['a task without a video', numbered, ending(withoutVideo), {}, 'yes', 1],
  ['a task that is gone', numbered, apiError(404, 'No such task'), {}, 'yes', 1],
  ['a key that is refused once there is a task', numbered, apiError(401, 'No'), {}, 'yes', 1],
  ['a failed task', numbered, ending(failed), {}, 'unknown', 1],
  ['a failed task as an item', numbered, ending(failed), { parameters: returning }, 'unknown', 1],
  ['a cancelled task', numbered, ending(failed, { status: 'cancelled' }), {}, 'unknown', 1],
  ['a task that failed at once', json(failed()), ending(failed), { parameters: flowers }, 'unknown', 1],
  ['credits that came back', numbered, ending(failed, returned), {}, 'no', 1],
  ['credits that were kept', numbered, ending(failed, kept), { parameters: returning }, 'yes', 1],
  ['credits that may come back', numbered, ending(failed, promised), {}, 'unknown', 1],
  ['a refusal', apiError(422, 'No'), json({}), {}, 'no', 1],
  ['a refusal by its code', apiError(503, 'No', 'model_not_found'), json({}), {}, 'no', 1],
  ['an outage', apiError(503, 'Down'), json({}), {}, 'unknown', 1],
  ['no answer', { code: 'ECONNRESET' }, json({}), {}, 'unknown', 1],
  ['an answer without a task', json({ fine: true }), json({}), {}, 'unknown', 1],
  ['no connection', { code: 'ECONNREFUSED' }, json({}), {}, 'no', 3],
  ['a slip', numbered, json({}), { items: [{ prompt: '' }] }, 'no', 0],
  ['no credential', numbered, json({}), { noCredential: new Error('None') }, 'no', 0],
])('%s', async (_road, create, look, over, charged, creates) => {
  expect(await receipt(create, look, over)).toEqual([charged, creates]);
});

test('what a limit or an earlier refusal kept back has cost nothing', async () => {
  const create: Script = (_request, nth) => (nth === 0 ? json(accepted()) : apiError(401, 'No such key'));
  const service = fakeService({ create, look: ending(completed) });
  const parameters = { ...flowers, batching: { maxConcurrentTasks: 1, maxVideos: 1 } };
  const items = [{ prompt: 'a' }, { prompt: 'b' }];
  const limited = await execute({ service, parameters, items, continueOnFail: true });
  expect(limited.map(receiptOf)).toEqual(['yes', 'no']);
  const refused = await execute({
    service,
    parameters: { ...flowers, batching: { maxConcurrentTasks: 1 } },
    items,
    continueOnFail: true,
  });
  expect(refused.map(receiptOf)).toEqual(['no', 'no']);
  expect(service.creates()).toHaveLength(2);
});

test.each(['getStatus', 'check', 'getCredits'])(
  '%s creates nothing, and says nothing of it',
  async (operation) => {
    const service = fakeService({ look: ending(failed), other: apiError(500, 'Down') });
    const parameters = {
      ...(operation === 'check' && flowers),
      operation,
      ...(operation === 'getStatus' && { taskId: 'task-1' }),
    };
    const [item] = await execute({ service, parameters, continueOnFail: true });
    expect(item?.json).not.toHaveProperty('charged');
    expect(item?.json.failure ?? {}).not.toHaveProperty('charged');
  },
);

/** Several tries on one memory; `script` says how creates and checks are answered by then. */
function tries(over: Partial<Scene> = {}) {
  const script: { create: Script; look: Script } = { create: numbered, look: ending(completed) };
  const answer = async (part: Script, ...call: Parameters<Extract<Script, (...all: never[]) => unknown>>) =>
    await (part as (...all: typeof call) => Reaction)(...call);
  const service = fakeService({
    create: async (...call) => await answer(script.create, ...call),
    look: async (...call) => await answer(script.look, ...call),
  });
  const clock = new VirtualClock();
  const scene: Scene = {
    service,
    parameters: waiting,
    memory: {},
    step: {},
    clock,
    continueOnFail: true,
    ...over,
  };
  const run = async (own: Partial<Scene> = {}) => {
    const [item] = await execute({ ...scene, ...own });
    return [
      item?.json.taskId ?? (item?.json.failure as INodeParameters | undefined)?.taskId,
      item && receiptOf(item),
    ];
  };
  return { script, service, scene, run };
}

const late = ending((over) => processing(50, over));
const refusing: Script = () => apiError(422, 'No');
const losing: Script = () => ({ code: 'ECONNRESET' });
const person = (executionId = 'execution-2') => ({ executionId, step: {}, mode: 'retry' as const });

test('the tries of Retry On Fail are one run: what the first has created, the last tells of', async () => {
  const { script, service, run } = tries();
  script.look = late;
  expect(await run()).toEqual(['task-1', 'yes']);
  script.look = ending(completed);
  expect(await run()).toEqual(['task-1', 'yes']);
  expect(service.creates()).toHaveLength(1);
});

test('a Retry by a person resumes, and has created nothing; neither has its second try', async () => {
  const { script, service, run } = tries();
  script.look = late;
  await run();
  const retry = person();
  expect(await run(retry)).toEqual(['task-1', 'no']);
  expect(await run(retry)).toEqual(['task-1', 'no']);
  script.look = ending(failed);
  expect(await run(retry)).toEqual(['task-1', 'no']);
  expect(await run(person('execution-3'))).toEqual(['task-2', 'unknown']);
  expect(service.creates()).toHaveLength(2);
});

test('a task that Recreate Failed Tasks replaces in the same run leaves its question behind', async () => {
  const recreating = { parameters: { ...waiting, options: { recreateFailedTasks: true } } };
  const { script, service, run } = tries(recreating);
  script.look = late;
  expect(await run()).toEqual(['task-1', 'yes']);
  script.look = ending(failed);
  script.create = refusing;
  // The refusal was free, and nobody knows what became of the first.
  expect(await run()).toEqual([undefined, 'unknown']);
  script.create = numbered;
  script.look = (request) =>
    json((askedFor(request) === 'task-1' ? failed : completed)({ id: askedFor(request) }));
  expect(await run()).toEqual(['task-3', 'yes']);
  expect(service.creates()).toHaveLength(3);
});

test('credits that came back for one task say nothing of the one that it replaces', async () => {
  const { script, run } = tries({ parameters: { ...waiting, options: { recreateFailedTasks: true } } });
  script.look = ending(failed, kept);
  expect(await run()).toEqual(['task-1', 'yes']);
  script.look = ending(failed, returned);
  expect(await run()).toEqual(['task-2', 'unknown']);
});

test('of a create that nobody knows of each try says so, and a Retry that creates knows better', async () => {
  const { script, service, run } = tries();
  script.create = losing;
  expect(await run()).toEqual([undefined, 'unknown']);
  expect(await run()).toEqual([undefined, 'unknown']);
  expect(service.creates()).toHaveLength(1);
  script.create = numbered;
  expect(await run(person())).toEqual(['task-2', 'yes']);
});

test('a test run that uses the video of an earlier one is free, and one that asks has sent nothing', async () => {
  const { run, service } = editor();
  const words = [];
  for (let runs = 0; runs < 2; runs++) words.push((await run()).map(receiptOf));
  expect([words, service.creates().length]).toEqual([[['yes'], ['no']], 1]);
  const lost = fakeService({
    create: (_request, nth) => (nth === 0 ? { code: 'ECONNRESET' } : json(accepted())),
  });
  const asking = editor({ service: lost, continueOnFail: true, parameters: flowers });
  const asked = [];
  for (let runs = 0; runs < 3; runs++) asked.push((await asking.run()).map(receiptOf));
  expect([asked, lost.creates().length]).toEqual([[['unknown'], ['no'], ['yes']], 2]);
});

test('an agent that asks twice for the same pays once, and is told so; its answer stays short', async () => {
  const { service, run, scene, script } = tries({ isTool: true, parameters: flowers });
  expect(await run({ step: undefined })).toEqual(['task-1', 'yes']);
  expect(await run({ step: undefined })).toEqual(['task-1', 'no']);
  script.create = refusing;
  const [item] = await execute({ ...scene, parameters: { ...flowers, prompt: 'Other' } });
  expect(Object.keys(item?.json ?? {})).toEqual(['error', 'message', 'charged']);
  expect(service.creates()).toHaveLength(2);
});

test('the error that ends a run says it to an error workflow', async () => {
  const service = fakeService({ create: numbered, look: ending(failed) });
  expect(await failing({ service, parameters: waiting })).toHaveProperty('context.charged', 'unknown');
  const slip = { service, parameters: { ...waiting, prompt: '' } };
  expect(await failing(slip)).toHaveProperty('context.charged', 'no');
});
