/** An item that asks for a new video: its request and its settings, checked before anything is sent; and the shorter of its recipes. */
import { inspectFiles } from '../files/requestFiles';
import { needsImageSize, ratioOf, withRatio } from '../request/body';
import { together, valueOf } from '../request/checked';
import { readAddsRaw, readOrderKey, readOrderSettings, readSetting } from '../request/settings';
import { validate } from '../request/validate';
import { withSubmission, type Order } from '../submit/order';
import { itemJsonOf, type Item, type Operation, type Run } from './operation';

/** Everything that is wrong with the item is told at once. */
export const readOrder = ({ allowsPrivate, keyAsWritten }: Run, { read }: Item) =>
  together({
    request: validate(read, allowsPrivate),
    key: readOrderKey(read, keyAsWritten),
    settings: readOrderSettings(read),
  });

type OrderForm = Extract<ReturnType<typeof readOrder>, { value: object }>['value'];

/**
 * Looks into the order's files. `timeoutMs`: how long the whole wait may last. Throws VideoError for what Check calls an issue, unless
 * something was paid for already: that is resumed whatever has become of its files. Nothing was sent by then.
 */
export async function openOrder(
  { files: tools, till }: Run,
  { index }: Item,
  { request, key, settings, timeoutMs = Infinity }: OrderForm & { timeoutMs?: number },
): Promise<Order> {
  const files = await inspectFiles(tools, request, { itemIndex: index, isOrdered: true });
  const { refusal, warnings } = files;
  const { maxCredits, maxVideos, retryOnRateLimit, recreateFailedTasks, reuseWhileTesting } = settings;
  const order: Order = {
    index,
    key,
    request,
    files,
    refusal,
    async sized() {
      const size = needsImageSize(request) ? await files.size() : null;
      return withRatio(request, size && ratioOf(size));
    },
    maxCredits,
    maxVideos,
    retryOnRateLimit,
    recreatesFailed: recreateFailedTasks,
    reusesTests: reuseWhileTesting,
    patienceMs: timeoutMs,
  };
  if (await till.isKnown(order)) return order;
  if (refusal) throw refusal;
  for (const warning of warnings) tools.note(warning);
  return order;
}

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
