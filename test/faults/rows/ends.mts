/** What becomes of a task that was accepted, and what its user is told. */
import type { TaskScript } from '../../../dev/emulator/index.mts';

export interface End {
  what: string;
  script: Partial<TaskScript>;
  /** The category of the failure; null = a video. */
  told: string | null;
  says?: RegExp;
}

const comes = (what: string, script: Partial<TaskScript>): End => ({ what, script, told: null });

const fails = (what: string, told: string, script: Partial<TaskScript>, says?: RegExp): End => ({
  ...{ what, script: { end: 'failed', ...script }, told },
  ...(says && { says }),
});

const policy = { code: 'content_policy_violation', message: 'Not allowed' };

export const ends: End[] = [
  comes('is completed without results once', { race: { times: 1 } }),
  comes('is completed without results with a refresh only', { race: { times: 9, only: 'sync' } }),
  comes('uses unknown words on the way', { words: { pending: 'queued', processing: 'rendering' } }),
  comes('ends at once', { seconds: 0 }),
  fails('fails for its content', 'content_policy', { error: policy }, /Not allowed/),
  fails('fails without a reason', 'task_failed', { error: null }, /gave no reason/),
  fails('is cancelled', 'cancelled', { end: 'cancelled', error: null }),
  fails('is completed without results forever', 'completed_without_video', {
    end: 'completed',
    results: 'none',
  }),
  fails('never ends', 'timeout', { end: 'never' }),
];
