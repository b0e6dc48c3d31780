import { readAddsRaw } from '../request/settings';
import { naming, toItem } from './conclude';
import { readNow } from './look';
import type { Operation } from './operation';
import { place, readOrder } from './order';

/** Starts a video and returns its task at once. */
export const create: Operation = async (run, { index, read }) => {
  const order = await readOrder(run, { index, read });
  const raw = readAddsRaw(read);
  return {
    atOnce: order.maxConcurrentTasks,
    async work() {
      const { taskId, task: created, body, resumed } = await place(run, order);
      return await naming(taskId, async () => {
        const task = created ?? (await readNow(run, taskId));
        return { json: toItem(run, task, { request: body, resumed, raw }) };
      });
    },
  };
};
