import { readAddsRaw } from '../request/settings';
import { toItem } from '../run/conclude';
import { getTask } from '../run/getTask';
import type { Operation } from '../run/operation';
import { readOrder } from '../run/order';
import { submitOrResume, withOrder } from '../run/submitOrResume';

/** Starts a video and returns its task at once. */
export const create: Operation = async (run, { index, read }) => {
  const order = await readOrder(run, { index, read });
  const raw = readAddsRaw(read);
  return {
    atOnce: order.maxConcurrentTasks,
    async work() {
      const placed = await submitOrResume(run, order);
      const { taskId, body, resumed } = placed;
      return await withOrder(placed, async () => {
        const task = placed.task ?? (await getTask(run, taskId, true));
        return { json: toItem(run, task, { request: body, resumed, raw }) };
      });
    },
  };
};
