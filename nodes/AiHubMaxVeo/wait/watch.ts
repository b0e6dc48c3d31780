/** Waits for the end of tasks: one loop each, one pace for all of a run, and how each wait counts. */
import { isSuccessful, lacksVideo } from '../api/task';
import type { Task } from '../api/task';
import type { Check } from '../api/retry';
import { VideoError, withTaskIdIn } from '../errors';
import type { Failure } from '../errors';
import { minutesOf, pause, unlessLate } from '../time';
import type { Clock } from '../time';
import { Watched } from './watched';

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

/** A status request gives up by itself before that, and says why; one that does not must not hold up the end of the wait. */
const maxLateMs = 25_000;

export class Watch {
  readonly #tools: WatchTools;
  /** How long the tasks of this run took, by price class, sorted: the best guess there is for the next one. */
  readonly #durations = new Map<string, number[]>();
  #nextSlotMs = 0;

  constructor(tools: WatchTools) {
    this.#tools = tools;
  }

  /**
   * How a wait ended: the task as last seen; `timedOut` when it had not ended by then. Throws VideoError with the task ID for
   * everything else. `task`: as the create just gave it.
   */
  async until(taskId: string, rules: Watched['rules'], task?: Task) {
    const { clock, random = Math.random } = this.#tools;
    const known = () => this.#durations.get(rules.priceClass ?? '') ?? [];
    const typicalMs = () => known()[Math.floor(known().length / 2)] ?? null;
    const watched = new Watched(rules, { clock, random, typicalMs }, task);
    return await this.#poll(taskId, watched).catch((thrown: unknown) => {
      throw withTaskIdIn(thrown, taskId);
    });
  }

  async #poll(taskId: string, watched: Watched) {
    const { check, clock, stop } = this.#tools;
    const untilMs = watched.deadlineMs + maxLateMs;
    for (;;) {
      await pause(watched.nextPollAtMs - clock.now(), clock, stop);
      await this.#takeSlot();
      const found = await unlessLate(check(taskId, watched.beginPoll()), untilMs, this.#tools);
      const state = found ? watched.endPoll(found) : 'timedOut';
      if (state !== 'open') return this.#endOf(watched, state === 'timedOut');
    }
  }

  async #takeSlot(): Promise<void> {
    const { clock, stop } = this.#tools;
    const slotMs = Math.max(clock.now(), this.#nextSlotMs);
    this.#nextSlotMs = slotMs + spacingMs;
    await pause(slotMs - clock.now(), clock, stop);
  }

  #endOf(watched: Watched, timedOut: boolean) {
    const { task, polls, lastFailure, unreachedSinceMs, startedAtMs, rules, wasUnfinished } = watched;
    const { priceClass } = rules;
    // A task that had ended before anybody polled it says nothing about how long it took.
    if (task && isSuccessful(task) && wasUnfinished && priceClass !== undefined) {
      const known = [...(this.#durations.get(priceClass) ?? []), watched.ageMs()];
      known.sort((one, other) => one - other);
      this.#durations.set(priceClass, known);
    }
    const elapsedMs = this.#tools.clock.now() - startedAtMs;
    return { task, timedOut, lastFailure, unreachedSinceMs, elapsedMs, polls };
  }
}

type WaitEnd = Awaited<ReturnType<Watch['until']>>;

const unreadAdvice =
  'Nobody could read how this task is doing, so it may be finished by now. Check it later, or raise Timeout (Minutes) in the wait options.';

function timeoutOf(end: WaitEnd, taskId: string, timeoutMs: number): VideoError {
  const { task, lastFailure, unreachedSinceMs } = end;
  const limit = minutesOf(timeoutMs);
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
  end: WaitEnd,
  settings: Pick<Watched, 'rules'> & { returnsTimeout: boolean; returnsFailure: boolean },
  { taskId, paysAgain }: { taskId: string; paysAgain?: Failure['paysAgain'] },
): Task {
  const { task, timedOut } = end;
  if (!task || (timedOut && !settings.returnsTimeout)) throw timeoutOf(end, taskId, settings.rules.timeoutMs);
  const { failure } = task;
  if (!failure || settings.returnsFailure) return task;
  throw new VideoError({ ...failure, taskId, paysAgain });
}
