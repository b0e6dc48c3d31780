/** Waiting as every operation does it: until the task has ended, then the item that the user asked for. */
import type { Task } from '../api/task';
import type { Failure } from '../errors';
import { together } from '../request/checked';
import type { Checked, ReadParameter } from '../request/checked';
import { readAddsRaw, readDownload, readWaitSettings } from '../request/settings';
import type { VideoFile, WaitSettings } from '../request/settings';
import { taskOf } from '../wait/outcome';
import type { Done, Run } from './operation';
import { itemOf, withVideo } from './taskItem';

/** What is known of a task before the wait. */
interface Begun {
  taskId: string;
  /** As the create just gave it. */
  task?: Task;
  /** The request it was created with. */
  body?: object;
  resumed?: boolean;
  /** For an order: see Failure. */
  paysAgain?: Failure['paysAgain'];
  /** Tasks of the same price class take about as long as each other. */
  priceClass?: string;
}

/** How an item wants to wait, and what it wants to have in the end. */
interface Wait {
  settings: WaitSettings;
  /** The file that the video becomes; null = none. */
  file: VideoFile | null;
  /** Add the API's own reply. */
  raw: boolean;
}

export const readWait = (read: ReadParameter): Checked<Wait> =>
  together<Wait>({
    settings: readWaitSettings(read),
    file: readDownload(read),
    raw: readAddsRaw(read),
  });

/** Throws VideoError, also where the settings want an error for how the task has ended. */
export async function waitForTask(run: Run, begun: Begun, wait: Wait): Promise<Done> {
  const { taskId, task: created, body, resumed, priceClass } = begun;
  const { settings, file, raw } = wait;
  const { timeoutMs } = settings.rules;
  const rules = { ...settings.rules, priceClass, createdHere: body !== undefined };
  const end = await run.watch.until(taskId, rules, created);
  run.files.uploads.forget(end.task?.failure, body ?? {});
  if (priceClass !== undefined) run.prices.note(priceClass, end.task?.creditsReserved ?? null);
  const task = taskOf(end, settings, begun);
  const { timedOut, elapsedMs, polls } = end;
  const json = itemOf(run, task, { timedOut, wait: { elapsedMs, polls }, request: body, resumed, raw });
  return await withVideo(run, task, { json, file, timeLeftMs: timeoutMs - elapsedMs });
}
