/** A failed task keeps the words of the API and gains a category to branch on. */
import { readTask } from '../../nodes/AiHubMaxVeo/api/task';
import { failed, refusal } from '../support/replies.mts';
import type { Reply } from '../support/replies.mts';

test.each<[string, Reply, object]>([
  ['a known code', {}, { category: 'content_policy', code: refusal.code, message: refusal.message }],
  [
    'a new code',
    { error: { code: 'brand_new', message: 'M' } },
    { category: 'task_failed', code: 'brand_new', message: 'M' },
  ],
  ['no code', { error: { message: 'M' } }, { category: 'task_failed', code: 'task_failed', message: 'M' }],
  ['a text', { error: 'M' }, { category: 'task_failed', code: 'task_failed', message: 'M' }],
  [
    'no error',
    { error: null },
    { category: 'task_failed', message: 'The task failed; AIHubMax gave no reason' },
  ],
  ['upper case', { status: 'FAILED' }, { category: 'content_policy' }],
  ['cancelled', { status: 'cancelled', error: null }, { category: 'cancelled' }],
  ['canceled', { status: 'Canceled', error: null }, { category: 'cancelled' }],
])('a failure with %s keeps the words of the API', (_form, over, failure) => {
  const task = readTask(failed(over));
  expect(task?.failure).toMatchObject(failure);
  expect([typeof task?.failure?.retryable, typeof task?.failure?.advice]).toEqual(['boolean', 'string']);
});
