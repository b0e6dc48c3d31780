import { readAddsRaw } from '../request/settings';
import { isSuccessful } from '../task/task';
import { naming, toItem } from './conclude';
import { readNow } from './look';
import type { Operation, Plan } from './operation';
import { place, readOrder } from './order';

/** Starts a video and returns its task at once. */
export const create: Operation = (item) => {
  const order = readOrder(item);
  const raw = readAddsRaw(item.read);
  const work: Plan['work'] = async (run) => {
    const { taskId, task: created, page, resumed } = await place(run, order);
    return await naming(taskId, async () => {
      const task = created ?? (await readNow(run, taskId));
      const firstSeenMs = isSuccessful(task) ? page.completed(run.clock.now()) : undefined;
      return toItem(run, task, { request: order.request, resumed, raw, firstSeenMs });
    });
  };
  return { atOnce: order.maxConcurrentTasks, work };
};
