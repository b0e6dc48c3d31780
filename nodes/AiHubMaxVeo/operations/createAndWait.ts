import { readWaitSettings } from '../request/settings';
import { conclude, toItem } from './conclude';
import type { Operation } from './run';
import { submit } from './submit';

/** Starts a video, waits until its task has ended and returns the finished task. */
export const createAndWait: Operation = async (run, read) => {
  const settings = readWaitSettings(read);
  const submitted = await submit(run, read);
  const { id } = submitted.task;
  const end = await run.watch.until(id, settings.rules, submitted.task);
  return conclude(end, settings, {
    taskId: id,
    item: (task, besides) => toItem(run, read, { task, ...besides, request: submitted.request, resumed: false }),
  });
};
