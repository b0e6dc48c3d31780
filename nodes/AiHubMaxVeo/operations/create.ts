import { together, valueOf } from '../request/checked';
import { readAddsRaw, readSetting } from '../request/settings';
import { withSubmission } from '../submit/submission';
import type { Operation } from './operation';
import { openOrder, readOrder } from './order';
import { itemJsonOf } from './task';

/** Starts a video and returns its task at once. */
export const create: Operation = async (run, item) => {
  const { form, raw, includesInput } = valueOf(
    together({
      form: readOrder(run, item),
      raw: readAddsRaw(item.read),
      includesInput: readSetting(item.read, 'includeInputFields'),
    }),
  );
  const order = await openOrder(run, item, form);
  return {
    concurrency: form.settings.maxConcurrentTasks,
    includesInput,
    async work() {
      const submission = await run.till.submit(order);
      const { taskId, body, resumed, note } = submission;
      return await withSubmission(submission, async () => {
        const task = submission.task ?? run.history.observe(await run.client.read(taskId, true));
        const charged = submission.charged(task.failure);
        return { json: itemJsonOf(run, task, { request: body, resumed, note, charged, raw }) };
      });
    },
  };
};
