/** Waiting as every operation does it: until the task has ended, then the item that the user asked for. */
import type { Failure } from '../errors';
import { readAddsRaw, readDownload, readWaitSettings } from '../request/settings';
import type { WaitSettings } from '../request/settings';
import type { ReadParameter } from '../request/read';
import { forgetUploads } from '../files/uploads';
import type { Task } from '../api/task';
import { conclude, toItem } from './outcome';
import { withVideo } from '../files/downloadVideo';
import type { Done } from '../operations/operation';
import type { Run } from '../run/createRun';

/** What is known of a task before the wait. */
export interface Begun {
  taskId: string;
  /** As the create just gave it. */
  task?: Task;
  /** The request it was ordered with. */
  body?: object;
  resumed?: boolean;
  /** For an order: see Failure. */
  anew?: Failure['anew'];
}

/** How an item wants to wait, and what it wants to have in the end. */
export interface WaitOptions {
  settings: WaitSettings;
  /** Tasks of the same price class take about as long as each other. */
  priceClass?: string;
  /** The binary field for the video; null = none. */
  field: string | null;
  /** Add the API's own reply. */
  raw: boolean;
}

/** Throws VideoError. */
export const readWaitOptions = (read: ReadParameter, priceClass?: string): WaitOptions => ({
  settings: readWaitSettings(read),
  priceClass,
  field: readDownload(read),
  raw: readAddsRaw(read),
});

/** Throws VideoError, also where the options want an error for how the task has ended. */
export async function waitForTask(run: Run, begun: Begun, options: WaitOptions): Promise<Done> {
  const { taskId, task: created, body, resumed, anew } = begun;
  const { settings, priceClass, field, raw } = options;
  const rules = { ...settings.rules, priceClass, isOurs: body !== undefined };
  const end = await run.watch.until(taskId, rules, created);
  forgetUploads(run.memory, end.task?.failure, body ?? {});
  const task = conclude(end, settings, taskId, anew);
  const { timedOut, elapsedMs, polls } = end;
  const wait = { elapsedMs, polls };
  const json = toItem(run, task, { timedOut, wait, request: body, resumed, raw });
  return await withVideo(run, task, { json, field, timeLeftMs: settings.rules.timeoutMs - elapsedMs });
}
