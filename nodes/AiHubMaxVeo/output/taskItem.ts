/** A task -> the JSON of one output item. Names and shape are the package's public promise. */
import type { IDataObject } from 'n8n-workflow';
import { hasEnded, isSuccessful, linkLifetimeMs } from '../api/task';
import type { Task } from '../api/task';
import { isObject } from '../json';

/** What is known about a task besides the task itself. */
export interface Circumstances {
  /** When the video was there for the first time, in ms since the epoch. */
  completedAtMs: number;
  /** When looking again is worth it. */
  nextCheckMs: number;
  timedOut?: boolean;
  resumed?: boolean;
  /** The body that was sent. */
  request?: object;
  wait?: { elapsedMs: number; polls: number };
  /** Add the API's own reply. */
  raw?: boolean;
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const tenths = (ms: number): number => Math.round(ms / 100) / 10;

/** What people came for: n8n's table shows the first columns only, and unfolds what is nested. */
const first = ['videoUrl', 'status', 'isSuccess', 'taskId', 'creditsReserved', 'expiresAt'];

function inReadingOrder(item: IDataObject): IDataObject {
  const rank = ([name, value]: [string, unknown]): number => {
    if (first.includes(name)) return first.indexOf(name);
    return isObject(value) ? first.length + 1 : first.length;
  };
  return Object.fromEntries(Object.entries(item).sort((one, other) => rank(one) - rank(other)));
}

/** The item's JSON. It never has a top-level key `error`: n8n reads that as a node that failed and runs it again. */
export const toOutput = (task: Task, circumstances: Circumstances): IDataObject =>
  inReadingOrder(fieldsOf(task, circumstances));

/** When a check that did not get through is worth repeating. */
const recheckSeconds = 30;

/** A task that could not be checked just now: nothing is known of it, least of all that it has failed. */
export const uncheckedOutput = (taskId: string, reason: string): IDataObject => ({
  ...{ videoUrl: null, status: 'unknown', isSuccess: false, taskId, isDone: false, isFailed: false },
  ...{ timedOut: false, nextCheckSeconds: recheckSeconds, checkFailed: reason },
});

function fieldsOf(task: Task, circumstances: Circumstances): IDataObject {
  const { completedAtMs, nextCheckMs, timedOut } = circumstances;
  const done = isSuccessful(task);
  const videoUrls = done ? task.videoUrls : [];
  return {
    taskId: task.id,
    status: task.status,
    progress: task.progress,
    isDone: hasEnded(task),
    isSuccess: done,
    isFailed: task.failure !== null,
    timedOut: timedOut ?? false,
    nextCheckSeconds: hasEnded(task) ? null : Math.ceil(nextCheckMs / 1000),
    model: task.model,
    videoUrl: videoUrls[0] ?? null,
    videoUrls,
    createdAt: iso(task.createdAtMs),
    ...(done && { expiresAt: iso(completedAtMs + linkLifetimeMs) }),
    creditsReserved: task.creditsReserved,
    ...(task.failure && { failure: { ...task.failure } }),
    ...askedFor(task, circumstances),
  };
}

/** What only some operations know, or some users want. */
const askedFor = ({ raw: reply }: Task, { request, wait, resumed, raw }: Circumstances): IDataObject => ({
  ...(request && { request }),
  ...(wait && { wait: { elapsedSeconds: tenths(wait.elapsedMs), polls: wait.polls } }),
  ...(resumed !== undefined && { resumed }),
  ...(raw && { raw: reply }),
});
