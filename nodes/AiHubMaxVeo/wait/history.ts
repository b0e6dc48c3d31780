/** What the checks of an execution have in common: when a video was first seen, and how long one has been missing. */
import type { Memory } from '../memory';
import type { Check } from '../api/retry';
import { hasEnded, isSuccessful, lacksVideo, videoGraceMs, withoutVideo } from '../api/task';
import type { Task } from '../api/task';
import type { Clock } from '../time';

/** Whoever saw a task unfinished this recently has watched its end. */
const closePollsMs = 120_000;

/**
 * When the vendor's 24 hours began, in ms since the epoch: now, where this node watched the end. Otherwise at the earliest
 * possible moment: too early is harmless, too late would promise a link that is gone.
 */
function endOf({ createdAtMs }: Task, openAtMs: number | undefined, nowMs: number): number {
  if (openAtMs !== undefined && nowMs - openAtMs <= closePollsMs) return nowMs;
  return Math.min(nowMs, createdAtMs ?? openAtMs ?? nowMs);
}

/** With a word before it no ID is a name that every JavaScript object has. */
const keyOf = ({ id }: Task): string => `task ${id}`;

export class TaskHistory {
  readonly #memory: Memory;
  readonly #execution: string;
  readonly #clock: Clock;

  constructor(memory: Memory, execution: string, clock: Clock) {
    this.#memory = memory;
    this.#execution = execution;
    this.#clock = clock;
  }

  /** Records what a check shows, and gives the task back: as a failed one once its video has been missing for too long. */
  observe(task: Task): Task {
    const nowMs = this.#clock.now();
    const known = (this.#memory.seen ??= {});
    const key = keyOf(task);
    const times = known[key] ?? {};
    const { lackingVideo, openAtMs, completedAtMs } = times;
    if (lacksVideo(task)) {
      const isKnown = lackingVideo?.execution === this.#execution;
      const sinceMs = isKnown ? Math.min(lackingVideo.sinceMs, nowMs) : nowMs;
      known[key] = { ...times, lackingVideo: { sinceMs, execution: this.#execution } };
      return nowMs - sinceMs >= videoGraceMs ? withoutVideo(task) : task;
    }
    // A video that was there before keeps its end.
    if (isSuccessful(task)) known[key] = { completedAtMs: completedAtMs ?? endOf(task, openAtMs, nowMs) };
    else if (hasEnded(task)) delete known[key];
    else known[key] = { completedAtMs, openAtMs: nowMs };
    return task;
  }

  /** The same for a check. A refresh can hide a link that a plain check has, so it proves nothing about a missing video. */
  observeCheck(check: Check, isRefresh: boolean): Check {
    if (!('task' in check) || (isRefresh && lacksVideo(check.task))) return check;
    return { task: this.observe(check.task) };
  }

  /** When the video was there for the first time, as far as this execution can tell, in ms since the epoch. */
  completedAtMs(task: Task): number {
    return this.#memory.seen?.[keyOf(task)]?.completedAtMs ?? this.#clock.now();
  }
}
