/** Waits for the end of tasks: what their checks have shown, one loop each, one pace for all of a run, and how each wait counts. */
import { hasEnded, isSuccessful, lacksVideo, videoGraceMs, withoutVideo, type Task } from '../api/task';
import type { Check } from '../api/retry';
import { VideoError, withTaskIdIn, type Failure } from '../errors';
import type { Memory } from '../memory';
import { minutesOf, pause, unlessLate, type Clock } from '../time';
import { Watched } from './watched';

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

/** What the checks of an execution have in common: when a video was first seen, and how long one has been missing. */
export class TaskHistory {
  constructor(
    private readonly memory: Memory,
    private readonly execution: string,
    private readonly clock: Clock,
  ) {}

  /** Records what a check shows, and gives the task back: as a failed one once its video has been missing for too long. */
  observe(task: Task): Task {
    const nowMs = this.clock.now();
    const known = (this.memory.seen ??= {});
    const key = keyOf(task);
    const times = known[key] ?? {};
    const { lackingVideo, openAtMs, completedAtMs } = times;
    if (lacksVideo(task)) {
      const isKnown = lackingVideo?.execution === this.execution;
      const sinceMs = isKnown ? Math.min(lackingVideo.sinceMs, nowMs) : nowMs;
      known[key] = { ...times, lackingVideo: { sinceMs, execution: this.execution } };
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
    return this.memory.seen?.[keyOf(task)]?.completedAtMs ?? this.clock.now();
  }
}

/** Between two status requests of one run, whatever the number of its tasks: 40 a second at most. */
const spacingMs = 25;
/** A status request gives up by itself before that, and says why; one that does not must not hold up the end of the wait. */
const maxLateMs = 25_000;

export class Watch {
  /** How long the tasks of this run took, by price class, sorted: the best guess there is for the next one. */
  readonly #durations = new Map<string, number[]>();
  #nextSlotMs = 0;

  constructor(
    private readonly tools: {
      /** `sync` asks the gateway to refresh from its upstream first. */
      check(taskId: string, sync: boolean): Promise<Check>;
      clock: Clock;
      stop: AbortSignal | undefined;
      /** 0 to 1. */
      random?(): number;
    },
  ) {}

  /** Polls until the task has ended or its time is up. Throws VideoError with the task ID for everything else. `task`: as the create just gave it. */
  async until(taskId: string, rules: Watched['rules'], task?: Task): Promise<Watched> {
    const { clock, random = Math.random } = this.tools;
    const typicalMs = () => {
      const known = this.#durations.get(rules.priceClass ?? '') ?? [];
      return known[Math.floor(known.length / 2)] ?? null;
    };
    const watched = new Watched(rules, { clock, random, typicalMs }, task);
    await this.#poll(taskId, watched).catch((thrown: unknown) => {
      throw withTaskIdIn(thrown, taskId);
    });
    this.#learnFrom(watched);
    return watched;
  }

  async #poll(taskId: string, watched: Watched): Promise<void> {
    const { check, clock, stop } = this.tools;
    const untilMs = watched.deadlineMs + maxLateMs;
    for (let isOver = false; !isOver; ) {
      await pause(watched.nextPollAtMs - clock.now(), clock, stop);
      const slotMs = Math.max(clock.now(), this.#nextSlotMs);
      this.#nextSlotMs = slotMs + spacingMs;
      await pause(slotMs - clock.now(), clock, stop);
      const found = await unlessLate(check(taskId, watched.beginPoll()), untilMs, this.tools);
      isOver = found ? watched.endPoll(found) : watched.end(true);
    }
  }

  #learnFrom(watched: Watched): void {
    const { task, wasUnfinished, rules } = watched;
    // A task that had ended before anybody polled it says nothing about how long it took.
    if (!task || !isSuccessful(task) || !wasUnfinished || rules.priceClass === undefined) return;
    const known = [...(this.#durations.get(rules.priceClass) ?? []), watched.ageMs()];
    known.sort((one, other) => one - other);
    this.#durations.set(rules.priceClass, known);
  }
}

const unreadAdvice =
  'Nobody could read how this task is doing, so it may be finished by now. Check it later, or raise Timeout (Minutes) in the wait options.';

function timeoutOf({ task, lastFailure, unreachedSinceMs, rules }: Watched, taskId: string): VideoError {
  const limit = minutesOf(rules.timeoutMs);
  const told = task && `${task.status} (${task.progress} %)`;
  const seen = task && lacksVideo(task) ? 'without a video, though completed,' : told;
  const known = lastFailure ? `was ${seen} when last read` : `was still ${seen} after ${limit}`;
  const state = seen ? known : `could not be read within ${limit}`;
  const since = unreachedSinceMs === null ? '' : new Date(unreachedSinceMs).toISOString();
  const unreached = since && `. AIHubMax could not be reached since ${since}`;
  const reason = lastFailure ? `. Last check failed: ${lastFailure}` : '';
  const message = `Task ${taskId} ${state}${unreached}${reason}`;
  // Of a task that nobody could read, nobody knows whether it is still running.
  const unread = (!task || lastFailure !== null) && { advice: unreadAdvice };
  const unknown = !task && { isApiWord: false };
  return new VideoError({ category: 'timeout', message, taskId, ...unread, ...unknown });
}

/** The task of a wait that may become an item. Throws where the wait options ask for an error. `paysAgain`: see Failure. */
export function taskOf(
  end: Watched,
  { returnsTimeout, returnsFailure }: { returnsTimeout: boolean; returnsFailure: boolean },
  { taskId, paysAgain }: { taskId: string; paysAgain?: Failure['paysAgain'] },
): Task {
  const { task, timedOut } = end;
  if (!task || (timedOut && !returnsTimeout)) throw timeoutOf(end, taskId);
  if (!task.failure || returnsFailure) return task;
  throw new VideoError({ ...task.failure, taskId, paysAgain });
}
