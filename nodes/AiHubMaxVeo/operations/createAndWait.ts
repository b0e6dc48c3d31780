import { priceClassOf } from '../request/priceClass';
import type { Operation } from '../run/operation';
import { readOrder } from '../run/order';
import { submitOrResume, withOrder } from '../run/submitOrResume';
import { readWaitOptions, waitForTask } from '../run/waitForTask';

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
