/** One task under watch: what was seen of it, when to look next, and when enough is enough. No I/O, no clock. */
import { categories } from '../catalogue/failures';
import type { FailureFacts } from '../errors';
import { nextLookMs, withLook } from './schedule';
import type { Step } from './schedule';
import { hasEnded, lacksVideo, updated } from './task';
import type { Task } from './task';

export interface WaitRules {
  timeoutMs: number;
  /** Fixed delay between looks; absent = the schedule decides. */
  intervalMs?: number;
  /** Ask the gateway to refresh from its upstream at every look. */
  sync: boolean;
  /** Tasks of the same kind take about as long as each other; absent = nothing is learned. */
  kind?: string;
}

/** What one look brought: the task, or why there was none and whether looking again may help. */
export type Sighting = { task: Task } | { trouble: FailureFacts; again: boolean; afterMs: number };

export interface Watched {
  taskId: string;
  rules: WaitRules;
  task: Task | null;
  steps: Step[];
  /** All times in ms of the clock that was handed in. */
  startedAtMs: number;
  nextLookAtMs: number;
  lackingVideoSinceMs: number | null;
  polls: number;
  /** Looks in a row that brought no reply. */
  troubles: number;
  lastTrouble: FailureFacts | null;
}

/** What a look at one task may depend on besides the task. */
export interface Moment {
  nowMs: number;
  /** How long earlier tasks of the same kind took. */
  learnedMs: number | null;
  /** 0 to 1; spreads the looks of many tasks. */
  random: number;
}

export type Progress =
  | { state: 'open' }
  | { state: 'ended' | 'timedOut' }
  | { state: 'broken'; facts: FailureFacts };

/** A task that was created a moment ago may not be known yet to the part of the service that is asked. */
const unknownTaskGraceMs = 30_000;

/** "completed" can come this much earlier than the link (seen with the vendor's other tasks). */
const videoGraceMs = 120_000;
const videoRecheckMs = 2_000;
const longestTroubleMs = 30_000;

export function startWatching(taskId: string, rules: WaitRules, start: Moment & { task?: Task }): Watched {
  const { nowMs, task } = start;
  const watched: Watched = {
    ...{ taskId, rules, task: task ?? null, steps: [], startedAtMs: nowMs, nextLookAtMs: nowMs },
    ...{ lackingVideoSinceMs: null, polls: 0, troubles: 0, lastTrouble: null },
  };
  if (task) scheduleNext(watched, nowMs, delayAfter(task, watched, start));
  return watched;
}

export const deadlineOf = ({ startedAtMs, rules }: Watched): number => startedAtMs + rules.timeoutMs;

/** Whether the next look may ask for a refresh: never while only the link is missing, always as a last attempt. */
export const wantsSync = (watched: Watched, nowMs: number): boolean =>
  watched.lackingVideoSinceMs === null && (watched.rules.sync || nowMs >= deadlineOf(watched));

/** One look is always taken at the deadline itself. */
function scheduleNext(watched: Watched, nowMs: number, delayMs: number): void {
  watched.nextLookAtMs = Math.max(nowMs, Math.min(nowMs + delayMs, deadlineOf(watched)));
}

/** Since the task was created, as far as that is known; our own clock never makes it younger than the wait. */
export const ageMs = ({ task, startedAtMs }: Watched, nowMs: number): number =>
  nowMs - Math.min(task?.createdAtMs ?? startedAtMs, startedAtMs);

function delayAfter(task: Task, watched: Watched, { nowMs, learnedMs, random }: Moment): number {
  if (lacksVideo(task)) return videoRecheckMs;
  if (watched.rules.intervalMs !== undefined) return watched.rules.intervalMs;
  const elapsedMs = ageMs(watched, nowMs);
  watched.steps = withLook(watched.steps, task.progress, elapsedMs);
  const estimatedMs = task.estimatedSeconds === null ? null : task.estimatedSeconds * 1000;
  return nextLookMs({ elapsedMs, steps: watched.steps, estimatedMs, learnedMs }, random);
}

function afterTask(watched: Watched, seen: Task, moment: Moment): Progress {
  const { nowMs } = moment;
  const task = updated(watched.task, seen);
  Object.assign(watched, { task, troubles: 0, lastTrouble: null });
  if (hasEnded(task)) return { state: 'ended' };
  watched.lackingVideoSinceMs = lacksVideo(task) ? (watched.lackingVideoSinceMs ?? nowMs) : null;
  const lackingMs = watched.lackingVideoSinceMs === null ? 0 : nowMs - watched.lackingVideoSinceMs;
  if (lackingMs >= videoGraceMs) return endWithoutVideo(watched, task);
  if (nowMs >= deadlineOf(watched)) return { state: 'timedOut' };
  scheduleNext(watched, nowMs, delayAfter(task, watched, moment));
  return { state: 'open' };
}

/** After its grace a task that is completed without a link is a failed one. */
function endWithoutVideo(watched: Watched, task: Task): Progress {
  const category = 'completed_without_video';
  const message = 'AIHubMax says that the task is completed, but gave no video within two minutes';
  watched.task = { ...task, failure: { code: category, category, message, ...categories[category] } };
  return { state: 'ended' };
}

function afterTrouble(
  watched: Watched,
  sighting: Exclude<Sighting, { task: Task }>,
  nowMs: number,
): Progress {
  const { trouble, again, afterMs } = sighting;
  const young =
    trouble.httpStatus === 404 && nowMs - watched.startedAtMs < unknownTaskGraceMs && watched.task !== null;
  Object.assign(watched, { troubles: watched.troubles + 1, lastTrouble: trouble });
  if (!again && !young) return { state: 'broken', facts: trouble };
  if (nowMs >= deadlineOf(watched)) return { state: 'timedOut' };
  const backoffMs = Math.min(longestTroubleMs, 1000 * 2 ** watched.troubles);
  scheduleNext(watched, nowMs, Math.max(backoffMs, afterMs));
  return { state: 'open' };
}

/** Takes in what a look brought and says how the wait stands. */
export function afterLook(watched: Watched, sighting: Sighting, moment: Moment): Progress {
  watched.polls += 1;
  return 'task' in sighting
    ? afterTask(watched, sighting.task, moment)
    : afterTrouble(watched, sighting, moment.nowMs);
}
