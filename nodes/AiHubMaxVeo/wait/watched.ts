/** One task under watch: what is known of it, when to poll next, and when the wait is over. No I/O, no clock. */
import { ownCodes } from '../catalogue/failures';
import { VideoError } from '../errors';
import { nextPollDelayMs, withPoll } from './schedule';
import type { Check } from '../api/retry';
import { hasEnded, lacksVideo, updated } from '../api/task';
import type { Task } from '../api/task';

export interface Watched {
  taskId: string;
  rules: {
    timeoutMs: number;
    /** Fixed delay between polls; absent = the schedule decides. */
    intervalMs?: number;
    /** This node created the task: a reply that does not know it right away is no proof. */
    createdHere?: boolean;
    /** Tasks of the same price class take about as long as each other; absent = nothing is learned. */
    priceClass?: string;
  };
  task: Task | null;
  steps: ReturnType<typeof withPoll>;
  /** All times in ms of the clock that was handed in. */
  startedAtMs: number;
  nextPollAtMs: number;
  /** When the last poll began: its answer says nothing about later. */
  polledAtMs: number;
  /** Polls in a row that found the task completed, but without a video. */
  pollsWithoutVideo: number;
  /** Start of the task's age by our clock, because AIHubMax's clock may be off; null for a task of any age. */
  createdAtMs: number | null;
  /** Somebody saw it before it ended. */
  wasUnfinished: boolean;
  polls: number;
  /** Polls in a row that brought no task. */
  failedPolls: number;
  lastFailure: string | null;
  /** The first of the polls in a row that AIHubMax itself has not answered. */
  unreachedSinceMs: number | null;
}

/** What the time of the next poll depends on besides the task. */
interface PollContext {
  nowMs: number;
  /** How long earlier tasks of the same price class took. */
  typicalMs: number | null;
  /** 0 to 1; spreads the polls of many tasks. */
  random: number;
}

type WaitState = 'open' | 'ended' | 'timedOut';

/** A task that was created a moment ago may not be known yet to the part of AIHubMax that is asked. */
const unknownTaskGraceMs = 30_000;

const videoRecheckMs = 2_000;
const maxBackoffMs = 30_000;

/** `task`: as the create just gave it; absent for a task that may be of any age. */
export function startWatching(
  { taskId, rules, task }: Pick<Watched, 'taskId' | 'rules'> & { task?: Task },
  context: PollContext,
): Watched {
  const { nowMs } = context;
  const watched: Watched = {
    taskId,
    rules,
    task: task ?? null,
    steps: [],
    startedAtMs: nowMs,
    nextPollAtMs: nowMs,
    polledAtMs: nowMs,
    pollsWithoutVideo: 0,
    createdAtMs: task ? nowMs : null,
    wasUnfinished: task !== undefined,
    polls: 0,
    failedPolls: 0,
    lastFailure: null,
    unreachedSinceMs: null,
  };
  if (task) scheduleNext(watched, nowMs, delayAfter(task, watched, context));
  return watched;
}

export const deadlineOf = ({ startedAtMs, rules }: Watched): number => startedAtMs + rules.timeoutMs;

/** Begins a poll, and says whether it asks for a refresh: only the last one does, and never while only the link is missing. */
export function beginPoll(watched: Watched, nowMs: number): boolean {
  watched.polledAtMs = nowMs;
  return watched.pollsWithoutVideo === 0 && nowMs >= deadlineOf(watched);
}

/** One poll is always made at the deadline itself. */
function scheduleNext(watched: Watched, nowMs: number, delayMs: number): void {
  watched.nextPollAtMs = Math.max(nowMs, Math.min(nowMs + delayMs, deadlineOf(watched)));
}

/** Since the task was created, as far as that is known; AIHubMax's clock never makes it younger than the wait. */
export const ageMs = ({ task, startedAtMs, createdAtMs }: Watched, nowMs: number): number =>
  nowMs - Math.min(createdAtMs ?? task?.createdAtMs ?? startedAtMs, startedAtMs);

function delayAfter(task: Task, watched: Watched, { nowMs, typicalMs, random }: PollContext): number {
  if (lacksVideo(task)) return videoRecheckMs;
  if (watched.rules.intervalMs !== undefined) return watched.rules.intervalMs;
  const elapsedMs = ageMs(watched, nowMs);
  watched.steps = withPoll(watched.steps, task.progress, elapsedMs);
  return nextPollDelayMs({ elapsedMs, steps: watched.steps, typicalMs }, random);
}

function afterTask(watched: Watched, seen: Task, context: PollContext): WaitState {
  const task = updated(watched.task, seen);
  Object.assign(watched, { task, failedPolls: 0, lastFailure: null, unreachedSinceMs: null });
  if (hasEnded(task)) return 'ended';
  watched.wasUnfinished = true;
  watched.pollsWithoutVideo = lacksVideo(task) ? watched.pollsWithoutVideo + 1 : 0;
  // A refresh can hide a link that a plain poll has, so one more poll follows it.
  if (watched.polledAtMs >= deadlineOf(watched) && watched.pollsWithoutVideo !== 1) return 'timedOut';
  scheduleNext(watched, context.nowMs, delayAfter(task, watched, context));
  return 'open';
}

function afterFailedPoll(watched: Watched, failed: Exclude<Check, { task: Task }>, nowMs: number): WaitState {
  const { failure, again, afterMs } = failed;
  const { taskId, task, rules, startedAtMs } = watched;
  const exists = task !== null || rules.createdHere === true;
  const mayAppear = exists && failure.httpStatus === 404 && nowMs - startedAtMs < unknownTaskGraceMs;
  if (!again && !mayAppear) {
    const { category, code = category } = failure;
    // Of a task of somebody else's that was seen before, one reply that does not know it is no proof that it is gone.
    const isUnproved = code === ownCodes.taskNotFound && task !== null && rules.createdHere !== true;
    throw new VideoError({ ...failure, taskId, code: isUnproved ? category : code });
  }
  watched.failedPolls += 1;
  watched.lastFailure = failure.message;
  watched.unreachedSinceMs =
    failure.isApiWord === false ? (watched.unreachedSinceMs ?? watched.polledAtMs) : null;
  if (watched.polledAtMs >= deadlineOf(watched)) return 'timedOut';
  const backoffMs = Math.min(maxBackoffMs, 1000 * 2 ** watched.failedPolls);
  scheduleNext(watched, nowMs, Math.max(backoffMs, afterMs));
  return 'open';
}

/** Takes in what a poll brought, and says how the wait goes on. Throws VideoError where another poll would not help. */
export function afterPoll(watched: Watched, check: Check, context: PollContext): WaitState {
  watched.polls += 1;
  return 'task' in check
    ? afterTask(watched, check.task, context)
    : afterFailedPoll(watched, check, context.nowMs);
}
