/** A task as the vendor words it, in the shapes that gateways of this family have for the same facts. */
import type { Service } from '../service.mts';
import type { Moment, TaskScript } from './script.mts';
import { taskError, taskMoment, videoUrl, type Task } from './tasks.mts';

interface Links {
  /** For anyone, on the results' origin. */
  open: string;
  /** Of the same video for the key that made it: a path on the API's own origin. */
  path: string;
  /** That origin, without a trailing slash. */
  api: string;
}

/** The members that carry the link of a completed task. */
const links: Readonly<Record<TaskScript['results'], (links: Links) => object>> = {
  objects: ({ open: url }) => ({ results: [{ url }] }),
  strings: ({ open }) => ({ results: [open] }),
  video_url: ({ open }) => ({ results: [{ video_url: open }] }),
  none: () => ({ results: null }),
  one: ({ open: url }) => ({ results: { url } }),
  nested: ({ open: url }) => ({ results: [{ video: { url } }] }),
  output: ({ open: url }) => ({ results: [], output: { url } }),
  'top-level video_url': ({ open }) => ({ results: null, video_url: open }),
  'top-level url': ({ open }) => ({ results: null, url: open }),
  own: ({ api, path }) => ({ results: [{ url: api + path }] }),
  relative: ({ path }) => ({ results: [{ url: path }] }),
};

function linksOf(task: Task, { url: api, resultsUrl }: Service): object {
  const open = videoUrl(task, resultsUrl);
  return links[task.script.results]({ open, path: `/v1/videos/${task.id}/content`, api });
}

function idOf({ id, script }: Task): object {
  if (script.idAs === 'task_id') return { task_id: id };
  return { id: script.idAs === 'number' ? Number(id) : id };
}

/** A whole reply as it leaves: what all replies say of a task, with what this one says. */
function replyOf(task: Task, moment: Moment, rest: object): Record<string, unknown> {
  const { credits, script } = task;
  const reply = {
    ...idOf(task),
    object: 'video.generation.task',
    type: 'video',
    model: task.body.model,
    status: script.words[moment.status] ?? moment.status,
    progress: moment.progress,
    created: Math.floor(task.createdAt / 1000),
    ...rest,
    ...(script.usage && { usage: { credits_reserved: credits, user_group: 'default' } }),
    ...script.extra,
  };
  return script.envelope === 'data' ? { code: 'success', message: '', data: reply } : reply;
}

/** Answers to a create: 200, pending, with the announced time. */
export function createdReply(task: Task): Record<string, unknown> {
  const { estimatedTime } = task.script;
  const info =
    estimatedTime === null ? {} : { task_info: { can_cancel: true, estimated_time: estimatedTime } };
  return replyOf(task, { status: 'pending', progress: 0 }, info);
}

/** Whether this lookup is to meet the race: completed, but the results are not there yet. Counts as met. */
function meetsRace(task: Task, sync: boolean): boolean {
  const { times, only } = task.script.race;
  if (task.raced >= times || (only && !sync)) return false;
  task.raced += 1;
  return true;
}

/** Answers to a lookup. A race is counted here, so asking changes the next answer, as it does upstream. */
export function statusReply(task: Task, service: Service, sync: boolean): Record<string, unknown> {
  const moment = taskMoment(task, service.clock.now());
  const completed = moment.status === 'completed';
  const racing = completed && meetsRace(task, sync);
  return replyOf(task, racing ? { ...moment, progress: 50 } : moment, {
    results: null,
    ...(completed && !racing && linksOf(task, service)),
    error: taskError(task, moment),
  });
}
