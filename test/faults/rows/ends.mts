/** What becomes of a task that was accepted, and what its user is told. */
import type { TaskScript } from '../../../dev/emulator/index.mts';

export interface End {
  what: string;
  script: Partial<TaskScript>;
  /** The category of the failure; null = a video. */
  told: string | null;
  says?: RegExp;
}

const failed = (code: string | undefined, message: string): Partial<TaskScript> => ({
  end: 'failed',
  error: { ...(code && { code }), message },
});

export const ends: End[] = [
  { what: 'is completed without results once', script: { race: { times: 1 } }, told: null },
  {
    what: 'is completed without results with a refresh only',
    script: { race: { times: 9, only: 'sync' } },
    told: null,
  },
  {
    what: 'is completed without results forever',
    script: { results: 'none' },
    told: 'completed_without_video',
  },
  {
    what: 'fails for its content',
    script: failed('content_policy_violation', 'Not allowed'),
    told: 'content_policy',
    says: /Not allowed/,
  },
  {
    what: 'fails for its picture',
    script: failed('image_processing_error', 'No picture'),
    told: 'input_media',
  },
  { what: 'fails for the service', script: failed('service_unavailable', 'Down'), told: 'service' },
  { what: 'fails with a new code', script: failed('gpu_on_fire', 'Hot'), told: 'task_failed', says: /Hot/ },
  {
    what: 'fails with words alone',
    script: failed(undefined, 'Just so'),
    told: 'task_failed',
    says: /Just so/,
  },
  {
    what: 'fails without a reason',
    script: { end: 'failed', error: null },
    told: 'task_failed',
    says: /gave no reason/,
  },
  { what: 'is cancelled', script: { end: 'cancelled', error: null }, told: 'cancelled' },
  {
    what: 'is canceled, in American',
    script: {
      end: 'cancelled',
      words: { cancelled: 'canceled' },
      error: { message: 'The task was canceled' },
    },
    told: 'cancelled',
    says: /The task was cancel+ed/,
  },
  { what: 'speaks in upper case', script: { upperCase: true }, told: null },
  {
    what: 'fails in upper case',
    script: { ...failed('content_policy_violation', 'Not allowed'), upperCase: true },
    told: 'content_policy',
  },
  {
    what: 'uses unknown words on the way',
    script: { words: { pending: 'queued', processing: 'rendering' } },
    told: null,
  },
  { what: 'reports falling progress', script: { progress: 'falling' }, told: null },
  { what: 'reports progress as text', script: { progress: 'text' }, told: null },
  { what: 'reports no progress', script: { progress: 'absent' }, told: null },
  { what: 'stands still until the end', script: { progress: 'stuck' }, told: null },
  { what: 'gives its link as text', script: { results: 'strings' }, told: null },
  { what: 'gives its link under another name', script: { results: 'video_url' }, told: null },
  { what: 'gives two videos', script: { results: 'two' }, told: null },
  { what: 'never ends', script: { end: 'never' }, told: 'timeout' },
  { what: 'ends at once', script: { seconds: 0 }, told: null },
];
