/** One task under watch: what was seen of it, when to poll next, and when enough is enough. No I/O, no clock. */
import type { FailureFacts } from '../errors';
import { nextPollDelayMs, withPoll } from './schedule';
import type { Step } from './schedule';
import type { Check, RetryDecision } from '../api/retry';
import { hasEnded, lacksVideo, updated } from '../api/task';
import type { Task } from '../api/task';

export interface WaitRules {
  timeoutMs: number;
  /** Fixed delay between polls; absent = the schedule decides. */
  intervalMs?: number;
  /** This node created it: a reply that does not know it right away is no proof. */
  isOurs?: boolean;
  /** Tasks of the same price class take about as long as each other; absent = nothing is learned. */
  priceClass?: string;
}

export interface Watched {
  taskId: string;
  rules: WaitRules;
  task: Task | null;
  steps: Step[];
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
  /** Polls in a row that brought no reply. */
  failedPolls: number;
  lastFailure: FailureFacts | null;
}

/** What a poll of one task may depend on besides the task. */
export interface Moment {
  nowMs: number;
  /** How long earlier tasks of the same price class took. */
  typicalMs: number | null;
  /** 0 to 1; spreads the polls of many tasks. */
  random: number;
}

type WaitState =
  | { state: 'open' }
  | { state: 'ended' | 'timedOut' }
  | { state: 'broken'; failure: FailureFacts };

/** A task that was created a moment ago may not be known yet to the part of AIHubMax that is asked. */
const unknownTaskGraceMs = 30_000;

const videoRecheckMs = 2_000;
const longestBackoffMs = 30_000;

/** `task`: as the create just gave it; absent for a task that may be of any age. */
export function startWatching(taskId: string, rules: WaitRules, start: Moment & { task?: Task }): Watched {
  const { nowMs, task } = start;
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
  };
  if (task) scheduleNext(watched, nowMs, delayAfter(task, watched, start));
  return watched;
}

export const deadlineOf = ({ startedAtMs, rules }: Watched): number => startedAtMs + rules.timeoutMs;

/** Begins a poll, and says whether it asks for a refresh: only the last one does, and never while only the link is missing. */
export function beginPoll(watched: Watched, nowMs: number): { sync: boolean } {
  watched.polledAtMs = nowMs;
  return { sync: watched.pollsWithoutVideo === 0 && nowMs >= deadlineOf(watched) };
}

/** Whether the answer of the last poll can still be the last one. A refresh can hide a link that a plain poll has. */
const isLastPoll = (watched: Watched): boolean =>
  watched.polledAtMs >= deadlineOf(watched) && watched.pollsWithoutVideo !== 1;

/** One poll is always made at the deadline itself. */
function scheduleNext(watched: Watched, nowMs: number, delayMs: number): void {
  watched.nextPollAtMs = Math.max(nowMs, Math.min(nowMs + delayMs, deadlineOf(watched)));
}

/** Since the task was created, as far as that is known; AIHubMax's clock never makes it younger than the wait. */
export const ageMs = ({ task, startedAtMs, createdAtMs }: Watched, nowMs: number): number =>
  nowMs - Math.min(createdAtMs ?? task?.createdAtMs ?? startedAtMs, startedAtMs);

function delayAfter(task: Task, watched: Watched, { nowMs, typicalMs, random }: Moment): number {
  if (lacksVideo(task)) return videoRecheckMs;
  if (watched.rules.intervalMs !== undefined) return watched.rules.intervalMs;
  const elapsedMs = ageMs(watched, nowMs);
  watched.steps = withPoll(watched.steps, task.progress, elapsedMs);
  return nextPollDelayMs({ elapsedMs, steps: watched.steps, typicalMs }, random);
}

function afterTask(watched: Watched, seen: Task, moment: Moment): WaitState {
  const { nowMs } = moment;
  const task = updated(watched.task, seen);
  Object.assign(watched, { task, failedPolls: 0, lastFailure: null });
  if (hasEnded(task)) return { state: 'ended' };
  watched.wasUnfinished = true;
  watched.pollsWithoutVideo = lacksVideo(task) ? watched.pollsWithoutVideo + 1 : 0;
  if (isLastPoll(watched)) return { state: 'timedOut' };
  scheduleNext(watched, nowMs, delayAfter(task, watched, moment));
  return { state: 'open' };
}

function afterFailedPoll(watched: Watched, failed: RetryDecision, nowMs: number): WaitState {
  const { failure, again, afterMs } = failed;
  const isOurs = watched.task !== null || watched.rules.isOurs === true;
  const young = isOurs && failure.httpStatus === 404 && nowMs - watched.startedAtMs < unknownTaskGraceMs;
  Object.assign(watched, { failedPolls: watched.failedPolls + 1, lastFailure: failure });
  if (!again && !young) return { state: 'broken', failure };
  if (watched.polledAtMs >= deadlineOf(watched)) return { state: 'timedOut' };
  const backoffMs = Math.min(longestBackoffMs, 1000 * 2 ** watched.failedPolls);
  scheduleNext(watched, nowMs, Math.max(backoffMs, afterMs));
  return { state: 'open' };
}

/** Takes in what a poll brought and says the state of the wait. */
export function afterPoll(watched: Watched, check: Check, moment: Moment): WaitState {
  watched.polls += 1;
  return 'task' in check
    ? afterTask(watched, check.task, moment)
    : afterFailedPoll(watched, check, moment.nowMs);
}
