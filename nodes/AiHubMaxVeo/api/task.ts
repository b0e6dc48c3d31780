/** The vendor's task in the node's own terms, and how it is read from the vendor's replies. */
import { categories, saysNothingStarted } from '../catalogue/failures';
import type { Failure } from '../errors';
import { numberOf, parseUrl, partsOf, recordOf, textOf, wordOf, type Json } from '../json';
import { isTaskId } from '../request/read';
import { categoryOfTask, creditsOf, partOf, reasonOf } from './reason';
import {
  findLinks,
  findReason,
  findState,
  findTaskId,
  isEcho,
  isSuccess,
  ranks,
  type Outcome,
} from './reply';

/** The vendor keeps a video for 24 hours (AIHubMax docs, Veo3.1 Image-to-Video). */
export const linkLifetimeMs = 24 * 60 * 60 * 1000;
/** "completed" can come this much earlier than the link (seen with the vendor's other tasks); meanwhile it is read so often. */
export const videoGraceMs = 120_000;
export const videoRecheckMs = 2_000;

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
  failure: Failure | null;
  /** The API's own reply. */
  raw: object;
}

/** What gateways of the same family call a task's state. The vendor's own words are in api-contract.md 3.2. */
const states = [
  ['completed', /^(completed?|succeed(ed)?|success(ful)?|done|finished|完成|成功)$/],
  ['failed', /^(fail(ed|ure)?|error(ed)?|expired|rejected|timeout|timed_out|aborted|terminated|失败)$/],
  ['cancelled', /^(cancel(l?ed)?|取消)$/],
  // Whatever is being done is running.
  ['running', /^(queued|in_queue|in_progress|submitted|not_start|created|accepted|started)$|ing$|中$/],
] as const;

/** `TASK_STATUS_FAILED`, `video generation failed` and 生成失败 are `failed`. */
function stateOf(word: string) {
  const bare = word
    .replace(/[\s_-]+/g, '_')
    .replace(/^((task|job|video|generation|status|state)_)+|^(任务|视频|生成|已)+/, '');
  return states.find(([, words]) => words.test(bare))?.[0];
}

/** JSON carries larger numbers with other digits than were sent: such an ID would name another task. What no URL can carry is no ID. */
function idOf(value: unknown): string {
  const id = typeof value !== 'number' || (Number.isSafeInteger(value) && value > 0) ? wordOf(value) : '';
  const isNothing = /^(null|undefined|none|nan|n\/?a|true|false|0+|\W+)$/i.test(id);
  return isTaskId(id) && !isNothing ? id : '';
}

/**
 * The ID of a reply's task, also where it is a number or called otherwise; empty when there is none. A number beside a task ID
 * is the row of a database. `wanted`: the ID that was asked for, which counts in every place.
 */
function taskIdOf(body: Json, wanted = ''): string {
  const { id, task_id: taskId, taskId: camel } = body;
  if (wanted && [id, taskId, camel].some((word) => wordOf(word) === wanted)) return wanted;
  const ids = [id, taskId, camel].map(idOf).filter((found) => found !== '');
  return (typeof id === 'number' ? ids[1] : ids[0]) ?? ids[0] ?? '';
}

/** What a reply calls the state of its task; what only says that the request went well gives way to any other word. */
function toldState({ status, task_status, state }: Json): string {
  const told = [status, task_status, state].map(textOf).filter(Boolean);
  return told.find((word) => !/^(success|ok)$/i.test(word)) ?? told[0] ?? '';
}

/** What has an ID and a state of its own. */
const isNoTask = (key: string): boolean => isEcho(key) || /error|file|image|user|account/i.test(key);

/** The reply itself, or the task in it: some gateways put it under `data` or elsewhere, in a list, or beside other tasks. */
function unwrapped(reply: unknown, wanted?: string): Json {
  const body = recordOf(reply);
  const own = taskIdOf(body, wanted);
  if (own && own === (wanted ?? own)) {
    // The ID can be outside, and everything else inside.
    const inner = recordOf(body.data);
    return textOf(inner.status) ? { ...inner, task_status: inner.status, ...body } : body;
  }
  const parts = partsOf(reply, isNoTask).map(({ value }) => recordOf(value));
  const tasks = parts.filter((part) => toldState(part) !== '' && taskIdOf(part, wanted) !== '');
  const isOnly = new Set(tasks.map((part) => taskIdOf(part, wanted))).size === 1;
  const isMeant = (part: Json) =>
    wanted ? taskIdOf(part, wanted) === wanted : isOnly && stateOf(toldState(part).toLowerCase());
  const task = tasks.find(isMeant);
  if (!task || !isOnly || own) return task ?? body;
  // What an envelope says is about the request.
  return { ...body, message: undefined, msg: undefined, ...task, status: toldState(task) };
}

/** Some gateways answer 200 and put the status of a refusal into the body: without a task it counts as that status. */
export function asRefusal(outcome: Outcome): Outcome {
  if (!isSuccess(outcome)) return outcome;
  const body = unwrapped(outcome.body);
  if (taskIdOf(body) || taskIdOf(recordOf(body.data))) return outcome;
  const { codes, types } = reasonOf(outcome.body);
  const told = codes.find((word) => /^4\d\d$/.test(word));
  const isRefusal = told !== undefined || [...codes, ...types].some(saysNothingStarted);
  return isRefusal ? { ...outcome, status: Number(told ?? 400) } : outcome;
}

/** The status and the links. A word that nobody knows together with a video and no reason to the contrary: the video is there. */
function endOf(body: Json): Pick<Task, 'status' | 'videoUrls'> {
  const { error, fail_reason, failure_reason } = body;
  const hasReason = reasonOf({ error, fail_reason, failure_reason }).message !== '';
  const found = toldState(body) || findState(body, (other) => stateOf(other) !== undefined);
  // As Google's operations say it.
  const isOver = found === '' && body.done === true;
  const word = isOver ? (hasReason ? 'failed' : 'completed') : found.toLowerCase();
  const state = word ? stateOf(word) : 'running';
  const maxRank = state === 'completed' ? undefined : state ? ranks.knownPlace : ranks.video;
  const videoUrls = findLinks(body, maxRank);
  const isThere = state === 'completed' || (!state && videoUrls.length > 0 && !hasReason);
  return { status: isThere ? 'completed' : word || 'unknown', videoUrls };
}

/** A moment as seconds, milliseconds or ISO text, in ms since the epoch; null when it is none, as what Go writes for none is. */
function momentOf(value: unknown): number | null {
  const number = numberOf(value);
  // Without a zone it is one of UTC, not of wherever n8n runs.
  const text = textOf(value).replace(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/, '$&Z');
  // From here on a number of seconds is one of milliseconds.
  const ms = number === null ? Date.parse(text) : number < 1e11 ? number * 1000 : number;
  return ms > 0 && ms <= 8.64e15 ? ms : null;
}

/** A percentage as a number or as text such as "50%", within its bounds. */
function percentOf(value: unknown): number {
  const percent = numberOf(typeof value === 'string' ? value.slice(0, 20).replace('%', '') : value);
  return Math.min(100, Math.max(0, percent ?? 0));
}

function failureOf(body: Json, end: 'failed' | 'cancelled'): NonNullable<Task['failure']> {
  const fallback = end === 'cancelled' ? 'cancelled' : 'task_failed';
  const reason = reasonOf(body);
  const { code } = reason;
  const message = reason.message || findReason(body).slice(0, 500);
  const category = categoryOfTask({ ...reason, message }) ?? fallback;
  const unnamed = `The task ${end === 'cancelled' ? 'was cancelled' : 'failed'}; AIHubMax gave no reason`;
  const told = { ...partOf(category, { ...reason, message }), ...creditsOf(message) };
  const facts = { code: code || fallback, message: message || unnamed, category, ...categories[category] };
  return { ...facts, ...told, isFinal: true };
}

/**
 * The task of a reply. Tolerant: what is missing or odd is read as far as it can be. Null when there is no usable ID: then
 * nobody knows whether there is a task. `wanted`: the ID that was asked for.
 */
export function readTask(reply: unknown, wanted?: string): Task | null {
  const body = unwrapped(reply, wanted);
  const id = taskIdOf(body, wanted) || findTaskId(body, idOf, wanted);
  if (!id) return null;
  const { status, videoUrls } = endOf(body);
  const state = stateOf(status);
  const credits = numberOf(recordOf(body.usage).credits_reserved);
  return {
    id,
    status,
    progress: percentOf(body.progress),
    model: textOf(body.model) || null,
    createdAtMs: momentOf(body.created) ?? momentOf(body.created_at),
    videoUrls,
    // Less than nothing would make room under Max Credits.
    creditsReserved: credits !== null && credits >= 0 ? credits : null,
    failure: state === 'failed' || state === 'cancelled' ? failureOf(body, state) : null,
    raw: recordOf(reply),
  };
}

/** A newer reading of a task. What it leaves out stays known, and progress that falls is not believed. */
export const updated = (known: Task | null, next: Task): Task => ({
  ...next,
  progress: Math.max(known?.progress ?? 0, next.progress),
  model: next.model ?? known?.model ?? null,
  createdAtMs: next.createdAtMs ?? known?.createdAtMs ?? null,
  creditsReserved: next.creditsReserved ?? known?.creditsReserved ?? null,
});

/** The same task with links that stand for themselves: what has no scheme and host belongs to the base URL. */
export function withWholeLinks(task: Task, baseUrl: string): Task {
  const whole = task.videoUrls.flatMap((link) => {
    const isWhole = /^https?:\/\/[^\s\p{Cc}]*$/iu.test(link);
    return isWhole ? link : (parseUrl(link, `${baseUrl}/`)?.href ?? []);
  });
  return { ...task, videoUrls: whole };
}

export const isSuccessful = (task: Task): boolean => task.status === 'completed' && task.videoUrls.length > 0;

/** The API sometimes says completed a little before it gives the link: such a task is not done yet. */
export const lacksVideo = (task: Task): boolean => task.status === 'completed' && task.videoUrls.length === 0;

/** The same task once nobody expects its video any more. That is not its end: a later check may still find it. */
export function withoutVideo(task: Task): Task {
  const category = 'completed_without_video';
  const body = { ...unwrapped(task.raw, task.id), message: undefined, msg: undefined };
  const reason = reasonOf(body).message || findReason(body);
  const told = reason && !stateOf(reason.toLowerCase()) ? `: ${reason.slice(0, 500)}` : '';
  const message = `AIHubMax says that the task is completed, but gave no video within two minutes${told}`;
  return { ...task, failure: { code: category, category, message, ...categories[category] } };
}

export const hasEnded = (task: Task): boolean => isSuccessful(task) || task.failure !== null;
