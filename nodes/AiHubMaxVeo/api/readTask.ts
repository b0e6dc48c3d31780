/** The vendor's reply about a task -> our Task. Tolerant: what is missing or odd is read as far as it can be. */
import { categories, categoryOfCode } from '../catalogue/failures';
import type { CategoryName } from '../catalogue/failures';
import { numberOf, recordOf, textOf } from '../json';
import type { Json } from '../json';
import { videoUrlsOf } from './links';
import { isAboutContent, reasonOf, taskIdOf, unwrapped } from './reason';
import type { Task } from './task';

// What gateways of the same family call a task's state. The vendor's own words are in api-contract.md 3.2.
const completedWords = [
  'completed',
  'complete',
  'succeeded',
  'success',
  'successful',
  'succeed',
  'done',
  'finished',
];
const failedWords = ['failed', 'fail', 'failure', 'error', 'expired', 'rejected', 'timeout', 'timed_out'];
const cancelledWords = ['cancelled', 'canceled', 'cancel'];

type TaskEnd = 'completed' | 'failed' | 'cancelled';

/** How a task has ended by its status, in lower case; null while it has not, or where the word is not known. */
function endOf(status: string): TaskEnd | null {
  if (completedWords.includes(status)) return 'completed';
  if (failedWords.includes(status)) return 'failed';
  return cancelledWords.includes(status) ? 'cancelled' : null;
}

const runningWords = [
  ...['', 'pending', 'processing', 'queued', 'queueing', 'in_queue', 'running', 'in_progress', 'submitted'],
  ...['not_start', 'created', 'accepted', 'starting', 'started', 'waiting', 'preparing', 'generating'],
];

/** Whether a task goes on by its status, in lower case: a link beside such a word is a preview at best. */
const isRunning = (status: string): boolean => runningWords.includes(status);

/** Beyond this many ms since the epoch there is no date; from the second on a number of seconds is one of milliseconds. */
const latestMs = 8.64e15;
const firstMilliseconds = 1e11;

const isWithoutZone = (text: string): boolean => /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text);

/** Without a zone it is one of UTC, not of wherever n8n runs. */
const textMoment = (text: string): number => Date.parse(isWithoutZone(text) ? `${text}Z` : text);

/** A moment as seconds, milliseconds or ISO text, in ms since the epoch; null when it is none. */
function momentOf(value: unknown): number | null {
  const number = numberOf(value);
  const ms =
    number === null ? textMoment(textOf(value)) : number >= firstMilliseconds ? number : number * 1000;
  return Number.isFinite(ms) && Math.abs(ms) <= latestMs ? ms : null;
}

/** A percentage as a number or as text such as "50%", within its bounds. */
function percentOf(value: unknown): number {
  const read = typeof value === 'string' ? numberOf(value.slice(0, 20).replace('%', '')) : numberOf(value);
  return Math.min(100, Math.max(0, read ?? 0));
}

const withoutReason = (end: TaskEnd) =>
  end === 'cancelled'
    ? 'The task was cancelled; AIHubMax gave no reason'
    : 'The task failed; AIHubMax gave no reason';

function failureOf(body: Json, end: TaskEnd): NonNullable<Task['failure']> {
  const fallback: CategoryName = end === 'cancelled' ? 'cancelled' : 'task_failed';
  const { message, code: raw } = reasonOf(body);
  const category = categoryOfCode(raw) ?? (isAboutContent(message) ? 'content_policy' : fallback);
  const code = raw || fallback;
  return { code, message: message || withoutReason(end), category, ...categories[category] };
}

/** A word that nobody knows together with a link and no reason to the contrary: the video is there. */
function statusOf(body: Json, videoUrls: string[]): string {
  const word = (textOf(body.status) || textOf(body.task_status) || textOf(body.state)).toLowerCase();
  const end = endOf(word);
  if (end === 'completed') return 'completed';
  if (end !== null) return word;
  const { error, fail_reason, failure_reason } = body;
  const hasReason = reasonOf({ error, fail_reason, failure_reason }).message !== '';
  if (!isRunning(word) && videoUrls.length > 0 && !hasReason) return 'completed';
  return word || 'unknown';
}

/** Null when the reply has no usable id: then nobody knows whether there is a task. `wanted`: the ID that was asked for. */
export function readTask(reply: unknown, wanted?: string): Task | null {
  const body = unwrapped(reply);
  const id = taskIdOf(body, wanted);
  if (!id) return null;
  const videoUrls = videoUrlsOf(body);
  const status = statusOf(body, videoUrls);
  const end = endOf(status);
  return {
    id,
    status,
    progress: percentOf(body.progress),
    model: textOf(body.model) || null,
    createdAtMs: momentOf(body.created) ?? momentOf(body.created_at),
    videoUrls,
    creditsReserved: numberOf(recordOf(body.usage).credits_reserved),
    failure: end === 'failed' || end === 'cancelled' ? failureOf(body, end) : null,
    raw: recordOf(reply),
  };
}
