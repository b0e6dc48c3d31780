/** What gateways of the same family call a task's state. The vendor's own words are in api-contract.md 3.2. */

const completedWords = [
  'completed',
  'complete',
  'succeeded',
  'success',
  'successful',
  'succeed',
  'done',
  'finished',
];
const failedWords = ['failed', 'fail', 'failure', 'error', 'expired', 'rejected', 'timeout', 'timed_out'];
const cancelledWords = ['cancelled', 'canceled', 'cancel'];

export type TaskEnd = 'completed' | 'failed' | 'cancelled';

/** How a task has ended by its status, in lower case; null while it has not, or where the word is not known. */
export function endOf(status: string): TaskEnd | null {
  if (completedWords.includes(status)) return 'completed';
  if (failedWords.includes(status)) return 'failed';
  return cancelledWords.includes(status) ? 'cancelled' : null;
}

const runningWords = [
  ...['', 'pending', 'processing', 'queued', 'queueing', 'in_queue', 'running', 'in_progress', 'submitted'],
  ...['not_start', 'created', 'accepted', 'starting', 'started', 'waiting', 'preparing', 'generating'],
];

/** Whether a task goes on by its status, in lower case: a link beside such a word is a preview at best. */
export const isRunning = (status: string): boolean => runningWords.includes(status);
