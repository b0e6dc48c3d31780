/** A task -> the JSON of one output item. Names and shape are the package's public promise. */
import type { IDataObject } from 'n8n-workflow';
import { hasEnded, isSuccessful, linkLifetimeMs } from '../api/task';
import type { Task } from '../api/task';
import { isObject } from '../json';

/** What an item tells besides its task. */
export interface ItemDetails {
  /** When the video was there for the first time, in ms since the epoch. */
  completedAtMs: number;
  /** In how many ms another check is worth it. */
  nextCheckMs: number;
  timedOut?: boolean;
  resumed?: boolean;
  /** The body that was sent. */
  request?: object;
  wait?: { elapsedMs: number; polls: number };
  /** Add the API's own reply. */
  raw?: boolean;
}

/** What people came for: n8n's table shows the first columns only, and unfolds what is nested. */
const firstColumns = ['videoUrl', 'status', 'isSuccess', 'taskId', 'creditsReserved', 'expiresAt'];

function inReadingOrder(item: IDataObject): IDataObject {
  const rank = ([name, value]: [string, unknown]): number => {
    if (firstColumns.includes(name)) return firstColumns.indexOf(name);
    return isObject(value) ? firstColumns.length + 1 : firstColumns.length;
  };
  return Object.fromEntries(Object.entries(item).sort((one, other) => rank(one) - rank(other)));
}

const isoTime = (ms: number): string => new Date(ms).toISOString();

/** The item's JSON. It never has a top-level key `error`: n8n reads that as a node that failed and runs it again. */
export function toItemJson(task: Task, details: ItemDetails): IDataObject {
  const { completedAtMs, nextCheckMs, timedOut = false, request, wait, resumed, raw } = details;
  const isSuccess = isSuccessful(task);
  const videoUrls = isSuccess ? task.videoUrls : [];
  return inReadingOrder({
    taskId: task.id,
    status: task.status,
    progress: task.progress,
    isDone: hasEnded(task),
    isSuccess,
    isFailed: task.failure !== null,
    timedOut,
    nextCheckSeconds: hasEnded(task) ? null : Math.ceil(nextCheckMs / 1000),
    model: task.model,
    videoUrl: videoUrls[0] ?? null,
    videoUrls,
    createdAt: task.createdAtMs === null ? null : isoTime(task.createdAtMs),
    ...(isSuccess && { expiresAt: isoTime(completedAtMs + linkLifetimeMs) }),
    creditsReserved: task.creditsReserved,
    ...(task.failure && { failure: { ...task.failure } }),
    ...(request && { request }),
    ...(wait && { wait: { elapsedSeconds: Math.round(wait.elapsedMs / 100) / 10, polls: wait.polls } }),
    ...(resumed !== undefined && { resumed }),
    ...(raw && { raw: task.raw }),
  });
}

/** When a check that did not get through is worth repeating. */
const recheckSeconds = 30;

/** Of a task that could not be checked just now: nothing is known of it, least of all that it has failed. */
export const uncheckedItemJson = (taskId: string, reason: string): IDataObject => ({
  videoUrl: null,
  status: 'unknown',
  isSuccess: false,
  taskId,
  isDone: false,
  isFailed: false,
  timedOut: false,
  nextCheckSeconds: recheckSeconds,
  checkFailed: reason,
});
