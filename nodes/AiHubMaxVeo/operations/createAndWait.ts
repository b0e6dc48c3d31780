import { naming } from './conclude';
import type { Operation } from './operation';
import { kindOf, place, readOrder } from './order';
import { readWait } from './wait';

/** Starts a video, waits until its task has ended and returns the finished task. */
export const createAndWait: Operation = async (run, { index, read }) => {
  const order = await readOrder(run, { index, read });
  const wait = readWait(read, kindOf(order.request));
  return {
    atOnce: order.maxConcurrentTasks,
    async work() {
      const placed = await place(run, order);
      return await naming(placed.taskId, async () => await wait(run, placed));
    },
  };
};
