/** What becomes of a task. Every member is plain data, so a script travels as JSON. */

export type StatusWord = 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';

export interface TaskScript {
  /** From creation to the end, in seconds of the emulator's clock. */
  seconds: number;
  /** `steps`: 0, 30, 60, 90. `falling`: drops once in the middle. `text`: the number as a string. */
  progress: 'linear' | 'steps' | 'stuck' | 'falling' | 'text' | 'absent';
  /** Seconds announced at creation; `right` = the true figure, null = no task_info. */
  estimatedTime: number | 'right' | null;
  /** `never` = stays processing. */
  end: 'completed' | 'failed' | 'cancelled' | 'never';
  /** Of a task that ends failed or cancelled; null = none, as the vendor sometimes leaves it. */
  error: { code?: string; message?: string; type?: string } | null;
  /** Other words for the documented states, e.g. `{ processing: 'rendering' }`. */
  words: Partial<Record<StatusWord, string>>;
  upperCase: boolean;
  /** Completed answers without results before the real one; `only` limits them to lookups with or without sync_upstream. */
  race: { times: number; only?: 'sync' | 'plain' };
  /**
   * Where the link of a completed task lies (tasks/shapes.mts). `none` = completed forever without results; `own` and
   * `relative` lead to the API's own origin, which wants the key for them.
   */
  results:
    | ('objects' | 'strings' | 'video_url' | 'two' | 'none')
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
  progress: 'linear',
  estimatedTime: 45,
  end: 'completed',
  error: { code: 'task_failed', message: 'The video could not be generated' },
  words: {},
  upperCase: false,
  race: { times: 0 },
  results: 'objects',
  idAs: 'id',
  envelope: 'none',
  usage: true,
  extra: {},
};
