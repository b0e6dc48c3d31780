import { asFailure } from '../errors';
import { readAddsRaw, readDownload, readTaskId, readWaits } from '../request/settings';
import { withTaskId, toItem } from '../wait/outcome';
import { withVideo } from '../files/downloadVideo';
import { getTask, notOfThisItem } from '../wait/getTask';
import type { Operation } from './operation';
import { readWaitOptions, waitForTask } from '../wait/waitForTask';

/** Reading is free. The waiting loop paces itself, so that one item's wait holds up no other; files come side by side. */
const readsAtOnce = 20;
const waitsAtOnce = 100;

/** Reads one task by its ID; waits for its end when asked to. */
export const getStatus: Operation = async (run, { read }) => {
  const taskId = readTaskId(read);
  const raw = readAddsRaw(read);
  const field = readDownload(read);
  const options = readWaits(read) ? readWaitOptions(read) : null;
  const readOnce = async () => {
    const task = await getTask(run, taskId);
    return await withVideo(run, task, { json: toItem(run, task, { raw }), field });
  };
  const work = async () => {
    try {
      return await withTaskId(
        taskId,
        async () => await (options ? waitForTask(run, { taskId }, options) : readOnce()),
      );
    } catch (thrown) {
      throw asFailure(thrown).isUnknownTask ? notOfThisItem(thrown) : thrown;
    }
  };
  return { atOnce: options ? waitsAtOnce : readsAtOnce, work };
};
