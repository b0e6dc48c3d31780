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
  comes('speaks in upper case', { upperCase: true }),
  comes('uses unknown words on the way', { words: { pending: 'queued', processing: 'rendering' } }),
  comes('reports falling progress', { progress: 'falling' }),
  comes('reports progress as text', { progress: 'text' }),
  comes('reports no progress', { progress: 'absent' }),
  comes('stands still until the end', { progress: 'stuck' }),
  comes('gives its link as text', { results: 'strings' }),
  comes('gives its link under another name', { results: 'video_url' }),
  comes('gives two videos', { results: 'two' }),
  comes('ends at once', { seconds: 0 }),
  fails('fails for its content', 'content_policy', { error: policy }, /Not allowed/),
  fails('fails in upper case', 'content_policy', { error: policy, upperCase: true }),
  fails('fails for its picture', 'input_media', { error: { code: 'image_processing_error', message: 'No' } }),
  fails('fails for the service', 'service', { error: { code: 'service_unavailable', message: 'Down' } }),
  fails('fails with a new code', 'task_failed', { error: { code: 'gpu_on_fire', message: 'Hot' } }, /Hot/),
  fails('fails with words alone', 'task_failed', { error: { message: 'Just so' } }, /Just so/),
  fails('fails without a reason', 'task_failed', { error: null }, /gave no reason/),
  fails('is cancelled', 'cancelled', { end: 'cancelled', error: null }),
  fails(
    'is canceled, in American',
    'cancelled',
    {
      ...{ end: 'cancelled', words: { cancelled: 'canceled' } },
      error: { message: 'The task was canceled' },
    },
    /The task was cancel+ed/,
  ),
  fails('is completed without results forever', 'completed_without_video', {
    end: 'completed',
    results: 'none',
  }),
  fails('never ends', 'timeout', { end: 'never' }),
];
