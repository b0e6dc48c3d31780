/** Waits for the end of tasks: one loop each, and one pace for all of a run. */
import { isSuccessful } from '../api/task';
import type { Task } from '../api/task';
import type { Check } from '../api/retry';
import { ownCodes } from '../catalogue/failures';
import { asFailure, VideoError } from '../errors';
import type { FailureFacts } from '../errors';
import { pause, refuseWhenStopped, unlessStopped } from '../time';
import type { Clock } from '../time';
import { afterPoll, ageMs, beginPoll, startWatching } from './watched';
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

/** Between two status requests of one run, whatever the number of its tasks: 40 a second at most. */
const spacingMs = 25;

/** Of a task of somebody else's that was seen before, one reply that does not know it is no proof that it is gone. */
function brokenBy(failure: FailureFacts, { task, rules, taskId }: Watched): VideoError {
  const isGone = task === null || rules.isOurs === true;
  const isUnproved = failure.code === ownCodes.taskNotFound && !isGone;
  return new VideoError({ ...failure, taskId, ...(isUnproved && { code: failure.category }) });
}

export class Watch {
  readonly #tools: WatchTools;
  /** How long the tasks of this run took, by price class, sorted: the best guess there is for the next one. */
  readonly #durations = new Map<string, number[]>();
  #nextSlotMs = 0;

  constructor(tools: WatchTools) {
    this.#tools = tools;
  }

  /** Resolves when the task has ended or its time is up; throws VideoError with the task ID for everything else. `task`: as the create just gave it. */
  async until(taskId: string, rules: WaitRules, task?: Task): Promise<WaitEnd> {
    const watched = startWatching(taskId, rules, { ...this.#moment(rules), task });
    return await this.#watch(watched).catch((thrown: unknown) => {
      throw new VideoError(asFailure(thrown, taskId));
    });
  }

  async #watch(watched: Watched): Promise<WaitEnd> {
    const { check, clock, stop } = this.#tools;
    for (;;) {
      await pause(watched.nextPollAtMs - clock.now(), clock, stop);
      await this.#takeSlot();
      const { sync } = beginPoll(watched, clock.now());
      const found = await unlessStopped<Check | null>(check(watched.taskId, sync), stop, null);
      refuseWhenStopped(stop);
      if (!found) continue;
      const state = afterPoll(watched, found, this.#moment(watched.rules));
      if (state.state === 'broken') throw brokenBy(state.failure, watched);
      if (state.state !== 'open') return this.#endOf(watched, state.state === 'timedOut');
    }
  }

  async #takeSlot(): Promise<void> {
    const { clock, stop } = this.#tools;
    const slotMs = Math.max(clock.now(), this.#nextSlotMs);
    this.#nextSlotMs = slotMs + spacingMs;
    await pause(slotMs - clock.now(), clock, stop);
  }

  #endOf(watched: Watched, timedOut: boolean): WaitEnd {
    const { task, polls, lastFailure, startedAtMs, rules, wasUnfinished } = watched;
    const { priceClass } = rules;
    const nowMs = this.#tools.clock.now();
    // A task that had ended before anybody polled it says nothing about how long it took.
    if (task && isSuccessful(task) && wasUnfinished && priceClass !== undefined) {
      const known = [...(this.#durations.get(priceClass) ?? []), ageMs(watched, nowMs)];
      this.#durations.set(
        priceClass,
        known.sort((one, other) => one - other),
      );
    }
    const failed = lastFailure?.message ?? null;
    return { task, timedOut, lastFailure: failed, elapsedMs: nowMs - startedAtMs, polls };
  }

  #moment({ priceClass = '' }: WaitRules): Moment {
    const { clock, random = Math.random } = this.#tools;
    const known = this.#durations.get(priceClass) ?? [];
    const typicalMs = known[Math.floor(known.length / 2)] ?? null;
    return { nowMs: clock.now(), typicalMs, random: random() };
  }
}
