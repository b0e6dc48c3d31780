import { together, valueOf } from '../request/checked';
import { readSetting } from '../request/settings';
import { withSubmission } from '../submit/order';
import { openOrder, readOrder } from './create';
import { readWait, waitForTask, type Operation } from './operation';

/** Starts a video, waits until its task has ended and returns the finished task. */
export const createAndWait: Operation = async (run, item) => {
  const { form, wait, includesInput } = valueOf(
    together({
      form: readOrder(run, item),
      wait: readWait(item.read),
      includesInput: readSetting(item.read, 'includeInputFields'),
    }),
  );
  const { timeoutMs } = wait.settings.rules;
  const order = await openOrder(run, item, { ...form, timeoutMs });
  return {
    concurrency: form.settings.maxConcurrentTasks,
    includesInput,
    async work() {
      const submission = await run.till.submit(order);
      return await withSubmission(submission, async () => await waitForTask(run, submission, wait));
    },
  };
};
