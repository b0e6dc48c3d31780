import { aboutOtherTask, asFailure, isPassing, isTaskUnknown, withTaskIdIn } from '../errors';
import { uncheckedItemJson } from '../output/item';
import { together, valueOf } from '../request/checked';
import { readRoutes, readSetting } from '../request/settings';
import { readTaskId } from '../request/read';
import { itemJsonOf, readWait, waitForTask, withVideo, type Operation } from './operation';

/** Reading is free. The waiting loop paces itself, so that one item's wait holds up no other; files come side by side. */
const concurrentReads = 20;
const concurrentWaits = 100;

/** Reads one task by its ID; waits for its end when asked to. */
export const getStatus: Operation = async (run, { read }) => {
  const { taskId, waits, wait, includesInput } = valueOf(
    together({
      taskId: readTaskId(read),
      waits: readSetting(read, 'waitForCompletion'),
      wait: readWait(read),
      includesInput: readSetting(read, 'includeInputFields'),
    }),
  );
  const routes = readRoutes(read);
  return {
    concurrency: waits ? concurrentWaits : concurrentReads,
    includesInput,
    async work() {
      try {
        if (waits) return await waitForTask(run, { taskId }, wait);
        const task = run.history.observe(await run.client.read(taskId));
        const json = itemJsonOf(run, task, { raw: wait.raw });
        return await withVideo(run, task, { json, file: wait.file });
      } catch (thrown) {
        const failure = asFailure(thrown);
        // A loop over the outputs goes on: only AIHubMax itself can say that a task has failed.
        if (routes && isPassing(failure)) return { json: uncheckedItemJson(taskId, failure.message) };
        const error = withTaskIdIn(thrown, taskId);
        throw isTaskUnknown(thrown) ? aboutOtherTask(error) : error;
      }
    },
  };
};
