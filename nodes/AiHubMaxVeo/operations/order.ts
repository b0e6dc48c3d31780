/** An item that asks for a new video: its request and its settings, checked before anything is sent. */
import { together } from '../request/checked';
import type { Checked } from '../request/checked';
import { measured, wantsMeasure } from '../request/aspectRatio';
import { readDraft } from '../request/read';
import { readOrderSettings } from '../request/settings';
import { validate } from '../request/validate';
import type { CheckedRequest } from '../request/validate';
import { openRequestFiles } from '../files/requestFiles';
import type { Order } from '../submit/order';
import type { Item, Run } from './operation';

/** How long nothing but refusals with 429 is borne, unless the whole wait is shorter. */
const longestPatienceMs = 15 * 60_000;

interface OrderForm {
  request: CheckedRequest;
  settings: Pick<Order, 'maxCredits' | 'maxVideos' | 'retryOnRateLimit'> & {
    maxConcurrentTasks: number;
    recreateFailedTasks: boolean;
    reuseWhileTesting: boolean;
  };
}

function readRequest({ isLocal }: Run, { read }: Item): Checked<CheckedRequest> {
  const draft = readDraft(read);
  return 'issues' in draft ? draft : validate(draft.value, isLocal);
}

/** Everything that is wrong with the item is told at once. */
export const readOrder = (run: Run, item: Item): Checked<OrderForm> =>
  together<OrderForm>({ request: readRequest(run, item), settings: readOrderSettings(item.read) });

const unmeasured = 'Aspect Ratio is Auto, but the size of the image could not be read, so the video is 16:9.';

/** Gives a request the shape of its image where that is wanted. `sizeOf`: opens the image; null where it cannot be told. */
export async function measure(
  { note }: Pick<Run, 'note'>,
  request: CheckedRequest,
  sizeOf: () => Promise<{ width: number; height: number } | null>,
): Promise<CheckedRequest> {
  if (!wantsMeasure(request)) return measured(request, null);
  const size = await sizeOf();
  if (!size) note(unmeasured);
  return measured(request, size);
}

/** Looks into the order's files. `timeoutMs`: how long the whole wait may last. Throws VideoError; nothing was sent for that. */
export async function openOrder(
  run: Run,
  { index }: Item,
  { request, settings, timeoutMs = Infinity }: OrderForm & { timeoutMs?: number },
): Promise<Order> {
  const { maxCredits, maxVideos, retryOnRateLimit } = settings;
  const item = { itemIndex: index, mayBeLost: run.till.hasEntry(index) };
  const files = await openRequestFiles(run.files, item, request);
  const asked = wantsMeasure(request) ? request : measured(request, null);
  let sized: Promise<CheckedRequest> | undefined;
  const order: Order = {
    ...{ maxCredits, maxVideos, retryOnRateLimit },
    index,
    request: asked,
    sized: async () => await (sized ??= measure(run, asked, async () => await files.size())),
    refusal: null,
    files,
    recreatesFailed: settings.recreateFailedTasks,
    reusesTests: settings.reuseWhileTesting,
    patienceMs: Math.min(longestPatienceMs, timeoutMs),
  };
  await run.till.isKnown(order);
  return order;
}
