/** The same answers as gateways of this family word them: a paid task must not be lost for a word. */
import type { Fault, TaskScript } from '../../../dev/emulator/index.mts';

/** Laid over what becomes of a task: only the words change. */
export const shapes: Partial<TaskScript>[] = [
  { words: { completed: 'succeeded', failed: 'error' } },
  { words: { completed: 'SUCCESS', failed: 'FAILURE', processing: 'IN_PROGRESS' } },
  { words: { completed: 'done', failed: 'fail' } },
  { words: { failed: 'expired', cancelled: 'canceled' } },
  { idAs: 'task_id' },
  { idAs: 'number' },
  { envelope: 'data' },
  { envelope: 'data', idAs: 'task_id', words: { completed: 'SUCCESS', failed: 'FAILURE' } },
  { extra: { progress: '50%' } },
];

/** Where a completed task has its link. One of a task without a video stays without. */
export const linkShapes: TaskScript['results'][] = [
  ...(['one', 'nested', 'output', 'top-level video_url', 'top-level url', 'strings', 'video_url'] as const),
  ...(['own', 'relative'] as const),
];

const worded = (status: number, body: object): Fault => ({ status, body });

const error = (code: string | number, message: string) => ({ error: { code, message } });

/** The key has nothing left: nothing more may be submitted in this run. */
export const emptyPurse: Fault[] = [
  worded(403, error('insufficient_user_quota', 'The quota of this user is used up')),
  worded(403, { code: 'quota_not_enough', message: 'The quota is not enough' }),
  worded(429, error('insufficient_quota', 'You exceeded your current quota')),
  worded(200, { code: 402, msg: 'Insufficient balance' }),
];

/** Nothing was started, and the body says so. */
export const wordedRefusals: Fault[] = [
  worded(503, error('model_not_found', 'No available channel for this model')),
  worded(503, error('no_compatible_channel', 'No compatible channel')),
  worded(500, error('sensitive_words_detected', 'Sensitive words detected')),
  worded(500, error('content_policy_violation', 'Not allowed')),
  worded(400, error(400, 'This prompt violates our usage guidelines')),
  worded(400, { detail: [{ loc: ['body', 'prompt'], msg: 'too long' }] }),
  worded(422, { errors: [{ message: 'The prompt is too long' }] }),
  worded(400, { code: 400, msg: 'The prompt is too long' }),
];
