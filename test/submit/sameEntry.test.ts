/** Which entry of the ledger an order finds again, and what stays beside it. */
import { paidIn, unknownIn } from '../../nodes/AiHubMaxVeo/submit/ledger';
import type { Memory } from '../../nodes/AiHubMaxVeo/memory';
import { paid, recordOf, request } from '../support/ledger.mts';

test('a request that its expressions change is the same order as long as nobody edits what is written', () => {
  const noon = { of: { ...request, prompt: 'At 12:01' }, as: request };
  const memory: Memory = {};
  const first = recordOf(memory, { ...noon, of: { ...request, prompt: 'At 12:00' } });
  first.submitting();
  first.accepted('task-1');
  expect(recordOf(memory, noon).entry?.taskId).toBe('task-1');
  expect(recordOf(memory, { ...noon, execution: 'two' }).entry?.taskId).toBe('task-1');
  expect(recordOf(memory, { ...noon, execution: 'two', index: 1 }).entry).toBeNull();
});

test('another order in the same place overwrites nothing: going back finds the first task again', () => {
  const memory = paid();
  const edited = recordOf(memory, { execution: 'two', of: { ...request, prompt: 'B' } });
  expect(edited.entry).toBeNull();
  edited.submitting();
  edited.accepted('task-b');
  expect(recordOf(memory, { execution: 'three' }).entry?.taskId).toBe('task-1');
  expect(paidIn(memory, { execution: 'three', runIndex: 0, isRepeat: false, isTool: false })).toEqual([
    'task-1',
    'task-b',
  ]);
});

test('a refused order takes nothing with it that stands beside it', () => {
  const memory = paid();
  const edited = recordOf(memory, { of: { ...request, prompt: 'B' } });
  edited.submitting();
  edited.refused();
  expect(recordOf(memory).entry?.taskId).toBe('task-1');
});

test("a later try of an agent's call is the same order, whatever its prompt has become", () => {
  const memory: Memory = {};
  const call = { isTool: true, step: {} };
  const first = recordOf(memory, { ...call, of: { ...request, prompt: 'At 12:00' } });
  first.submitting();
  const later = { of: { ...request, prompt: 'At 12:01' }, isRepeat: true };
  expect(recordOf(memory, { ...call, ...later }).entry).not.toBeNull();
  expect(recordOf(memory, { ...call, ...later, step: {}, isRepeat: false }).entry).toBeNull();
});

test('submissions whose outcome nobody knows are counted over all tries of an execution', () => {
  const memory: Memory = {};
  for (const index of [0, 1]) recordOf(memory, { index }).submitting();
  const nodeRun = { execution: 'one', runIndex: 0, isRepeat: false, isTool: false };
  expect(unknownIn(memory, nodeRun)).toBe(2);
  expect(unknownIn(memory, { ...nodeRun, execution: 'two' })).toBe(0);
});
