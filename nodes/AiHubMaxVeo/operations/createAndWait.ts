import { priceClassOf } from '../request/priceClass';
import type { Operation } from './operation';
import { readOrder } from './order';
import { submitOrResume, withOrder } from '../submit/submitOrResume';
import { readWaitOptions, waitForTask } from '../wait/waitForTask';

/** Starts a video, waits until its task has ended and returns the finished task. */
export const createAndWait: Operation = async (run, { index, read }) => {
  const order = await readOrder(run, { index, read });
  const options = readWaitOptions(read, priceClassOf(order.request));
  return {
    atOnce: order.maxConcurrentTasks,
    async work() {
      const placed = await submitOrResume(run, order);
      return await withOrder(placed, async () => await waitForTask(run, placed, options));
    },
  };
};
