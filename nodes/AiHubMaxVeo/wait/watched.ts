/** One task under watch: what was seen of it, when to look next, and when enough is enough. No I/O, no clock. */
import type { FailureFacts } from '../errors';
import { nextPollDelayMs, withPoll } from './schedule';
import type { Step } from './schedule';
import { hasEnded, lacksVideo, updated } from '../api/task';
import type { Task } from '../api/task';

export interface WaitRules {
  timeoutMs: number;
  /** Fixed delay between looks; absent = the schedule decides. */
  intervalMs?: number;
  /** This node created it: a reply that does not know it right away is no proof. */
  isOurs?: boolean;
  /** Ask the gateway to refresh from its upstream at every look. */
  sync: boolean;
  /** Tasks of the same price class take about as long as each other; absent = nothing is learned. */
  priceClass?: string;
}

/** What one look brought: the task, or why there was none and whether looking again may help. */
export type PollResult = { task: Task } | { trouble: FailureFacts; again: boolean; afterMs: number };

export interface Watched {
  taskId: string;
  rules: WaitRules;
  task: Task | null;
  steps: Step[];
  /** All times in ms of the clock that was handed in. */
  startedAtMs: number;
  nextPollAtMs: number;
  /** When the last look began: its answer says nothing about later. */
  polledAtMs: number;
  /** Looks in a row that found the task completed, but without a video. */
  lacking: number;
  /** What its age is counted from where the service's word for it is not to be trusted. */
  bornAtMs: number | null;
  /** Somebody saw it before it ended. */
  wasUnfinished: boolean;
  polls: number;
  /** Looks in a row that brought no reply. */
  troubles: number;
  lastTrouble: FailureFacts | null;
}

/** What a look at one task may depend on besides the task. */
export interface Moment {
  nowMs: number;
  /** How long earlier tasks of the same price class took. */
  learnedMs: number | null;
  /** 0 to 1; spreads the looks of many tasks. */
  random: number;
}

export type WaitState =
  | { state: 'open' }
  | { state: 'ended' | 'timedOut' }
  | { state: 'broken'; facts: FailureFacts };

/** A task that was created a moment ago may not be known yet to the part of the service that is asked. */
const unknownTaskGraceMs = 30_000;

const videoRecheckMs = 2_000;
const longestTroubleMs = 30_000;

/** `task`: as the create just gave it; absent for a task that may be of any age. */
export function startWatching(taskId: string, rules: WaitRules, start: Moment & { task?: Task }): Watched {
  const { nowMs, task } = start;
  const watched: Watched = {
    ...{ taskId, rules, task: task ?? null, steps: [], startedAtMs: nowMs, nextPollAtMs: nowMs },
    ...{ polledAtMs: nowMs, lacking: 0, bornAtMs: task ? nowMs : null, wasUnfinished: task !== undefined },
    ...{ polls: 0, troubles: 0, lastTrouble: null },
  };
  if (task) scheduleNext(watched, nowMs, delayAfter(task, watched, start));
  return watched;
}

export const deadlineOf = ({ startedAtMs, rules }: Watched): number => startedAtMs + rules.timeoutMs;

/** Begins a look, and says whether it may ask for a refresh: never while only the link is missing, always as a last one. */
export function beginPoll(watched: Watched, nowMs: number): { sync: boolean } {
  watched.polledAtMs = nowMs;
  return { sync: watched.lacking === 0 && (watched.rules.sync || nowMs >= deadlineOf(watched)) };
}

/** Whether the answer of the last look can still be the last one. A refresh can hide a link that a plain look has. */
const isLastPoll = (watched: Watched): boolean =>
  watched.polledAtMs >= deadlineOf(watched) && watched.lacking !== 1;

/** One look is always taken at the deadline itself. */
function scheduleNext(watched: Watched, nowMs: number, delayMs: number): void {
  watched.nextPollAtMs = Math.max(nowMs, Math.min(nowMs + delayMs, deadlineOf(watched)));
}

/** Since the task was created, as far as that is known; the service's clock never makes it younger than the wait. */
export const ageMs = ({ task, startedAtMs, bornAtMs }: Watched, nowMs: number): number =>
  nowMs - Math.min(bornAtMs ?? task?.createdAtMs ?? startedAtMs, startedAtMs);

function delayAfter(task: Task, watched: Watched, { nowMs, learnedMs, random }: Moment): number {
  if (lacksVideo(task)) return videoRecheckMs;
  if (watched.rules.intervalMs !== undefined) return watched.rules.intervalMs;
  const elapsedMs = ageMs(watched, nowMs);
  watched.steps = withPoll(watched.steps, task.progress, elapsedMs);
  const estimatedMs = task.estimatedSeconds === null ? null : task.estimatedSeconds * 1000;
  return nextPollDelayMs({ elapsedMs, steps: watched.steps, estimatedMs, learnedMs }, random);
}

function afterTask(watched: Watched, seen: Task, moment: Moment): WaitState {
  const { nowMs } = moment;
  const task = updated(watched.task, seen);
  Object.assign(watched, { task, troubles: 0, lastTrouble: null });
  if (hasEnded(task)) return { state: 'ended' };
  watched.wasUnfinished = true;
  watched.lacking = lacksVideo(task) ? watched.lacking + 1 : 0;
  if (isLastPoll(watched)) return { state: 'timedOut' };
  scheduleNext(watched, nowMs, delayAfter(task, watched, moment));
  return { state: 'open' };
}

function afterTrouble(
  watched: Watched,
  polled: Exclude<PollResult, { task: Task }>,
  nowMs: number,
): WaitState {
  const { trouble, again, afterMs } = polled;
  const isOurs = watched.task !== null || watched.rules.isOurs === true;
  const young = isOurs && trouble.httpStatus === 404 && nowMs - watched.startedAtMs < unknownTaskGraceMs;
  Object.assign(watched, { troubles: watched.troubles + 1, lastTrouble: trouble });
  if (!again && !young) return { state: 'broken', facts: trouble };
  if (watched.polledAtMs >= deadlineOf(watched)) return { state: 'timedOut' };
  const backoffMs = Math.min(longestTroubleMs, 1000 * 2 ** watched.troubles);
  scheduleNext(watched, nowMs, Math.max(backoffMs, afterMs));
  return { state: 'open' };
}

/** Takes in what a look brought and says how the wait stands. */
export function afterPoll(watched: Watched, polled: PollResult, moment: Moment): WaitState {
  watched.polls += 1;
  return 'task' in polled
    ? afterTask(watched, polled.task, moment)
    : afterTrouble(watched, polled, moment.nowMs);
}
