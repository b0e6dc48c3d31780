/** One task under watch: what is known of it, when to poll next, and when the wait is over. It polls nothing itself. */
import { ownCodes } from '../catalogue/failures';
import { VideoError, type FailureFacts } from '../errors';
import { nextPollDelayMs, withPoll } from './schedule';
import type { Check } from '../api/retry';
import { hasEnded, lacksVideo, updated, videoRecheckMs, type Task } from '../api/task';
import type { Clock } from '../time';

/** A part of AIHubMax may not know a task yet, or not just now. */
const unknownTaskGraceMs = 30_000;
const maxBackoffMs = 30_000;

/** All times are those of the clock that was handed in. */
export class Watched {
  readonly startedAtMs: number;
  readonly deadlineMs: number;
  nextPollAtMs: number;
  polls = 0;
  /** The wait is over, though the task has not ended. */
  timedOut = false;
  elapsedMs = 0;
  lastFailure: string | null = null;
  /** The first of the polls in a row that AIHubMax itself has not answered. */
  unreachedSinceMs: number | null = null;
  /** Somebody saw it before it ended. */
  wasUnfinished = false;
  /** It was created when the wait began. Its age then counts by our clock, because AIHubMax's clock may be off. */
  readonly #isNew: boolean;
  #steps: ReturnType<typeof withPoll> = [];
  /** When the last poll began: its answer says nothing about later. */
  #polledAtMs: number;
  /** Polls in a row that found the task completed, but without a video. */
  #pollsWithoutVideo = 0;
  /** Polls in a row that brought no task. */
  #failedPolls = 0;
  /** The first of the polls since the last sight of the task that AIHubMax answered without knowing it. */
  #unknownSinceMs: number | null = null;

  /** `task`: as the create just gave it; null for a task that may be of any age. */
  constructor(
    readonly rules: {
      timeoutMs: number;
      /** Fixed delay between polls; absent = the schedule decides. */
      intervalMs?: number;
      /** This node created the task: a reply that does not know it right away is no proof. */
      createdHere?: boolean;
      /** Tasks of the same price class take about as long as each other; absent = nothing is learned. */
      priceClass?: string;
    },
    /** `typicalMs`: how long earlier tasks of the price class took; `random`, 0 to 1, spreads the polls of many tasks. */
    private readonly pace: { clock: Clock; typicalMs(): number | null; random(): number },
    public task: Task | null = null,
  ) {
    const nowMs = pace.clock.now();
    this.startedAtMs = nowMs;
    this.deadlineMs = nowMs + rules.timeoutMs;
    this.nextPollAtMs = nowMs;
    this.#polledAtMs = nowMs;
    this.#isNew = task !== null;
    if (task) this.#goOn(task);
  }

  /** Since the task was created, as far as that is known; AIHubMax's clock never makes it younger than the wait. */
  ageMs(): number {
    const { startedAtMs } = this;
    const createdAtMs = (this.#isNew ? null : this.task?.createdAtMs) ?? startedAtMs;
    return this.pace.clock.now() - Math.min(createdAtMs, startedAtMs);
  }

  /** Begins a poll, and says whether it asks for a refresh: only the last one does, and never while only the link is missing. */
  beginPoll(): boolean {
    this.#polledAtMs = this.pace.clock.now();
    return this.#pollsWithoutVideo === 0 && this.#polledAtMs >= this.deadlineMs;
  }

  /** Takes in what a poll brought, and says whether the wait is over. Throws VideoError where another poll would not help. */
  endPoll(check: Check): boolean {
    this.polls += 1;
    return 'task' in check ? this.#afterTask(check.task) : this.#afterFailure(check);
  }

  end(timedOut: boolean): true {
    this.timedOut = timedOut;
    this.elapsedMs = this.pace.clock.now() - this.startedAtMs;
    return true;
  }

  #afterTask(seen: Task): boolean {
    const task = updated(this.task, seen);
    this.task = task;
    this.#failedPolls = 0;
    this.#unknownSinceMs = null;
    this.lastFailure = null;
    this.unreachedSinceMs = null;
    if (hasEnded(task)) return this.end(false);
    this.#pollsWithoutVideo = lacksVideo(task) ? this.#pollsWithoutVideo + 1 : 0;
    // A refresh can hide a link that a plain poll has, so one more poll follows it.
    if (this.#polledAtMs >= this.deadlineMs && this.#pollsWithoutVideo !== 1) return this.end(true);
    return this.#goOn(task);
  }

  #afterFailure({ failure, again, afterMs }: Exclude<Check, { task: Task }>): boolean {
    if (!again && !this.#mayComeBack(failure)) {
      const { category, code = category } = failure;
      // Of a task of somebody else's that was seen before, replies that do not know it are no proof that it is gone.
      const isUnproved = code === ownCodes.taskNotFound && this.task !== null && !this.rules.createdHere;
      throw new VideoError({ ...failure, code: isUnproved ? category : code });
    }
    this.#failedPolls += 1;
    this.lastFailure = failure.message;
    this.unreachedSinceMs = failure.isApiWord === false ? (this.unreachedSinceMs ?? this.#polledAtMs) : null;
    if (this.#polledAtMs >= this.deadlineMs) return this.end(true);
    return this.#pollAfter(Math.max(afterMs, Math.min(maxBackoffMs, 1000 * 2 ** this.#failedPolls)));
  }

  /** Whether a task that AIHubMax does not know just now may only seem to be gone. */
  #mayComeBack({ httpStatus }: FailureFacts): boolean {
    const sinceMs = (this.#unknownSinceMs ??= this.#polledAtMs);
    const exists = this.task !== null || this.rules.createdHere === true;
    return exists && httpStatus === 404 && this.pace.clock.now() - sinceMs < unknownTaskGraceMs;
  }

  #goOn(task: Task): false {
    this.wasUnfinished = true;
    if (lacksVideo(task)) return this.#pollAfter(videoRecheckMs);
    if (this.rules.intervalMs !== undefined) return this.#pollAfter(this.rules.intervalMs);
    const elapsedMs = this.ageMs();
    this.#steps = withPoll(this.#steps, task.progress, elapsedMs);
    const known = { elapsedMs, steps: this.#steps, typicalMs: this.pace.typicalMs() };
    return this.#pollAfter(nextPollDelayMs(known, this.pace.random()));
  }

  /** One poll is always made at the deadline itself. */
  #pollAfter(delayMs: number): false {
    const nowMs = this.pace.clock.now();
    this.nextPollAtMs = Math.max(nowMs, Math.min(nowMs + delayMs, this.deadlineMs));
    return false;
  }
}
