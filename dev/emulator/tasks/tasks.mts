/** The tasks the service holds, in order of creation. */
import type { Film } from '../render/film.mts';
import { usualScript, type TaskScript } from './script.mts';
import { newIdOf, taskMoment, type Task } from './task.mts';

export interface Acceptance {
  key: string;
  body: Readonly<Record<string, unknown>>;
  credits: number;
  /** Milliseconds on the emulator's clock. */
  now: number;
  script: Partial<TaskScript>;
  film: Film;
}

export class Tasks {
  readonly all: Task[] = [];

  accept({ key, body, credits, now, script: wanted, film }: Acceptance): Task {
    const script = { ...usualScript, ...wanted };
    const id = newIdOf(script, now);
    const task: Task = { id, key, body, credits, createdAt: now, script, film, raced: 0 };
    this.all.push(task);
    return task;
  }

  find(id: string): Task | undefined {
    return this.all.find((task) => task.id === id);
  }

  /** By the name of its video: the last part of its id. */
  ofVideo(name: string): Task | undefined {
    return this.all.find((task) => task.id.split('-').pop() === name);
  }

  /** Credits this key's tasks hold or used. A failed or cancelled task gives its credits back. */
  creditsOf(key: string, now: number): number {
    const held = this.all.filter(
      (task) => task.key === key && !['failed', 'cancelled'].includes(taskMoment(task, now).status),
    );
    return held.reduce((sum, task) => sum + task.credits, 0);
  }
}
