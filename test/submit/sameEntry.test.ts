/** Which entry of the ledger an order finds again, and what stays beside it. */
import { paidIn, unknownIn, type Memory } from '../../nodes/AiHubMaxVeo/memory';
import { VideoError } from '../../nodes/AiHubMaxVeo/errors';
import { paid, recordOf, request } from '../support/ledger.mts';

test('a request that its expressions change is the same order as long as nobody edits what is written', () => {
  const noon = { of: { ...request, prompt: 'At 12:01' }, as: request };
  const memory: Memory = {};
  const first = recordOf(memory, { ...noon, of: { ...request, prompt: 'At 12:00' } });
  first.submitting({ urls: {} });
  first.accepted('task-1');
  expect(recordOf(memory, noon).former?.taskId).toBe('task-1');
  expect(recordOf(memory, { ...noon, execution: 'two' }).former?.taskId).toBe('task-1');
  expect(recordOf(memory, { ...noon, execution: 'two', index: 1 }).former).toBeNull();
});

test('another order in the same place overwrites nothing: going back finds the first task again', () => {
  const memory = paid();
  const edited = recordOf(memory, { execution: 'two', of: { ...request, prompt: 'B' } });
  expect(edited.former).toBeNull();
  edited.submitting({ urls: {} });
  edited.accepted('task-b');
  expect(recordOf(memory, { execution: 'three' }).former?.taskId).toBe('task-1');
  expect(paidIn(memory, { runIndex: 0, isTool: false })).toEqual(['task-1', 'task-b']);
});

test('a refused order takes nothing with it that stands beside it', () => {
  const memory = paid();
  const edited = recordOf(memory, { of: { ...request, prompt: 'B' } });
  edited.submitting({ urls: {} });
  edited.failed(new VideoError({ category: 'invalid_request', message: 'No' }));
  expect(recordOf(memory).former?.taskId).toBe('task-1');
});

test("a later try of an agent's call is the same order, whatever its prompt has become", () => {
  const memory: Memory = {};
  const call = { isTool: true, step: {} };
  const first = recordOf(memory, { ...call, of: { ...request, prompt: 'At 12:00' } });
  first.submitting({ urls: {} });
  const later = { of: { ...request, prompt: 'At 12:01' }, isRepeat: true };
  expect(recordOf(memory, { ...call, ...later }).former).not.toBeNull();
  expect(recordOf(memory, { ...call, ...later, step: {}, isRepeat: false }).former).toBeNull();
});

test('submissions whose outcome nobody knows are counted over all tries of an execution', () => {
  const memory: Memory = {};
  for (const index of [0, 1]) recordOf(memory, { index }).submitting({ urls: {} });
  const nodeRun = { execution: 'one', runIndex: 0, isRepeat: false, isTool: false, charged: new Map() };
  expect(unknownIn(memory, nodeRun)).toBe(2);
  expect(unknownIn(memory, { ...nodeRun, execution: 'two' })).toBe(0);
});
