/** The vendor's reply about a task -> our Task. Tolerant: what is missing or odd is read as far as it can be. */
import { categories, categoryOfCode } from '../catalogue/failures';
import type { CategoryName } from '../catalogue/failures';
import { numberOf, recordOf, textOf } from '../json';
import type { Json } from '../json';

export interface TaskFailure {
  code: string;
  message: string;
  category: CategoryName;
  retryable: boolean;
  advice: string;
}

export interface Task {
  id: string;
  /** The API's word in lower case. */
  status: string;
  /** 0 to 100. */
  progress: number;
  model: string | null;
  /** Milliseconds since the epoch. */
  createdAtMs: number | null;
  videoUrls: string[];
  creditsReserved: number | null;
  /** The vendor's guess of the whole duration. */
  estimatedSeconds: number | null;
  failure: TaskFailure | null;
  /** The API's own reply. */
  raw: object;
}

/** Seconds since the epoch beyond which there is no date. */
const latestDate = 8.64e12;

const failedWords = ['failed', 'cancelled', 'canceled'];

/** One result is `{url}`; `{video_url}` and a bare string occur in older and sibling replies. */
const urlOf = (result: unknown): string =>
  textOf(result) || textOf(recordOf(result).url) || textOf(recordOf(result).video_url);

/** Current replies list `results`; an older revision of the vendor's page has one `output` object instead. */
function videoUrlsOf({ results, output }: Json): string[] {
  const older = recordOf(output);
  const all = Array.isArray(results)
    ? results
    : [older.url, ...(Array.isArray(older.urls) ? older.urls : [])];
  return [...new Set(all.map(urlOf).filter(Boolean))];
}

function failureOf(error: unknown, status: string): TaskFailure {
  const { code: raw, message } = recordOf(error);
  const fallback: CategoryName = status === 'failed' ? 'task_failed' : 'cancelled';
  const code = textOf(raw) || fallback;
  const category = categoryOfCode(code) ?? fallback;
  const words = textOf(message) || textOf(error) || 'The task failed; AIHubMax gave no reason';
  return { code, message: words, category, ...categories[category] };
}

/** Null when the reply has no usable id: then nobody knows whether there is a task. */
export function readTask(reply: unknown): Task | null {
  const body = recordOf(reply);
  const id = textOf(body.id);
  if (!id) return null;
  const status = textOf(body.status).toLowerCase() || 'unknown';
  const created = numberOf(body.created);
  return {
    id,
    status,
    progress: Math.min(100, Math.max(0, numberOf(body.progress) ?? 0)),
    model: textOf(body.model) || null,
    createdAtMs: created !== null && Math.abs(created) <= latestDate ? created * 1000 : null,
    videoUrls: videoUrlsOf(body),
    creditsReserved: numberOf(recordOf(body.usage).credits_reserved),
    estimatedSeconds: numberOf(recordOf(body.task_info).estimated_time),
    failure: failedWords.includes(status) ? failureOf(body.error, status) : null,
    raw: body,
  };
}

/** A newer reading of a task. What it leaves out stays known, and progress that falls is not believed. */
export const updated = (known: Task | null, next: Task): Task => ({
  ...next,
  progress: Math.max(known?.progress ?? 0, next.progress),
  model: next.model ?? known?.model ?? null,
  createdAtMs: next.createdAtMs ?? known?.createdAtMs ?? null,
  creditsReserved: next.creditsReserved ?? known?.creditsReserved ?? null,
  estimatedSeconds: next.estimatedSeconds ?? known?.estimatedSeconds ?? null,
});

/** Completed with a video in hand. */
export const isSuccessful = (task: Task): boolean => task.status === 'completed' && task.videoUrls.length > 0;

/** The API sometimes says completed a little before it gives the link; such a task is not done yet. */
export const lacksVideo = (task: Task): boolean => task.status === 'completed' && task.videoUrls.length === 0;

/** The same task once nobody expects its video any more. */
export function withoutVideo(task: Task): Task {
  const category = 'completed_without_video';
  const message = 'AIHubMax says that the task is completed, but gave no video within two minutes';
  return { ...task, failure: { code: category, category, message, ...categories[category] } };
}

/** Nothing about the task will change any more. */
export const hasEnded = (task: Task): boolean => isSuccessful(task) || task.failure !== null;
