/** One task under watch: what was seen of it, when to look next, and when enough is enough. No I/O, no clock. */
import type { FailureFacts } from '../errors';
import { nextLookMs } from './schedule';
import { hasEnded, lacksVideo, updated } from './task';
import type { Task } from './task';

export interface WaitRules {
  timeoutMs: number;
  /** Fixed delay between looks; absent = the schedule decides. */
  intervalMs?: number;
  /** Ask the gateway to refresh from its upstream at every look. */
  sync: boolean;
}

/** What one look brought: the task, or why there was none and whether looking again may help. */
export type Sighting = { task: Task } | { trouble: FailureFacts; again: boolean; afterMs: number };

export interface Watched {
  taskId: string;
  rules: WaitRules;
  task: Task | null;
  /** All times in ms of the clock that was handed in. */
  startedAtMs: number;
  nextLookAtMs: number;
  lackingVideoSinceMs: number | null;
  polls: number;
  /** Looks in a row that brought no reply. */
  troubles: number;
  lastTrouble: FailureFacts | null;
}

export type Progress = { state: 'open' } | { state: 'ended' | 'timedOut' } | { state: 'broken'; facts: FailureFacts };

/** A task that was created a moment ago may not be known yet to the part of the service that is asked. */
const unknownTaskGraceMs = 30_000;

/** "completed" can come this much earlier than the link (seen with the vendor's other tasks). */
const videoGraceMs = 120_000;
const videoRecheckMs = 2_000;
const longestTroubleMs = 30_000;

export function startWatching(taskId: string, rules: WaitRules, now: { nowMs: number; task?: Task }): Watched {
  const { nowMs, task } = now;
  const watched: Watched = {
    ...{ taskId, rules, task: task ?? null, startedAtMs: nowMs, nextLookAtMs: nowMs },
    ...{ lackingVideoSinceMs: null, polls: 0, troubles: 0, lastTrouble: null },
  };
  if (task) scheduleNext(watched, nowMs, delayAfter(task, watched, nowMs));
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

function delayAfter(task: Task, { rules, startedAtMs }: Watched, nowMs: number): number {
  if (lacksVideo(task)) return videoRecheckMs;
  const { progress, estimatedSeconds, createdAtMs } = task;
  const bornAtMs = Math.min(createdAtMs ?? startedAtMs, startedAtMs);
  return rules.intervalMs ?? nextLookMs({ elapsedMs: nowMs - bornAtMs, progress, estimatedSeconds });
}

function afterTask(watched: Watched, seen: Task, nowMs: number): Progress {
  const task = updated(watched.task, seen);
  Object.assign(watched, { task, troubles: 0, lastTrouble: null });
  if (hasEnded(task)) return { state: 'ended' };
  watched.lackingVideoSinceMs = lacksVideo(task) ? (watched.lackingVideoSinceMs ?? nowMs) : null;
  const lackingMs = watched.lackingVideoSinceMs === null ? 0 : nowMs - watched.lackingVideoSinceMs;
  if (lackingMs >= videoGraceMs) return { state: 'broken', facts: noVideo };
  if (nowMs >= deadlineOf(watched)) return { state: 'timedOut' };
  scheduleNext(watched, nowMs, delayAfter(task, watched, nowMs));
  return { state: 'open' };
}

const noVideo: FailureFacts = {
  category: 'completed_without_video',
  message: 'AIHubMax says that the task is completed, but gave no video within two minutes',
};

function afterTrouble(watched: Watched, sighting: Exclude<Sighting, { task: Task }>, nowMs: number): Progress {
  const { trouble, again, afterMs } = sighting;
  const young = trouble.httpStatus === 404 && nowMs - watched.startedAtMs < unknownTaskGraceMs && watched.task !== null;
  Object.assign(watched, { troubles: watched.troubles + 1, lastTrouble: trouble });
  if (!again && !young) return { state: 'broken', facts: trouble };
  if (nowMs >= deadlineOf(watched)) return { state: 'timedOut' };
  const backoffMs = Math.min(longestTroubleMs, 1000 * 2 ** watched.troubles);
  scheduleNext(watched, nowMs, Math.max(backoffMs, afterMs));
  return { state: 'open' };
}

/** Takes in what a look brought and says how the wait stands. */
export function afterLook(watched: Watched, sighting: Sighting, nowMs: number): Progress {
  watched.polls += 1;
  return 'task' in sighting ? afterTask(watched, sighting.task, nowMs) : afterTrouble(watched, sighting, nowMs);
}
