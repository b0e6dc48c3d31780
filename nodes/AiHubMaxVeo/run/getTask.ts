import { saysUnknown, VideoError } from '../errors';
import type { Task } from '../task/task';
import { pause } from '../time';
import { pollTask } from './open';
import type { Run } from './open';

/** How often a single reading is tried when the network or the service stumbles. */
const attempts = 4;

/** Reads a task as it stands. */
export async function getTask(run: Run, taskId: string): Promise<Task> {
  for (let attempt = 1; ; attempt++) {
    const polled = await pollTask(run, taskId, false);
    if ('task' in polled) return polled.task;
    const { trouble, again } = polled;
    if (!again || attempt === attempts)
      throw new VideoError({ ...trouble, taskId, isUnknownTask: saysUnknown(trouble) });
    await pause(Math.max(1000 * attempt, polled.afterMs), run.clock, run.halt);
  }
}
