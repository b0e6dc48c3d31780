/** The waiting loop around scripted looks, on virtual time. */
import type { FailureFacts } from '../../nodes/AiHubMaxVeo/errors';
import { readTask, type Task } from '../../nodes/AiHubMaxVeo/api/task';
import { TaskHistory, Watch } from '../../nodes/AiHubMaxVeo/wait/watch';
import type { Check } from '../../nodes/AiHubMaxVeo/api/retry';
import type { Watched } from '../../nodes/AiHubMaxVeo/wait/watched';
import { VirtualClock } from './clock.mts';
import type { Reply } from './replies.mts';

export interface Look {
  taskId: string;
  sync: boolean;
  /** Since the start of the clock. */
  atMs: number;
}

export type Seen = Reply | Exclude<Check, { task: Task }>;

/** What a look brings, by how far time has gone and how often that task was looked at before. */
export type Eyes = (look: Look, nth: number) => Seen | Promise<Seen>;

export interface Scene {
  watch: Watch;
  clock: VirtualClock;
  looks: Look[];
}

export const taskOf = (reply: Reply): Task => {
  const task = readTask(reply);
  if (!task) throw new Error('No task was read');
  return task;
};

const isTrouble = (seen: Seen): seen is Exclude<Check, { task: Task }> => 'again' in seen;

export function scene(eyes: Eyes, stop?: AbortSignal): Scene {
  const clock = new VirtualClock();
  const looks: Look[] = [];
  const history = new TaskHistory({}, 'one', clock);
  const look = async (taskId: string, sync: boolean): Promise<Check> => {
    const nth = looks.filter((earlier) => earlier.taskId === taskId).length;
    const now: Look = { taskId, sync, atMs: clock.elapsedMs };
    looks.push(now);
    const seen = await eyes(now, nth);
    if (isTrouble(seen)) return seen;
    return { task: history.observe(taskOf({ ...seen, id: taskId })) };
  };
  return { watch: new Watch({ check: look, clock, stop, random: () => 0.5 }), clock, looks };
}

export const minutes = 60_000;

export const rules = (over: Partial<Watched['rules']> = {}): Watched['rules'] => ({
  timeoutMs: 15 * minutes,
  ...over,
});

export const trouble = (over: Partial<FailureFacts> = {}, afterMs = 0): Seen => ({
  failure: { category: 'service', message: 'The service stumbled', ...over },
  again: true,
  afterMs,
});

/** Trouble that will not pass. */
export const refused = (over: Partial<FailureFacts> = {}): Seen => ({
  failure: { category: 'authentication', message: 'Invalid API key', httpStatus: 401, ...over },
  again: false,
  afterMs: 0,
});
