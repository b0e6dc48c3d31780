/** What the looks of an execution have in common: when a video was first seen, and how long one has been missing. */
import type { Memory, Seen } from './ledger';
import { isSuccessful, lacksVideo, withoutVideo } from './task';
import type { Task } from './task';

/** "completed" can come this much earlier than the link (seen with the vendor's other tasks). */
const videoGraceMs = 120_000;

/** Writes down what a look shows, and gives the task back: as a failed one once its video has been missing for too long. */
export function remembered(memory: Memory, task: Task, nowMs: number): Task {
  const seen: Seen = memory.seen?.[task.id] ?? {};
  // A video that was there is not missing: its link is gone, or a look of the service is behind.
  if (seen.completedAtMs !== undefined) return task;
  if (isSuccessful(task)) {
    (memory.seen ??= {})[task.id] = { completedAtMs: nowMs };
    return task;
  }
  if (!lacksVideo(task)) {
    delete memory.seen?.[task.id];
    return task;
  }
  const since = seen.lackingVideoSinceMs ?? nowMs;
  (memory.seen ??= {})[task.id] = { lackingVideoSinceMs: since };
  return nowMs - since >= videoGraceMs ? withoutVideo(task) : task;
}

/** When the task was first seen with its video, in ms since the epoch. */
export const firstSeenMs = ({ seen }: Memory, { id }: Task, nowMs: number): number =>
  seen?.[id]?.completedAtMs ?? nowMs;
