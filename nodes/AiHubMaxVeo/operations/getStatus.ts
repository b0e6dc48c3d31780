import { aboutOtherTask, asFailure, isPassing, isTaskUnknown, withTaskIdIn } from '../errors';
import { together, valueOf } from '../request/checked';
import type { ReadParameter } from '../request/checked';
import { readTaskId } from '../request/read';
import { readIncludesInput, readRoutes, readWaits } from '../request/settings';
import { uncheckedOutput } from '../output/taskItem';
import type { Operation } from './operation';
import { itemOf, withVideo } from './taskItem';
import { readWait, waitForTask } from './waitForTask';

/** Reading is free. The waiting loop paces itself, so that one item's wait holds up no other; files come side by side. */
const concurrentReads = 20;
const concurrentWaits = 100;

const readForm = (read: ReadParameter) =>
  together({
    taskId: readTaskId(read),
    waits: readWaits(read),
    wait: readWait(read),
    includesInput: readIncludesInput(read),
  });

const failed = (thrown: unknown, taskId: string) => {
  const error = withTaskIdIn(thrown, taskId);
  return isTaskUnknown(thrown) ? aboutOtherTask(error) : error;
};

/** Reads one task by its ID; waits for its end when asked to. */
export const getStatus: Operation = async (run, { read }) => {
  const { taskId, waits, wait, includesInput } = valueOf(readForm(read));
  const routes = readRoutes(read);
  const readOnce = async () => {
    const task = run.history.observe(await run.client.read(taskId));
    return await withVideo(run, task, { json: itemOf(run, task, { raw: wait.raw }), file: wait.file });
  };
  return {
    concurrency: waits ? concurrentWaits : concurrentReads,
    includesInput,
    async work() {
      const done = waits ? waitForTask(run, { taskId }, wait) : readOnce();
      return await done.catch((thrown: unknown) => {
        const failure = asFailure(thrown);
        // A loop over the outputs goes on: only AIHubMax itself can say that a task has failed.
        if (routes && isPassing(failure)) return { json: uncheckedOutput(taskId, failure.message) };
        throw failed(thrown, taskId);
      });
    },
  };
};
