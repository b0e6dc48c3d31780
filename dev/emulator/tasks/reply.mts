/** A task as the vendor words it. */
import { completedAt, taskError, taskMoment, type Task } from './task.mts';
import type { Moment } from './moment.mts';
import { idMembers, linkMembers, wrapped } from './shapes.mts';

export interface Reader {
  now: number;
  /** Origin of the API, without a trailing slash. */
  url: string;
  /** Origin of the results, without a trailing slash. */
  resultsUrl: string;
  /** Whether the lookup asked for sync_upstream. */
  sync: boolean;
}

const wordOf = ({ script }: Task, { status }: Moment): string => {
  const word = script.words[status] ?? status;
  return script.upperCase ? word.toUpperCase() : word;
};

const progressOf = ({ script }: Task, { progress }: Moment) => {
  if (script.progress === 'absent') return {};
  return { progress: script.progress === 'text' ? String(progress) : progress };
};

const headOf = (task: Task, moment: Moment) => ({
  ...idMembers(task.script, task.id),
  object: 'video.generation.task',
  type: 'video',
  model: task.body.model,
  status: wordOf(task, moment),
  ...progressOf(task, moment),
  created: Math.floor(task.createdAt / 1000),
});

const usageOf = ({ script, credits }: Task) =>
  script.usage ? { usage: { credits_reserved: credits, user_group: 'default' } } : {};

/** The file's name is the last part of the task id. */
export const videoUrl = (task: Task, resultsUrl: string): string =>
  `${resultsUrl}/out/${task.id.split('-').pop() ?? task.id}.mp4`;

/** Of the same video on the API's own origin, for the key that made it. */
export const contentPath = ({ id }: Task): string => `/v1/videos/${id}/content`;

const linksOf = (task: Task, { url, resultsUrl }: Reader): object =>
  linkMembers(task.script, {
    open: videoUrl(task, resultsUrl),
    ownPath: contentPath(task),
    apiUrl: url,
  });

/** Answers to a create: 200, pending, with the announced time. */
export function createdReply(task: Task): Record<string, unknown> {
  const { estimatedTime, seconds, extra } = task.script;
  const estimated = estimatedTime === 'right' ? seconds : estimatedTime;
  const info = estimated === null ? {} : { task_info: { can_cancel: true, estimated_time: estimated } };
  const head = headOf(task, { status: 'pending', progress: 0 });
  return wrapped(task.script, { ...head, ...info, ...usageOf(task), ...extra });
}

/** Whether this lookup is to meet the race: completed, but the results are not there yet. Counts as met. */
function meetsRace(task: Task, sync: boolean): boolean {
  const { times, only } = task.script.race;
  if (task.raced >= times || (only && (only === 'sync') !== sync)) return false;
  task.raced += 1;
  return true;
}

/** Answers to a lookup. A race is counted here, so asking changes the next answer, as it does upstream. */
export function statusReply(task: Task, reader: Reader): Record<string, unknown> {
  const moment = taskMoment(task, reader.now);
  const completed = moment.status === 'completed';
  const racing = completed && meetsRace(task, reader.sync);
  const ended = completed || moment.status === 'failed' || moment.status === 'cancelled';
  return wrapped(task.script, {
    ...headOf(task, racing ? { ...moment, progress: 50 } : moment),
    results: null,
    ...(completed && !racing && linksOf(task, reader)),
    error: ended && !completed ? taskError(task) : null,
    ...usageOf(task),
    ...task.script.extra,
  });
}

/** Results live 24 hours. */
export const resultExpiry = (task: Task): number => completedAt(task) + 24 * 3_600_000;
