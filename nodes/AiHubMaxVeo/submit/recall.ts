/** Orders that only n8n's database knows: of executions that n8n has lost, of other workers, and from before a restart. */
import type { Client } from '../api/client';
import { ownCodes } from '../catalogue/failures';
import { VideoError } from '../errors';
import type { Memory } from '../memory';
import type { BookEntry, Shelves } from './entry';
import type { Order } from './order';
import type { KeptOrder, Print, Shelf } from './shelf';

export interface RecallTools extends Shelves {
  client: Client;
}

/** What the database knew as an execution asked: every try of it gets the same answers. */
interface Recalled {
  /** Those that an item has taken, and those that were asked about. */
  places: Set<string>;
  asked: Set<string>;
  /** By the key of the entry. */
  questions: Map<string, VideoError>;
}

const executions = new WeakMap<Memory, Recalled>();

function recalledIn(memory: Memory): Recalled {
  const recalled = executions.get(memory) ?? { places: new Set(), asked: new Set(), questions: new Map() };
  executions.set(memory, recalled);
  return recalled;
}

/** Whether the execution itself knows an order. */
const hasPlace = ({ tasks = {} }: Memory, place: string): boolean =>
  Object.values(tasks).some((entries) => entries.some((entry) => entry.place === place));

/** As a clock on the wall in Greenwich shows it. */
const timeOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Only once: the next press creates. */
async function question({ client }: RecallTools, taskId: string | null): Promise<VideoError> {
  const asked = { category: 'submission_unknown', code: ownCodes.lostSubmission } as const;
  const again = 'Select Retry once more to create a new one, which is charged.';
  if (!taskId) {
    const message =
      'The same request was sent before, perhaps by an execution that n8n lost, and it is unknown whether it was accepted';
    const advice = `Nothing was sent. Check your usage on AIHubMax first. ${again}`;
    return new VideoError({ ...asked, message, advice });
  }
  const check = await client.check(taskId);
  const createdAtMs = 'task' in check ? check.task.createdAtMs : null;
  const at = createdAtMs === null ? '' : ` at ${timeOf(createdAtMs)}`;
  const message = `Task ${taskId} was created for the same request${at}, perhaps by an execution that n8n lost`;
  return new VideoError({
    ...{ ...asked, message, taskId },
    advice: `Nothing was sent. Get Status gets its video. ${again}`,
  });
}

/** Rule 2, after a crash: a task that was lost in its wait is gone on with. Throws what has to be asked, the same in every try. */
export async function recallLost(
  tools: RecallTools,
  { entry, print }: { entry: BookEntry; print: Print },
): Promise<void> {
  const { memory, durable } = tools;
  const { places, asked, questions } = recalledIn(memory);
  const told = questions.get(entry.key);
  if (told) throw told;
  const isFree = ({ place }: KeptOrder) => !places.has(place) && !hasPlace(memory, place);
  const kept = (await durable.find(print)).filter((order) => !order.isUnderWay);
  const doubtful: KeptOrder[] = [];
  for (const order of kept) {
    if (order.isDone || !order.taskId) doubtful.push(order);
    else if (isFree(order) && durable.hold(order.place)) {
      places.add(order.place);
      const taskId = await order.taskId();
      if (taskId) return entry.recalled({ taskId, place: order.place });
      places.delete(order.place);
      doubtful.push(order);
    }
  }
  const unasked = doubtful.filter((order) => (!order.isAsked || asked.has(order.place)) && isFree(order));
  const [last] = unasked;
  if (!last) return;
  places.add(last.place);
  for (const { place } of unasked) asked.add(place);
  await durable.mark([...asked], 'asked');
  const error = await question(tools, (await last.taskId?.()) ?? null);
  questions.set(entry.key, error);
  throw error;
}

/** What other workers, productive executions and this process before its restart have ordered is found by a test run as its own. */
export async function recallTested(
  { durable }: RecallTools,
  order: Order,
  { tests, print }: { tests: Shelf; print: Print },
): Promise<void> {
  const kept = (await durable.find(print)).sort((one, other) => Number(!one.taskId) - Number(!other.taskId));
  for (const { place, isUnderWay, isAsked, untilMs: begunAtMs, taskId: read } of kept) {
    if (tests.has(print, place) || (isUnderWay && !read)) continue;
    const taskId = await read?.();
    if ((!taskId && isAsked) || tests.has(print, place)) continue;
    tests.restore(print, {
      ...{ place, begunAtMs, sent: { urls: order.files.knownUrls() } },
      ...(taskId && { taskId }),
    });
    return;
  }
}
