/** What becomes of an error that is not the node's own. */
import { asFailure } from '../../nodes/AiHubMaxVeo/errors';

test('a defect of a program is not blamed on the values of the user', () => {
  const failure = asFailure(new TypeError('x is not a function'));
  expect(failure).toMatchObject({ category: 'service', message: 'x is not a function' });
  expect(failure.advice).toMatch(/bug in the node or in n8n.*report/);
});

test('a refusal of n8n, such as an expression without a value, keeps its sentence and is about the values', () => {
  expect(asFailure(new Error('Referenced node is unexecuted'))).toMatchObject({
    category: 'invalid_request',
    message: 'Referenced node is unexecuted',
  });
});

test('whatever was thrown after a task exists, the task is named', () => {
  expect(asFailure(new RangeError('too long'), 'task-1')).toMatchObject({ taskId: 'task-1' });
  expect(asFailure('a text', 'task-1')).toMatchObject({ taskId: 'task-1', message: 'a text' });
});

test('no sentence can be made to look like another one', () => {
  const { message } = asFailure(new Error('Paid\u0000\r\u001b[2K\u202egpj.exe\u2066 \ud83d\n\tand so on'));
  expect(message).toBe('Paid   [2K gpj.exe   \n\tand so on');
});
