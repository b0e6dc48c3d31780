/** What becomes of a task, and when. */

export type StatusWord = 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';

export interface TaskScript {
  /** From creation to the end, in seconds of the emulator's clock. */
  seconds: number;
  /** Seconds announced at creation; null = no task_info. */
  estimatedTime: number | null;
  /** `never` = stays processing. */
  end: 'completed' | 'failed' | 'cancelled' | 'never';
  /** Of a task that ends failed or cancelled; null = none, as the vendor sometimes leaves it. */
  error: { code?: string; message?: string; type?: string } | null;
  /** Other words for the documented states, e.g. `{ processing: 'rendering' }`. */
  words: Partial<Record<StatusWord, string>>;
  /** Completed answers without results before the real one; `only` limits them to lookups with sync_upstream. */
  race: { times: number; only?: 'sync' };
  /**
   * Where the link of a completed task lies (`links` in tasks/reply.mts). `none` = completed forever without results; `own` and
   * `relative` lead to the API's own origin, which wants the key for them.
   */
  results:
    | ('objects' | 'strings' | 'video_url' | 'none')
    | ('one' | 'nested' | 'output' | 'top-level video_url' | 'top-level url')
    | ('own' | 'relative');
  /** What the ID is called. `number` = one of digits alone, given as a number. */
  idAs: 'id' | 'task_id' | 'number';
  /** `data` = the whole task lies in the member `data`, in every reply. */
  envelope: 'none' | 'data';
  /** Whether replies carry `usage`. */
  usage: boolean;
  /** Fields the vendor has not documented, added to every reply. */
  extra: Readonly<Record<string, unknown>>;
}

export const usualScript: TaskScript = {
  seconds: 20,
  estimatedTime: 45,
  end: 'completed',
  error: { code: 'task_failed', message: 'The video could not be generated' },
  words: {},
  race: { times: 0 },
  results: 'objects',
  idAs: 'id',
  envelope: 'none',
  usage: true,
  extra: {},
};

/** Where a task stands at a point in time. */
export interface Moment {
  status: StatusWord;
  /** 0 to 100. */
  progress: number;
}

/** The part of a task's time that it spends waiting for a place upstream. */
const pendingShare = 0.1;

/** A pure function of the script and the time since the task's creation, on the emulator's clock. */
export function momentOf(script: TaskScript, elapsedMs: number): Moment {
  const share = elapsedMs / (script.seconds * 1000);
  const over = share >= 1 || script.seconds === 0;
  if (over && script.end === 'completed') return { status: 'completed', progress: 100 };
  if (over && script.end !== 'never') return { status: script.end, progress: 0 };
  if (share < pendingShare) return { status: 'pending', progress: 0 };
  const worked = Math.min((share - pendingShare) / (1 - pendingShare), 0.999);
  return { status: 'processing', progress: Math.round(10 + 80 * worked) };
}
