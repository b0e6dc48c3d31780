import { VideoError } from '../errors';
import { readTaskId, readWaitSettings } from '../request/settings';
import type { Task } from '../task/task';
import { pause } from '../time';
import { conclude, toItem } from './conclude';
import { sight } from './run';
import type { Operation, Run } from './run';

/** How often a single reading is tried when the network or the service stumbles. */
const attempts = 4;

async function readOnce(run: Run, taskId: string): Promise<Task> {
  for (let attempt = 1; ; attempt++) {
    const sighting = await sight(run.client, taskId, false);
    if ('task' in sighting) return sighting.task;
    if (!sighting.again || attempt === attempts) throw new VideoError({ ...sighting.trouble, taskId });
    await pause(Math.max(1000 * attempt, sighting.afterMs), run.clock, run.stop);
  }
}

/** Reads one task by its ID; waits for its end when asked to. */
export const getStatus: Operation = async (run, read) => {
  const taskId = readTaskId(read);
  if (read('waitForCompletion') !== true) return toItem(run, read, { task: await readOnce(run, taskId) });
  const settings = readWaitSettings(read);
  const end = await run.watch.until(taskId, settings.rules);
  return conclude(end, settings, { taskId, item: (task, besides) => toItem(run, read, { task, ...besides }) });
};
