/** Orders that only n8n's database knows: of executions that n8n has lost, of other workers, and from before a restart. */
import { ownCodes } from '../catalogue/failures';
import { isTaskUnknown, VideoError } from '../errors';
import { askedBy, type Memory } from '../memory';
import { utcTime } from '../time';
import type { BookEntry } from './entry';
import type { Order, TillTools } from './order';
import { lifetimeMs } from './remembered';
import type { KeptOrder } from './durable';

/** Whether the execution itself knows an order. */
const hasPlace = ({ tasks = {} }: Memory, place: string): boolean =>
  Object.values(tasks).some((entries) => entries.some((entry) => entry.place === place));

/** What is known of an order now; a task that has failed is charged again by every Retry, so nobody is asked about it. */
async function lookAt({ client }: TillTools, order: KeptOrder) {
  const taskId = (await order.taskId?.()) ?? null;
  const check = taskId === null ? null : await client.check(taskId);
  const task = check && 'task' in check ? check.task : null;
  return { taskId, createdAtMs: task?.createdAtMs ?? null, hasFailed: Boolean(task?.failure) };
}

/** Only once: the next press creates. */
function question(taskId: string | null, createdAtMs: number | null): VideoError {
  const asked = { category: 'submission_unknown', code: ownCodes.lostSubmission } as const;
  const again = 'Select Retry once more to create a new one, which is charged.';
  if (!taskId) {
    const message =
      'The same request was sent before, perhaps by an execution that n8n lost, and it is unknown whether it was accepted';
    const advice = `Nothing was sent. Check your usage on AIHubMax first. ${again}`;
    return new VideoError({ ...asked, message, advice });
  }
  const at = createdAtMs === null ? '' : ` at ${utcTime(createdAtMs)}`;
  const message = `Task ${taskId} was created for the same request${at}, perhaps by an execution that n8n lost`;
  const advice = `Nothing was sent. Get Status gets its video. ${again}`;
  return new VideoError({ ...asked, message, taskId, advice });
}

/** Rule 2, after a crash: a task that was lost in its wait is gone on with. Throws what has to be asked, the same in every try. */
export async function recallLost(tools: TillTools, entry: BookEntry): Promise<void> {
  const { memory, durable } = tools;
  const { places, asked, questions } = askedBy(memory);
  const told = questions.get(entry.key);
  if (told) throw told;
  const take = ({ place }: KeptOrder): boolean => {
    if (places.has(place) || hasPlace(memory, place) || !durable.hold(place)) return false;
    places.add(place);
    return true;
  };
  const doubtful: KeptOrder[] = [];
  for (const order of await durable.find(entry.readPrint)) {
    if (order.isDone || !order.taskId) doubtful.push(order);
    else if (take(order)) {
      const { taskId, hasFailed } = await lookAt(tools, order);
      if (!durable.isOn) return void places.delete(order.place);
      if (taskId && !hasFailed) return entry.recalled({ taskId, place: order.place });
      if (hasFailed) continue;
      places.delete(order.place);
      doubtful.push(order);
    }
  }
  // All of them at once, since the next press creates, but for those that another execution may still tell of.
  const unasked = doubtful.filter(
    ({ place, isAsked, isUnderWay }) =>
      (!isAsked || asked.has(place)) && !isUnderWay && !hasPlace(memory, place),
  );
  for (const order of unasked) {
    if (!take(order)) continue;
    const { taskId, createdAtMs, hasFailed } = await lookAt(tools, order);
    if (!durable.isOn) return void places.delete(order.place);
    if (hasFailed) continue;
    for (const { place } of unasked) asked.add(place);
    const error = question(taskId, createdAtMs);
    questions.set(entry.key, error);
    throw error;
  }
}

/** What an order was given once n8n had saved its execution, as where the time of that was up; nothing where it is not known. */
export async function taskSince({ durable }: TillTools, { former, readPrint }: BookEntry) {
  const kept = (await durable.find(readPrint)).find(({ place }) => place === former?.place);
  return await kept?.taskId?.();
}

/** Whether an agent may get the task: the database does not know when it was created. What nobody can tell is not paid for again. */
async function isYoung({ client, clock, tests }: TillTools, taskId: string): Promise<boolean> {
  const read = await client.read(taskId, true).catch(isTaskUnknown);
  if (typeof read === 'boolean') return !read;
  return (read.createdAtMs ?? Infinity) >= clock.now() - (tests?.maxAgeMs ?? 0);
}

/**
 * What other workers, production and this process before its restart have ordered is found by a test run as its own: one more of
 * these orders, those with an ID first.
 */
export async function recallTested(tools: TillTools, order: Order, entry: BookEntry): Promise<void> {
  const { tests, durable, memory } = tools;
  const print = durable.isOn ? await entry.readPrint() : null;
  if (!tests || !print) return;
  const { places } = askedBy(memory);
  const kept = (await durable.find(entry.readPrint)).sort(
    (one, other) => Number(!one.taskId) - Number(!other.taskId),
  );
  for (const { place, isUnderWay, isAsked, untilMs: begunAtMs, taskId: read } of kept) {
    if (tests.has(print, place) || places.has(place) || (isUnderWay && !read)) continue;
    places.add(place);
    const taskId = await read?.();
    // The next try looks it up again.
    if (!durable.isOn) return void places.delete(place);
    if (!taskId && isAsked) continue;
    if (taskId && tests.maxAgeMs < lifetimeMs && !(await isYoung(tools, taskId))) continue;
    tests.restore(print, {
      place,
      begunAtMs,
      sent: { urls: order.files.knownUrls() },
      ...(taskId && { taskId }),
    });
    return;
  }
}
