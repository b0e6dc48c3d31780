import { withTaskId } from '../run/conclude';
import type { Operation } from '../run/operation';
import { kindOf, submitOrResume, readOrder } from '../run/order';
import { readWaitOptions, waitForTask } from '../run/waitForTask';

/** Starts a video, waits until its task has ended and returns the finished task. */
export const createAndWait: Operation = async (run, { index, read }) => {
  const order = await readOrder(run, { index, read });
  const options = readWaitOptions(read, kindOf(order.request));
  return {
    atOnce: order.maxConcurrentTasks,
    async work() {
      const placed = await submitOrResume(run, order);
      return await withTaskId(placed.taskId, async () => await waitForTask(run, placed, options));
    },
  };
};
