import { readAddsRaw } from '../request/settings';
import { toItem } from '../wait/outcome';
import { getTask } from '../wait/getTask';
import type { Operation } from './operation';
import { readOrder } from './order';
import { submitOrResume, withOrder } from '../submit/submitOrResume';

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
