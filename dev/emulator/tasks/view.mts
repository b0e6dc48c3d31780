/** A task for people and tests: without the script's distortions, without asking counting as a lookup. */
import type { TaskView } from '../options.mts';
import type { Service } from '../service.mts';
import { videoUrl } from './reply.mts';
import { taskError, taskMoment, type Task } from './task.mts';

export function viewOf({ clock, resultsUrl }: Service, task: Task): TaskView {
  const { status, progress } = taskMoment(task, clock.now());
  return {
    id: task.id,
    status,
    progress,
    createdAt: new Date(task.createdAt).toISOString(),
    credits: task.credits,
    request: task.body,
    videoUrl: status === 'completed' ? videoUrl(task, resultsUrl) : null,
    error: status === 'failed' || status === 'cancelled' ? taskError(task) : null,
  };
}
