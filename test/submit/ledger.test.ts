/** What was already paid for: kept in the execution, told apart by run, item and request. */
import { spentIn, type Memory, type NodeRun } from '../../nodes/AiHubMaxVeo/memory';
import { VideoError } from '../../nodes/AiHubMaxVeo/errors';
import { paid, recordOf, request } from '../support/ledger.mts';

test('an empty ledger knows nothing', () => {
  expect(recordOf({}).former).toBeNull();
});

test('what is about to be sent is written down before it is sent', () => {
  const memory: Memory = {};
  void recordOf(memory).submitting({ urls: {} });
  const { former } = recordOf(memory);
  expect(former).not.toBeNull();
  expect(former?.taskId).toBeUndefined();
});

test('a task is found again by the same run, item and request', () => {
  expect(recordOf(paid()).former?.taskId).toBe('task-1');
});

test.each([
  ['another item', { index: 1 }],
  ['another pass of a loop', { runIndex: 1 }],
  ['another prompt', { of: { ...request, prompt: 'Another' } }],
  ['one field more', { of: { ...request, duration: 8 } }],
])('%s does not find it', (_what, where) => {
  expect(recordOf(paid(), where).former).toBeNull();
});

test('a later try of the same step finds it even with another prompt, such as the time of day', () => {
  const other = { of: { ...request, prompt: 'At 12:01' }, isRepeat: true };
  expect(recordOf(paid(), other).former?.taskId).toBe('task-1');
  expect(recordOf(paid(), { ...other, execution: 'two' }).former).toBeNull();
});

test('a task that was picked up belongs to the execution that picked it up', () => {
  const memory = paid();
  recordOf(memory, { execution: 'two' }).resumed('task-1');
  expect(recordOf(memory, { execution: 'two' })).toMatchObject({
    isFromEarlierExecution: false,
    former: { taskId: 'task-1' },
  });
});

test('the order of the fields makes no other request', () => {
  const { model, prompt, image_url } = request;
  expect(recordOf(paid(), { of: { image_url, prompt, model } }).former?.taskId).toBe('task-1');
});

test('a request that was refused is forgotten', () => {
  const memory: Memory = {};
  void recordOf(memory).submitting({ urls: {} });
  recordOf(memory).failed(new VideoError({ category: 'invalid_request', message: 'No' }));
  expect(recordOf(memory).former).toBeNull();
});

test('the same execution is told apart from an earlier one', () => {
  expect(recordOf(paid()).isFromEarlierExecution).toBe(false);
  expect(recordOf(paid(), { execution: 'two' })).toMatchObject({
    isFromEarlierExecution: true,
    former: { taskId: 'task-1' },
  });
  expect(recordOf({}).isFromEarlierExecution).toBe(false);
});

test('what was spent counts for one execution and one pass, all their tries together', () => {
  const memory: Memory = {};
  const at = (over: Partial<NodeRun> = {}) =>
    spentIn(memory, {
      execution: 'one',
      runIndex: 0,
      isRepeat: false,
      isTool: false,
      charged: new Map(),
      ...over,
    });
  at().credits += 5;
  expect(at({ isRepeat: true })).toMatchObject({ credits: 5 });
  expect(at({ runIndex: 1 })).toMatchObject({ credits: 0 });
  expect(at({ execution: 'two' })).toMatchObject({ credits: 0 });
});

test('what lands in the database is plain data without the prompt or the picture', () => {
  const memory = paid();
  expect(JSON.parse(JSON.stringify(memory))).toEqual(memory);
  expect(JSON.stringify(memory)).not.toMatch(/secret|recipe|example\.com/);
});

test('an agent that orders the same again gets the same task, whatever run n8n counts its call as', () => {
  const memory: Memory = {};
  const first = recordOf(memory, { isTool: true, runIndex: 3 });
  void first.submitting({ urls: {} });
  first.accepted('task-1');
  expect(recordOf(memory, { isTool: true, runIndex: 4 }).former).toMatchObject({ taskId: 'task-1' });
  expect(recordOf(memory, { isTool: true, runIndex: 4, of: { ...request, seed: 7 } }).former).toBeNull();
});
