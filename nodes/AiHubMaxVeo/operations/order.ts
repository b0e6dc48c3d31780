/** An item that asks for a new video: its request and its settings, checked before anything is sent. */
import { openRequestFiles } from '../files/requestFiles';
import { withAspectRatio, needsImageSize } from '../request/body';
import { together } from '../request/checked';
import type { Checked } from '../request/checked';
import { readDraft } from '../request/read';
import { readOrderSettings } from '../request/settings';
import { validate } from '../request/validate';
import type { CheckedRequest } from '../request/checked';
import type { Order } from '../submit/order';
import type { Item, Run } from './operation';

/** How long to keep retrying on 429, unless the whole wait is shorter. */
const maxPatienceMs = 15 * 60_000;

interface OrderForm {
  request: CheckedRequest;
  settings: Pick<Order, 'maxCredits' | 'maxVideos' | 'retryOnRateLimit'> & {
    maxConcurrentTasks: number;
    recreateFailedTasks: boolean;
    reuseWhileTesting: boolean;
  };
}

/** Everything that is wrong with the item is told at once. */
export function readOrder({ allowsPrivate }: Pick<Run, 'allowsPrivate'>, { read }: Item): Checked<OrderForm> {
  const draft = readDraft(read);
  return together<OrderForm>({
    request: 'issues' in draft ? draft : validate(draft.value, allowsPrivate),
    settings: readOrderSettings(read),
  });
}

/**
 * Gives a request the shape of its image where that is wanted. `sizeOf` opens the image, and gives null where its size cannot
 * be told; `warn` tells the user so.
 */
export async function measure(
  request: CheckedRequest,
  sizeOf: () => Promise<{ width: number; height: number } | null>,
  warn: (sentence: string) => void,
): Promise<CheckedRequest> {
  if (!needsImageSize(request)) return withAspectRatio(request, null);
  const size = await sizeOf();
  if (!size) warn('Aspect Ratio is Auto, but the size of the image could not be read, so the video is 16:9.');
  return withAspectRatio(request, size);
}

/** Looks into the order's files. `timeoutMs`: how long the whole wait may last. Throws VideoError; nothing was sent for that. */
export async function openOrder(
  { files: tools, till }: Pick<Run, 'files' | 'till'>,
  { index }: Item,
  { request, settings, timeoutMs = Infinity }: OrderForm & { timeoutMs?: number },
): Promise<Order> {
  const item = { itemIndex: index, mayBeLost: till.hasEntry(index) };
  const files = await openRequestFiles(tools, item, request);
  const asked = needsImageSize(request) ? request : withAspectRatio(request, null);
  let sized: Promise<CheckedRequest> | undefined;
  const order: Order = {
    index,
    request: asked,
    sized: async () => await (sized ??= measure(asked, files.size, tools.note)),
    refusal: null,
    files,
    maxCredits: settings.maxCredits,
    maxVideos: settings.maxVideos,
    retryOnRateLimit: settings.retryOnRateLimit,
    recreatesFailed: settings.recreateFailedTasks,
    reusesTests: settings.reuseWhileTesting,
    patienceMs: Math.min(maxPatienceMs, timeoutMs),
  };
  await till.isKnown(order);
  return order;
}
