/** The generations that the service accepted. */
import { randomBytes } from 'node:crypto';
import type { Film } from '../render/films.mts';
import type { Service } from '../service.mts';
import { momentOf, usualScript, type Moment, type TaskScript } from './script.mts';

export interface Task {
  id: string;
  /** Whose it is; another key does not see it. */
  key: string;
  /** The create request as accepted. */
  body: Readonly<Record<string, unknown>>;
  /** Milliseconds on the emulator's clock. */
  createdAt: number;
  credits: number;
  script: TaskScript;
  film: Film;
  /** How many completed answers were given without results. */
  raced: number;
}

type Acceptance = Omit<Task, 'id' | 'script' | 'raced'> & { script: Partial<TaskScript> };

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** The vendor's pattern: `task-unified-<unix seconds>-<8 characters>`; or digits alone, which a number holds exactly. */
function newId({ idAs }: TaskScript, now: number): string {
  if (idAs === 'number') return String(10 ** 11 + randomBytes(4).readUInt32BE());
  const tail = Array.from(randomBytes(8), (byte) => alphabet[byte % alphabet.length]).join('');
  return `task-unified-${Math.floor(now / 1000)}-${tail}`;
}

/** The file's name is the last part of the task id. */
const videoName = ({ id }: Task): string => `${id.split('-').pop()}.mp4`;

export const videoUrl = (task: Task, resultsUrl: string): string => `${resultsUrl}/out/${videoName(task)}`;

/** In order of creation. */
export class Tasks {
  readonly all: Task[] = [];

  accept(acceptance: Acceptance): Task {
    const script = { ...usualScript, ...acceptance.script };
    const task: Task = { ...acceptance, id: newId(script, acceptance.createdAt), script, raced: 0 };
    this.all.push(task);
    return task;
  }

  find(id: string): Task | undefined {
    return this.all.find((task) => task.id === id);
  }

  /** By the name of its video. */
  ofVideo(name: string): Task | undefined {
    return this.all.find((task) => videoName(task) === name);
  }

  /** Credits this key's tasks hold or used. A failed or cancelled task gives its credits back. */
  creditsOf(key: string, now: number): number {
    const held = this.all.filter((task) => task.key === key && !hasFailed(taskMoment(task, now)));
    return held.reduce((sum, task) => sum + task.credits, 0);
  }
}

/** The scripted moment, held back while the film is not there: a completed task always has its file. */
export function taskMoment(task: Task, now: number): Moment {
  const scripted = momentOf(task.script, now - task.createdAt);
  if (scripted.status !== 'completed' || task.film.state === 'ready') return scripted;
  if (task.film.state === 'failed') return { status: 'failed', progress: 0 };
  return { status: 'processing', progress: 90 };
}

/** Whether it has ended without a video. */
const hasFailed = ({ status }: Moment): boolean => status === 'failed' || status === 'cancelled';

/** Why a task failed: its film's reason, else its script's; null of a task that did not. */
export function taskError({ film, script }: Task, moment: Moment): TaskScript['error'] {
  if (!hasFailed(moment)) return null;
  if (film.state === 'failed') return { code: film.code, message: film.reason, type: 'task_error' };
  return script.error && { type: 'task_error', ...script.error };
}

/** Results live 24 hours from when the video was first there. */
export const resultExpiry = ({ createdAt, script, film }: Task): number =>
  Math.max(createdAt + script.seconds * 1000, film.readyAt) + 24 * 3_600_000;

export type TaskView = ReturnType<typeof viewOf>;

/** A task for people and tests: without the script's distortions, without asking counting as a lookup. */
export function viewOf(task: Task, { clock, resultsUrl }: Service) {
  const moment = taskMoment(task, clock.now());
  return {
    id: task.id,
    ...moment,
    createdAt: new Date(task.createdAt).toISOString(),
    credits: task.credits,
    request: task.body,
    /** null until completed. */
    videoUrl: moment.status === 'completed' ? videoUrl(task, resultsUrl) : null,
    error: taskError(task, moment),
  };
}
