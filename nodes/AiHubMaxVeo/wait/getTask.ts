import { notToPickUp, saysUnknown, VideoError } from '../errors';
import type { Task } from '../api/task';
import { pause } from '../time';
import { pollTask } from '../run/createRun';
import type { Run } from '../run/createRun';

/** How often a single reading is tried when the network or the service stumbles. */
const attempts = 4;

/** Reads a task as it stands. Of a task that this node created, one reply that does not know it is no proof. Throws VideoError. */
export async function getTask(run: Run, taskId: string, isOurs = false): Promise<Task> {
  let tries = 0;
  for (;;) {
    await run.client.turnToRead();
    const polled = await pollTask(run, taskId, false);
    if ('task' in polled) return polled.task;
    const { trouble } = polled;
    const again = polled.again || (isOurs && saysUnknown(trouble));
    const isRateLimited = trouble.category === 'rate_limited';
    if (!isRateLimited) tries += 1;
    if (!again || tries === attempts)
      throw new VideoError({ ...trouble, taskId, isUnknownTask: saysUnknown(trouble) });
    if (!isRateLimited) await pause(Math.max(1000 * tries, polled.afterMs), run.clock, run.halt);
  }
}

/** What went wrong with a task that was named by its ID: there is nothing of this item to pick up. */
export function notOfThisItem(thrown: unknown): VideoError {
  const { failure } = notToPickUp(thrown);
  if (!failure.isUnknownTask) return new VideoError(failure);
  const advice =
    'No task of this ID belongs to this API key: check the ID, and that it was created with the same key.';
  return new VideoError({ ...failure, advice });
}
