/** What was paid for before an order: by an earlier try of this node, or by a test run in the editor. */
import { lacksVideo } from '../api/task';
import type { Task } from '../api/task';
import { ownCodes } from '../catalogue/failures';
import { isTaskUnknown, VideoError } from '../errors';
import { pause } from '../time';
import type { Clock } from '../time';
import type { BookEntry } from './entry';
import type { Order } from './order';
import { askedIn, recallTested } from './recall';
import type { RecallTools } from './recall';
import type { Sent, ShelvedOrder } from './shelf';

export interface ResumeTools extends RecallTools {
  clock: Clock;
  /** Records what is seen of a task, and gives it back as it counts. */
  observe(task: Task): Task;
  /** Whether the link of a video certainly does not open any more. */
  isDead(url: string): Promise<boolean>;
}

/** How often a task is read again while only its video is missing. */
const videoRecheckMs = 2_000;

/** How long test runs wait for the video of a completed task. */
const videoGraceMs = 120_000;

/** How often a link is asked before it is taken for dead: a CDN stumbles. */
const maxLinkChecks = 3;

const readCreated = async ({ client, observe }: ResumeTools, taskId: string): Promise<Task> =>
  observe(await client.read(taskId, true));

/** Whether a task of an earlier try has failed, and so may be replaced. A missing video gets its time once more before that. */
async function hasFailed(tools: ResumeTools, order: Order, taskId: string): Promise<boolean> {
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
async function resumableTask(tools: ResumeTools, order: Order, entry: BookEntry): Promise<string | null> {
  const { former, isFromEarlierExecution: isPersonsRetry } = entry;
  if (!former) return null;
  const { taskId, isGone } = former;
  if (!taskId) {
    if (isPersonsRetry) return null;
    const message =
      'An earlier try of this node sent this request, and it is unknown whether it was accepted';
    throw new VideoError({ category: 'submission_unknown', message });
  }
  if (!isPersonsRetry && !order.recreatesFailed) return taskId;
  // What cannot be read is not replaced. That AIHubMax does not know a task is no proof either, but for a task of which the
  // user was told so before.
  const isReplaced = await hasFailed(tools, order, taskId).catch(
    (thrown) => isPersonsRetry && isGone === true && isTaskUnknown(thrown),
  );
  if (isReplaced) return null;
  entry.resumed();
  return taskId;
}

/** A task that need not be paid for. */
interface Paid {
  taskId: string;
  sent: Sent;
  isReused: boolean;
}

/** What a test run does about the task of an earlier one: what cannot be read, or is on its way, is not paid for again. */
async function judge(
  tools: ResumeTools,
  earlier: ShelvedOrder,
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

function reportUnknown({ memory }: ResumeTools, entry: BookEntry, earlier: ShelvedOrder): never {
  entry.adopted(earlier);
  earlier.reported();
  if (earlier.place !== undefined) askedIn(memory).add(earlier.place);
  const message = 'An earlier test run sent this request, and it is unknown whether it was accepted';
  const advice =
    'Nothing was sent. Check your usage on AIHubMax first. Select Execute step once more to send it again, which may charge you twice.';
  throw new VideoError({ category: 'submission_unknown', code: ownCodes.testUnknown, message, advice });
}

/** A task of an earlier test run. Throws where nobody knows, and where two tasks in a row have stayed without a video. */
async function testedTask(tools: ResumeTools, order: Order, entry: BookEntry): Promise<Paid | null> {
  let isReplacement = false;
  for (;;) {
    const earlier = await entry.takeTested(isReplacement);
    if (!earlier) return null;
    const { taskId, sent } = earlier;
    if (taskId === undefined) reportUnknown(tools, entry, earlier);
    const verdict = await judge(tools, earlier, taskId);
    if (verdict === 'replace' && earlier.isReplacement) {
      entry.adopted(earlier);
      const message = 'AIHubMax has completed this request twice, and gave no video';
      throw entry.withoutVideo(new VideoError({ category: 'completed_without_video', message, taskId }));
    }
    if (verdict === 'use') {
      entry.adopted(earlier);
      return { taskId, sent, isReused: true };
    }
    earlier.drop();
    await recallTested(tools, order, entry);
    isReplacement ||= verdict === 'replace';
  }
}

/** What was paid for before: by an earlier try, or by a test run in the editor. Throws when nobody knows. */
export async function paidTask(tools: ResumeTools, order: Order, entry: BookEntry): Promise<Paid | null> {
  const taskId = await resumableTask(tools, order, entry);
  if (!taskId) return await testedTask(tools, order, entry);
  const sent = { urls: order.files.knownUrls(), ratio: entry.former?.ratio };
  return { taskId, sent, isReused: false };
}
