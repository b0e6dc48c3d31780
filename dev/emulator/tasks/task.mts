/** A generation the service accepted. */
import { randomBytes } from 'node:crypto';
import type { Film } from '../render/film.mts';
import { momentOf, type Moment } from './moment.mts';
import type { TaskScript } from './script.mts';

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

/** An ID of digits alone, which a number holds exactly. */
const newNumber = (): string => String(10 ** 11 + randomBytes(4).readUInt32BE());

/** By what the script calls the ID. */
export const newIdOf = ({ idAs }: TaskScript, now: number): string =>
  idAs === 'number' ? newNumber() : newTaskId(now);

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** The vendor's pattern: `task-unified-<unix seconds>-<8 characters>`. */
export function newTaskId(now: number): string {
  const tail = Array.from(randomBytes(8), (byte) => alphabet[byte % alphabet.length]).join('');
  return `task-unified-${Math.floor(now / 1000)}-${tail}`;
}

/** The scripted moment, held back while the film is not there: a completed task always has its file. */
export function taskMoment(task: Task, now: number): Moment {
  const scripted = momentOf(task.script, now - task.createdAt);
  if (scripted.status !== 'completed' || task.film.state === 'ready') return scripted;
  if (task.film.state === 'failed') return { status: 'failed', progress: 0 };
  return { status: 'processing', progress: 90 };
}

/** Why a task failed: its film's reason, else its script's. */
export const taskError = ({ film, script }: Task): TaskScript['error'] =>
  film.state === 'failed'
    ? { code: film.code, message: film.reason, type: 'task_error' }
    : script.error && { type: 'task_error', ...script.error };

/** When its video was first there, in milliseconds: the start of the 24 hours that a result lives. */
export const completedAt = ({ createdAt, script, film }: Task): number =>
  Math.max(createdAt + script.seconds * 1000, film.readyAt);
