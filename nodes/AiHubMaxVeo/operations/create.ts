import { readAddsRaw } from '../request/settings';
import { withTaskId, toItem } from '../run/conclude';
import { getTask } from '../run/getTask';
import type { Operation } from '../run/operation';
import { submitOrResume, readOrder } from '../run/order';

/** Starts a video and returns its task at once. */
export const create: Operation = async (run, { index, read }) => {
  const order = await readOrder(run, { index, read });
  const raw = readAddsRaw(read);
  return {
    atOnce: order.maxConcurrentTasks,
    async work() {
      const { taskId, task: created, body, resumed } = await submitOrResume(run, order);
      return await withTaskId(taskId, async () => {
        const task = created ?? (await getTask(run, taskId));
        return { json: toItem(run, task, { request: body, resumed, raw }) };
      });
    },
  };
};
