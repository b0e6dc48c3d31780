/** Waiting as every operation does it: until the task has ended, then the item that the user asked for. */
import type { Failure } from '../errors';
import { readAddsRaw, readDownload, readWaitSettings } from '../request/settings';
import type { ReadParameter } from '../request/read';
import type { Task } from '../task/task';
import { conclude, toItem } from './conclude';
import { withVideo } from './download';
import type { Done } from './operation';
import type { Run } from './run';

/** What is known of a task before the wait. */
export interface Begun {
  taskId: string;
  task?: Task;
  body?: object;
  resumed?: boolean;
  /** For an order: see Failure. */
  anew?: Failure['anew'];
}

export type Wait = (run: Run, begun: Begun) => Promise<Done>;

/** Reads how an item wants to wait. Throws VideoError. `kind`: tasks of the same kind take about as long as each other. */
export function readWait(read: ReadParameter, kind?: string): Wait {
  const settings = readWaitSettings(read);
  const field = readDownload(read);
  const raw = readAddsRaw(read);
  const rules = { ...settings.rules, kind };
  return async (run, { taskId, task: created, body, resumed, anew }) => {
    const end = await run.watch.until(taskId, rules, created);
    const task = conclude(end, settings, taskId, anew);
    const { timedOut, elapsedMs, polls } = end;
    const wait = { elapsedMs, polls };
    const json = toItem(run, task, { timedOut, wait, request: body, resumed, raw });
    return await withVideo(run, task, { json, field });
  };
}
