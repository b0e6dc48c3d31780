import { VideoError } from '../errors';
import type { Task } from '../task/task';
import { pause } from '../time';
import { sight } from './run';
import type { Run } from './run';

/** How often a single reading is tried when the network or the service stumbles. */
const attempts = 4;

/** Reads a task as it stands. */
export async function readNow(run: Run, taskId: string): Promise<Task> {
  for (let attempt = 1; ; attempt++) {
    const sighting = await sight(run, taskId, false);
    if ('task' in sighting) return sighting.task;
    if (!sighting.again || attempt === attempts) throw new VideoError({ ...sighting.trouble, taskId });
    await pause(Math.max(1000 * attempt, sighting.afterMs), run.clock, run.halt);
  }
}
