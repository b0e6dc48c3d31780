import { readAddsRaw } from '../request/settings';
import { isSuccessful } from '../task/task';
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
      const { taskId, task: created, page, body, resumed } = await place(run, order);
      return await naming(taskId, async () => {
        const task = created ?? (await readNow(run, taskId));
        const firstSeenMs = isSuccessful(task) ? page.completed(run.clock.now()) : undefined;
        return { json: toItem(run, task, { request: body, resumed, raw, firstSeenMs }) };
      });
    },
  };
};
