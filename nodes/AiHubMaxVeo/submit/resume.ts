/** What was paid for before an order: by an earlier try of this node, or by a test run in the editor. */
import { lacksVideo, videoGraceMs, videoRecheckMs, type Task } from '../api/task';
import { ownCodes } from '../catalogue/failures';
import { isTaskUnknown, VideoError } from '../errors';
import { askedBy } from '../memory';
import { pause } from '../time';
import type { BookEntry } from './entry';
import type { Sent } from '../request/body';
import type { Order, TillTools } from './order';
import { keyUnavailable, keyUnknown, keyUnnamed, keyUnread, keyUsed } from './keyRefusals';
import { recallTested, taskSince } from './recall';
import type { TestOrder } from './testRuns';

/** How often a link is asked before it is taken for dead: a CDN stumbles. */
const maxLinkChecks = 3;

const readCreated = async ({ client, observe }: TillTools, taskId: string): Promise<Task> =>
  observe(await client.read(taskId, true));

/** Whether a task of an earlier try has failed, and so may be replaced. A missing video gets its time once more before that. */
async function hasFailed(tools: TillTools, order: Order, taskId: string): Promise<boolean> {
  const { recreatesFailed, files } = order;
  let task = await readCreated(tools, taskId);
  while (recreatesFailed && lacksVideo(task) && !task.failure) {
    await pause(videoRecheckMs, tools.clock, tools.stop);
    task = await readCreated(tools, taskId);
  }
  files.forget(task.failure, files.knownUrls());
  return task.failure !== null;
}

/** The task of an earlier try that this order goes on with; none when it is to be submitted. Throws when nobody knows. */
async function resumableTask(tools: TillTools, order: Order, entry: BookEntry): Promise<string | null> {
  const { former, isFromEarlierExecution: isPersonsRetry } = entry;
  if (!former) return null;
  const { isGone } = former;
  const taskId = former.taskId ?? (isPersonsRetry && (await taskSince(tools, entry)));
  if (!taskId) {
    if (isPersonsRetry) return null;
    const message =
      'An earlier try of this node sent this request, and it is unknown whether it was accepted';
    throw new VideoError({ category: 'submission_unknown', message });
  }
  const { isTool, isRepeat } = tools.nodeRun;
  // An agent that asks for the same again is no try of Retry On Fail: it would pay for failures one after the other.
  const isOwnTry = !isTool || isRepeat;
  if (!isPersonsRetry && !(order.recreatesFailed && isOwnTry)) return taskId;
  // What cannot be read is not replaced. That AIHubMax does not know a task is no proof either, but for a task of which the
  // user was told so before.
  const isReplaced = await hasFailed(tools, order, taskId).catch(
    (thrown) => isPersonsRetry && isGone === true && isTaskUnknown(thrown),
  );
  if (isReplaced) entry.replaced();
  else entry.resumed(taskId);
  return isReplaced ? null : taskId;
}

/** A task that need not be paid for. */
interface PaidTask {
  taskId: string;
  sent: Sent;
  isReused: boolean;
}

/** What a test run does about the task of an earlier one: what cannot be read, or is on its way, is not paid for again. */
async function judge(
  tools: TillTools,
  earlier: TestOrder,
  taskId: string,
): Promise<'use' | 'drop' | 'replace'> {
  const { clock, stop } = tools;
  for (let checks = 1; ; checks++) {
    const read = await readCreated(tools, taskId).catch(isTaskUnknown);
    if (typeof read === 'boolean') return read ? 'drop' : 'use';
    if (lacksVideo(read)) {
      earlier.videoDueMs ??= clock.now() + videoGraceMs;
      return clock.now() < earlier.videoDueMs ? 'use' : 'replace';
    }
    const [url] = read.videoUrls;
    if (read.failure) return 'drop';
    if (!url || !(await tools.isDead(url))) return 'use';
    if (checks === maxLinkChecks) return 'drop';
    await pause(videoRecheckMs * checks, clock, stop);
  }
}

const howToGetAnother = 'For another video change the prompt or set a seed.';

export const repeatNote = `This is the task of the same request that was made before, and nothing was charged. ${howToGetAnother}`;

/** An agent would press on: it is told so each time. */
function repeatUnknown(): VideoError {
  const message = 'An earlier call sent this request, and it is unknown whether it was accepted';
  const advice = `Nothing was sent. Ask the user to check the usage on AIHubMax first. ${howToGetAnother}`;
  return new VideoError({ category: 'submission_unknown', code: ownCodes.testUnknown, message, advice });
}

function reportUnknown({ memory, nodeRun }: TillTools, entry: BookEntry, earlier: TestOrder): never {
  entry.adopted(earlier);
  if (nodeRun.isTool) throw repeatUnknown();
  const { asked, orders } = askedBy(memory);
  orders.add(earlier);
  if (earlier.place !== undefined) asked.add(earlier.place);
  const message = 'An earlier test run sent this request, and it is unknown whether it was accepted';
  const advice =
    'Nothing was sent. Check your usage on AIHubMax first. Select Execute step once more to send it again, which may charge you twice.';
  throw new VideoError({ category: 'submission_unknown', code: ownCodes.testUnknown, message, advice });
}

/** A task of an earlier test run. Throws where nobody knows, and where two tasks in a row have stayed without a video. */
async function testedTask(tools: TillTools, order: Order, entry: BookEntry): Promise<PaidTask | null> {
  let isReplacement = false;
  for (;;) {
    const earlier = await entry.takeTested(isReplacement);
    if (!earlier) return null;
    const { taskId, sent } = earlier;
    if (taskId === undefined) reportUnknown(tools, entry, earlier);
    // What an agent repeats is the same task, however that has ended: it would pay for failures one after the other.
    const verdict = tools.nodeRun.isTool ? 'use' : await judge(tools, earlier, taskId);
    if (verdict === 'replace' && earlier.isReplacement) {
      entry.adopted(earlier);
      const message = 'AIHubMax has completed this request twice, and gave no video';
      throw entry.withoutVideo(new VideoError({ category: 'completed_without_video', message, taskId }));
    }
    if (verdict === 'use') {
      entry.adopted(earlier);
      return { taskId, sent, isReused: !tools.nodeRun.isTool };
    }
    // n8n's database has it as well: it is not to come back from there.
    if (earlier.place !== undefined) askedBy(tools.memory).places.add(earlier.place);
    earlier.drop();
    await recallTested(tools, order, entry);
    isReplacement ||= verdict === 'replace';
  }
}

/** An agent presses on by itself: for ten minutes its key stands for what it was used for, however that has ended. */
const isRepeated = (
  { nodeRun, tests, clock }: TillTools,
  { atMs, isSame }: { atMs: number | null; isSame: boolean },
): boolean => nodeRun.isTool && isSame && (atMs ?? Infinity) > clock.now() - (tests?.maxAgeMs ?? 0);

/** Asks once what became of a create under a key; null when it was asked before, so that this one takes its place. Throws VideoError. */
function askAbout(
  { memory }: TillTools,
  entry: BookEntry,
  { place, isAsked }: { place: string; isAsked: boolean },
  error: VideoError,
): null {
  const { asked, questions } = askedBy(memory);
  if (isAsked && !asked.has(place)) {
    entry.replaces(place);
    return null;
  }
  asked.add(place);
  questions.set(entry.key, error);
  throw error;
}

/**
 * The task that an order's key stands for. `isAhead`: nothing is sent yet, and it is asked once more when it is to be. Throws
 * VideoError where the key refuses the order, or nobody knows.
 */
export async function keyedTask(
  tools: TillTools,
  order: Order,
  { entry, isAhead }: { entry: BookEntry; isAhead: boolean },
): Promise<PaidTask | null> {
  const told = askedBy(tools.memory).questions.get(entry.key);
  if (told) throw told;
  const { keys } = tools;
  const print = await entry.readPrint();
  const kept = print && (await keys.find(print));
  if (keys.reason) throw keyUnavailable(order.key, keys.reason);
  if (!print) throw keyUnread();
  if (!kept) return null;
  const { place, atMs, isSame, isAsked, isUnnamed, taskId } = kept;
  // A failed task frees its key, whatever it is used for next.
  if (entry.former?.place === place) {
    entry.replaces(place);
    return null;
  }
  const isAgents = isRepeated(tools, kept);
  const isFree =
    taskId !== null &&
    !isAgents &&
    !(isAhead && isSame) &&
    (await hasFailed(tools, order, taskId).catch((thrown) => isAsked && isTaskUnknown(thrown)));
  if (isFree) {
    entry.replaces(place);
    return null;
  }
  if (!isSame) throw keyUsed(order.key, atMs);
  if (isUnnamed) throw keyUnnamed(order.key, atMs);
  if (!taskId) {
    const error = keyUnknown(order.key, atMs, isAgents);
    return askAbout(tools, entry, { place, isAsked: isAsked && !isAgents }, error);
  }
  const sent = { urls: order.files.knownUrls() };
  if (!isAhead) entry.adopted({ sent, taskId, place });
  return { taskId, sent, isReused: false };
}

/** What was paid for before: by an earlier try, under its key, or by a test run in the editor. Throws when nobody knows. */
export async function paidTask(tools: TillTools, order: Order, entry: BookEntry): Promise<PaidTask | null> {
  const taskId = await resumableTask(tools, order, entry);
  if (taskId) {
    const sent = { urls: order.files.knownUrls(), ratio: entry.former?.ratio };
    return { taskId, sent, isReused: false };
  }
  if (order.key) return await keyedTask(tools, order, { entry, isAhead: false });
  return await testedTask(tools, order, entry);
}
