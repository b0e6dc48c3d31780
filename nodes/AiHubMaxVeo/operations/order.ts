/** An item that asks for a new video: its request and its settings, checked before anything is sent. */
import { inspectFiles } from '../files/requestFiles';
import { needsImageSize, ratioOf, withRatio } from '../request/body';
import { together } from '../request/checked';
import type { Checked, CheckedRequest } from '../request/checked';
import { readOrderKey, readOrderSettings } from '../request/settings';
import { validate } from '../request/validate';
import type { Order } from '../submit/order';
import type { Item, Run } from './operation';

interface OrderForm {
  request: CheckedRequest;
  key: string;
  settings: Pick<Order, 'maxCredits' | 'maxVideos' | 'retryOnRateLimit'> & {
    maxConcurrentTasks: number;
    recreateFailedTasks: boolean;
    reuseWhileTesting: boolean;
  };
}

/** Everything that is wrong with the item is told at once. */
export function readOrder(
  { allowsPrivate, keyAsWritten }: Pick<Run, 'allowsPrivate' | 'keyAsWritten'>,
  { read }: Item,
): Checked<OrderForm> {
  return together<OrderForm>({
    request: validate(read, allowsPrivate),
    key: readOrderKey(read, keyAsWritten),
    settings: readOrderSettings(read),
  });
}

/**
 * Looks into the order's files. `timeoutMs`: how long the whole wait may last. Throws VideoError for what Check calls an issue, unless
 * something was paid for already: that is resumed whatever has become of its files. Nothing was sent by then.
 */
export async function openOrder(
  { files: tools, till }: Pick<Run, 'files' | 'till'>,
  { index }: Item,
  { request, key, settings, timeoutMs = Infinity }: OrderForm & { timeoutMs?: number },
): Promise<Order> {
  const files = await inspectFiles(tools, request, { itemIndex: index, isOrdered: true });
  const { refusal, warnings } = files;
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
    maxCredits: settings.maxCredits,
    maxVideos: settings.maxVideos,
    retryOnRateLimit: settings.retryOnRateLimit,
    recreatesFailed: settings.recreateFailedTasks,
    reusesTests: settings.reuseWhileTesting,
    patienceMs: timeoutMs,
  };
  const isKnown = await till.isKnown(order);
  if (isKnown) return order;
  if (refusal) throw refusal;
  for (const warning of warnings) tools.note(warning);
  return order;
}
