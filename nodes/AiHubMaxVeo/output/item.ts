/** A task -> the JSON of one output item, and the output that it goes to. Names and shape are the package's public promise. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { hasEnded, isSuccessful, linkLifetimeMs, type Task } from '../api/task';
import { statusOutputs } from '../catalogue/settings';
import { withoutSecrets, type Failure } from '../errors';
import type { Charged } from '../memory';

/** How the advice begins where no other link can be had. */
export const deadLink = 'The link has expired or the video was deleted';

const isoTime = (ms: number): string => new Date(ms).toISOString();

/** The object `failure`, the same in a task that failed and in an item that did. `charged`: absent where nothing is created. */
export const toFailureJson = (
  { code, message, category, retryable, advice, taskId, part }: Failure,
  charged: Charged | undefined,
): IDataObject =>
  withoutSecrets({
    code,
    message,
    category,
    retryable,
    advice,
    ...(charged && { charged }),
    ...(taskId && { taskId }),
    ...(part && { part }),
  });

/** What an item says besides its task. */
interface Details {
  /** When the video was there for the first time, since the epoch. */
  completedAtMs: number;
  /** In how many ms another check is worth it. */
  nextCheckMs: number;
  timedOut?: boolean;
  resumed?: boolean;
  /** Of an item that creates. */
  charged?: Charged;
  /** What an agent is told. */
  note?: string;
  /** The body that was sent. */
  request?: object;
  wait?: { elapsedMs: number; polls: number };
  /** Adds the API's own reply. */
  raw?: boolean;
}

/**
 * The item's JSON. What people came for is first, and what is nested last: n8n's table shows the first columns only, and unfolds
 * what is nested. It never has a top-level key `error`: n8n reads that as a node that failed and runs it again.
 */
export function toItemJson(task: Task, details: Details): IDataObject {
  const { timedOut = false, resumed, charged, note, request, wait } = details;
  const isSuccess = isSuccessful(task);
  const videoUrls = isSuccess ? task.videoUrls : [];
  return {
    videoUrl: videoUrls[0] ?? null,
    status: task.status,
    isSuccess,
    taskId: task.id,
    creditsReserved: task.creditsReserved,
    ...(charged && { charged }),
    ...(isSuccess && { expiresAt: isoTime(details.completedAtMs + linkLifetimeMs) }),
    progress: task.progress,
    isDone: hasEnded(task),
    isFailed: task.failure !== null,
    timedOut,
    nextCheckSeconds: hasEnded(task) ? null : Math.ceil(details.nextCheckMs / 1000),
    model: task.model,
    createdAt: task.createdAtMs === null ? null : isoTime(task.createdAtMs),
    ...(resumed !== undefined && { resumed }),
    ...(note && { note }),
    videoUrls,
    ...(task.failure && { failure: toFailureJson({ ...task.failure, taskId: task.id }, charged) }),
    ...(request && { request: withoutSecrets(request) }),
    ...(wait && { wait: { elapsedSeconds: Math.round(wait.elapsedMs / 100) / 10, polls: wait.polls } }),
    ...(details.raw && { raw: withoutSecrets(task.raw) }),
  };
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

const outputOf = ({ isSuccess, isFailed, error }: IDataObject): (typeof statusOutputs)[number] => {
  if (isSuccess === true) return 'Completed';
  return isFailed === true || error !== undefined ? 'Failed' : 'In Progress';
};

/** Get Status with Route by Status: each item to the output that its task's state names. */
export const routeByStatus = (items: INodeExecutionData[]): INodeExecutionData[][] =>
  statusOutputs.map((output) => items.filter(({ json }) => outputOf(json) === output));
