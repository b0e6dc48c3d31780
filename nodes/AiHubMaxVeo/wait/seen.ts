/** What the polls of an execution have in common: when a video was first seen, and how long one has been missing. */
import type { Memory, Seen } from '../memory';
import type { Check } from '../api/retry';
import { hasEnded, isSuccessful, lacksVideo, withoutVideo } from '../api/task';
import type { Task } from '../api/task';
import type { Clock } from '../time';

/** "completed" can come this much earlier than the link (seen with the vendor's other tasks). */
export const videoGraceMs = 120_000;

/** When and where a task was seen. */
interface Sighting {
  nowMs: number;
  execution: string;
}

/** Polls that lie closer together than this have watched the end of a task. */
const closePollsMs = 120_000;

/**
 * When the vendor's 24 hours began, in ms since the epoch: now, where this node watched the end. Otherwise at the earliest
 * possible moment: too early is harmless, too late would promise a link that is gone.
 */
function endOf({ createdAtMs }: Task, { openAtMs }: Seen, nowMs: number): number {
  if (openAtMs !== undefined && nowMs - openAtMs <= closePollsMs) return nowMs;
  return Math.min(nowMs, createdAtMs ?? openAtMs ?? nowMs);
}

/** Writes down what a poll shows, and gives the task back: as a failed one once its video has been missing for too long. */
export function withVideoGrace(memory: Memory, task: Task, { nowMs, execution }: Sighting): Task {
  const seen: Seen = memory.seen?.[task.id] ?? {};
  // A video that was there is not missing: its link is gone, or a poll is behind.
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
  const { lackingVideo } = seen;
  const sinceMs = lackingVideo?.execution === execution ? lackingVideo.sinceMs : nowMs;
  (memory.seen ??= {})[task.id] = { ...seen, lackingVideo: { sinceMs, execution } };
  return nowMs - sinceMs >= videoGraceMs ? withoutVideo(task) : task;
}

/** What was seen of the tasks of an execution, each time one is checked. */
export class Sightings {
  readonly #memory: Memory;
  readonly #execution: string;
  readonly #clock: Clock;

  constructor(memory: Memory, execution: string, clock: Clock) {
    this.#memory = memory;
    this.#execution = execution;
    this.#clock = clock;
  }

  /** Writes down what is seen of a task, and gives the task back: see withVideoGrace. */
  note(task: Task): Task {
    return withVideoGrace(this.#memory, task, { nowMs: this.#clock.now(), execution: this.#execution });
  }

  /** The same for a check. A refresh can hide a link that a plain check has, so it proves nothing about a missing video. */
  noteCheck(check: Check, isRefresh: boolean): Check {
    if (!('task' in check) || (isRefresh && lacksVideo(check.task))) return check;
    return { task: this.note(check.task) };
  }

  /** When the video was there for the first time, as far as this execution can tell, in ms since the epoch. */
  completedAtMs({ id }: Task): number {
    return this.#memory.seen?.[id]?.completedAtMs ?? this.#clock.now();
  }
}
