import { readAddsRaw, readWaitSettings } from '../request/settings';
import { isSuccessful } from '../task/task';
import { conclude, naming, toItem } from './conclude';
import type { Operation, Plan } from './operation';
import { kindOf, place, readOrder } from './order';

/** Starts a video, waits until its task has ended and returns the finished task. */
export const createAndWait: Operation = (item) => {
  const order = readOrder(item);
  const settings = readWaitSettings(item.read);
  const raw = readAddsRaw(item.read);
  const rules = { ...settings.rules, kind: kindOf(order.request) };
  const work: Plan['work'] = async (run) => {
    const { taskId, task: created, page, resumed } = await place(run, order);
    return await naming(taskId, async () => {
      const end = await run.watch.until(taskId, rules, created);
      const task = conclude(end, settings, taskId);
      const { timedOut, elapsedMs, polls } = end;
      const firstSeenMs = isSuccessful(task) ? page.completed(run.clock.now()) : undefined;
      const besides = { timedOut, wait: { elapsedMs, polls }, request: order.request, resumed, raw, firstSeenMs };
      return toItem(run, task, besides);
    });
  };
  return { atOnce: order.maxConcurrentTasks, work };
};
