/** The one waiting loop. It polls every open task of a run, and holds no timer once all have ended. */
import { ownCodes } from '../catalogue/failures';
import { asFailure, VideoError } from '../errors';
import type { FailureFacts } from '../errors';
import type { Check } from '../api/taskReply';
import { isSuccessful } from '../api/task';
import type { Task } from '../api/task';
import { sliceMs, stopped } from '../time';
import type { Clock } from '../time';
import { Durations } from './durations';
import { afterPoll, ageMs, beginPoll, deadlineOf, startWatching } from './watched';
import type { Moment, Watched, WaitRules } from './watched';

/** How a wait ended: the task as last seen; `timedOut` when it had not ended by then. */
export interface WaitEnd {
  task: Task | null;
  timedOut: boolean;
  /** Why the last poll brought nothing, if it did. */
  lastFailure: string | null;
  elapsedMs: number;
  polls: number;
}

interface WatchTools {
  /** `sync` asks the gateway to refresh from its upstream first. */
  check(taskId: string, sync: boolean): Promise<Check>;
  clock: Clock;
  stop: AbortSignal | undefined;
  /** 0 to 1. */
  random?(): number;
}

interface Entry {
  watched: Watched;
  resolve(end: WaitEnd): void;
  reject(error: VideoError): void;
}

/** Between two status requests of one run, whatever the number of its tasks: 40 a second at most. */
const spacingMs = 25;

/** The last poll may take this long, even if its answer comes in drops. */
const longestLastPollMs = 20_000;

export class Watch {
  readonly #tools: WatchTools;
  readonly #open = new Set<Entry>();
  /** Those of the open that are being polled. */
  readonly #polling = new Set<Entry>();
  readonly #durations = new Durations();
  #isKeeping = false;

  constructor(tools: WatchTools) {
    this.#tools = tools;
  }

  /**
   * Resolves when the task has ended or its time is up; throws VideoError with the task ID for everything else. `task`: as
   * the create just gave it.
   */
  async until(taskId: string, rules: WaitRules, task?: Task): Promise<WaitEnd> {
    return await new Promise((resolve, reject) => {
      const watched = startWatching(taskId, rules, { ...this.#moment(rules), task });
      this.#open.add({ watched, resolve, reject });
      if (!this.#isKeeping) void this.#keepWatch();
    });
  }

  async #keepWatch(): Promise<void> {
    const { clock, stop } = this.#tools;
    this.#isKeeping = true;
    while (this.#open.size > 0 && !stop?.aborted) {
      this.#endOverdue();
      const due = this.#next();
      const dueInMs = due ? due.watched.nextPollAtMs - clock.now() : sliceMs;
      if (due && dueInMs <= 0) void this.#poll(due).catch((defect) => this.#giveUp(due, defect));
      await clock.sleep(dueInMs <= 0 ? spacingMs : Math.min(sliceMs, dueInMs));
    }
    // Empty by now, unless the run was stopped.
    for (const entry of [...this.#open]) this.#giveUp(entry, stopped());
    this.#isKeeping = false;
  }

  /** The task that is due first among those that are not being polled. */
  #next(): Entry | undefined {
    let first: Entry | undefined;
    for (const entry of this.#open) {
      if (this.#polling.has(entry)) continue;
      if (!first || entry.watched.nextPollAtMs < first.watched.nextPollAtMs) first = entry;
    }
    return first;
  }

  async #poll(entry: Entry): Promise<void> {
    const { watched } = entry;
    this.#polling.add(entry);
    const { sync } = beginPoll(watched, this.#tools.clock.now());
    const check = await this.#tools.check(watched.taskId, sync);
    this.#polling.delete(entry);
    if (!this.#open.has(entry)) return;
    const state = afterPoll(watched, check, this.#moment(watched.rules));
    if (state.state === 'open') return;
    if (state.state !== 'broken') return this.#end(entry, state.state === 'timedOut');
    this.#open.delete(entry);
    entry.reject(brokenBy(state.failure, watched));
  }

  #end(entry: Entry, timedOut: boolean): void {
    this.#open.delete(entry);
    const { task, polls, lastFailure, startedAtMs, rules, wasUnfinished } = entry.watched;
    const nowMs = this.#tools.clock.now();
    // A task that had ended before anybody polled it says nothing about how long it took.
    if (task && isSuccessful(task) && wasUnfinished)
      this.#durations.add(rules.priceClass, ageMs(entry.watched, nowMs));
    const failed = lastFailure?.message ?? null;
    entry.resolve({ task, timedOut, lastFailure: failed, elapsedMs: nowMs - startedAtMs, polls });
  }

  #endOverdue(): void {
    const nowMs = this.#tools.clock.now();
    for (const entry of this.#polling) {
      if (nowMs < deadlineOf(entry.watched) + longestLastPollMs) continue;
      this.#polling.delete(entry);
      this.#end(entry, true);
    }
  }

  #giveUp(entry: Entry, defect: unknown): void {
    this.#polling.delete(entry);
    this.#open.delete(entry);
    entry.reject(new VideoError(asFailure(defect, entry.watched.taskId)));
  }

  #moment({ priceClass }: WaitRules): Moment {
    const { clock, random = Math.random } = this.#tools;
    return { nowMs: clock.now(), typicalMs: this.#durations.typicalMs(priceClass), random: random() };
  }
}

/** Of a task of somebody else's that was seen before, one reply that does not know it is no proof that it is gone. */
function brokenBy(failure: FailureFacts, { task, rules, taskId }: Watched): VideoError {
  const isGone = task === null || rules.isOurs === true;
  const isUnproved = failure.code === ownCodes.taskNotFound && !isGone;
  return new VideoError({ ...failure, taskId, ...(isUnproved && { code: failure.category }) });
}
