/** What the looks of an execution have in common: when a video was first seen, and how long one has been missing. */
import type { Memory, Seen } from './ledger';
import { hasEnded, isSuccessful, lacksVideo, withoutVideo } from './task';
import type { Task } from './task';

/** "completed" can come this much earlier than the link (seen with the vendor's other tasks). */
const videoGraceMs = 120_000;

/** Looks that lie closer together than this have watched the end of a task. */
const closeLooksMs = 120_000;

/**
 * When the vendor's 24 hours began, in ms since the epoch: now, where this node watched the end. Otherwise at the earliest
 * possible moment: too early is harmless, too late would promise a link that is gone.
 */
function endOf({ createdAtMs }: Task, { openAtMs }: Seen, nowMs: number): number {
  if (openAtMs !== undefined && nowMs - openAtMs <= closeLooksMs) return nowMs;
  return Math.min(nowMs, createdAtMs ?? openAtMs ?? nowMs);
}

/** Writes down what a look shows, and gives the task back: as a failed one once its video has been missing for too long. */
export function remembered(memory: Memory, task: Task, nowMs: number): Task {
  const seen: Seen = memory.seen?.[task.id] ?? {};
  // A video that was there is not missing: its link is gone, or a look of the service is behind.
  if (seen.completedAtMs !== undefined) return task;
  if (isSuccessful(task)) {
    (memory.seen ??= {})[task.id] = { completedAtMs: endOf(task, seen, nowMs) };
    return task;
  }
  if (!lacksVideo(task)) {
    if (hasEnded(task)) delete memory.seen?.[task.id];
    else (memory.seen ??= {})[task.id] = { openAtMs: nowMs };
    return task;
  }
  const since = seen.lackingVideoSinceMs ?? nowMs;
  (memory.seen ??= {})[task.id] = { ...seen, lackingVideoSinceMs: since };
  return nowMs - since >= videoGraceMs ? withoutVideo(task) : task;
}

/** When the video was there for the first time, as far as this execution can tell, in ms since the epoch. */
export const firstSeenMs = ({ seen }: Memory, { id }: Task, nowMs: number): number =>
  seen?.[id]?.completedAtMs ?? nowMs;
