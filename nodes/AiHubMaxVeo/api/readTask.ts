/** The vendor's reply about a task -> our Task. Tolerant: what is missing or odd is read as far as it can be. */
import { categories, categoryOfCode } from '../catalogue/failures';
import { numberOf, recordOf, textOf } from '../json';
import type { Json } from '../json';
import { videoUrlsOf } from './links';
import { isAboutContent, reasonOf, taskIdOf, unwrapped } from './reason';
import type { Task } from './task';

/** What gateways of the same family call a task's state. The vendor's own words are in api-contract.md 3.2. */
const words = {
  completed: 'completed complete succeeded success successful succeed done finished',
  failed: 'failed fail failure error expired rejected timeout timed_out',
  cancelled: 'cancelled canceled cancel',
  running:
    'pending processing queued queueing in_queue running in_progress submitted not_start created accepted starting started waiting preparing generating',
} as const;

type State = keyof typeof words;

const states = new Map<string, State>(
  (Object.entries(words) as [State, string][]).flatMap(([state, all]) =>
    all.split(' ').map((word) => [word, state] as const),
  ),
);

/** A word that nobody knows together with a link and no reason to the contrary: the video is there. */
function statusOf(body: Json, videoUrls: string[]): string {
  const word = (textOf(body.status) || textOf(body.task_status) || textOf(body.state)).toLowerCase();
  const state = word ? states.get(word) : 'running';
  if (state === 'completed') return 'completed';
  const { error, fail_reason, failure_reason } = body;
  const hasReason = reasonOf({ error, fail_reason, failure_reason }).message !== '';
  if (!state && videoUrls.length > 0 && !hasReason) return 'completed';
  return word || 'unknown';
}

/** A moment as seconds, milliseconds or ISO text, in ms since the epoch; null when it is none. */
function momentOf(value: unknown): number | null {
  const text = textOf(value);
  const number = numberOf(value);
  // Without a zone it is one of UTC, not of wherever n8n runs.
  const isZoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text);
  // From here on a number of seconds is one of milliseconds.
  const isSeconds = number !== null && number < 1e11;
  const ms =
    number === null ? Date.parse(isZoneless ? `${text}Z` : text) : isSeconds ? number * 1000 : number;
  return Math.abs(ms) <= 8.64e15 ? ms : null;
}

/** A percentage as a number or as text such as "50%", within its bounds. */
const percentOf = (value: unknown): number =>
  Math.min(
    100,
    Math.max(0, numberOf(typeof value === 'string' ? value.slice(0, 20).replace('%', '') : value) ?? 0),
  );

function failureOf(body: Json, end: 'failed' | 'cancelled'): NonNullable<Task['failure']> {
  const fallback = end === 'cancelled' ? 'cancelled' : 'task_failed';
  const { message, code } = reasonOf(body);
  const category = categoryOfCode(code) ?? (isAboutContent(message) ? 'content_policy' : fallback);
  const unnamed = `The task ${end === 'cancelled' ? 'was cancelled' : 'failed'}; AIHubMax gave no reason`;
  return { code: code || fallback, message: message || unnamed, category, ...categories[category] };
}

/** Null when the reply has no usable id: then nobody knows whether there is a task. `wanted`: the ID that was asked for. */
export function readTask(reply: unknown, wanted?: string): Task | null {
  const body = unwrapped(reply);
  const id = taskIdOf(body, wanted);
  if (!id) return null;
  const videoUrls = videoUrlsOf(body);
  const status = statusOf(body, videoUrls);
  const end = states.get(status);
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
