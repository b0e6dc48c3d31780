/** What the recipes share: what each is given, and a task as the output item of its run. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Prices } from '../api/account';
import type { Client } from '../api/client';
import { isSuccessful, type Task } from '../api/task';
import { ownCodes } from '../catalogue/failures';
import type { Failure } from '../errors';
import { downloadVideos } from '../files/downloadVideos';
import type { FileTools } from '../files/itemFile';
import { deadLink, toItemJson } from '../output/item';
import { together, type ReadParameter } from '../request/checked';
import { readAddsRaw, readDownload, readWaitSettings } from '../request/settings';
import type { Submission } from '../submit/order';
import type { Till } from '../submit/till';
import type { Clock } from '../time';
import { suggestedCheckMs } from '../wait/schedule';
import { taskOf, type TaskHistory, type Watch } from '../wait/watch';

/** What all items of one execution share. */
export interface Run {
  client: Client;
  till: Till;
  watch: Watch;
  history: TaskHistory;
  files: FileTools;
  clock: Clock;
  prices: Prices;
  /** AIHubMax itself is on this machine or network, so it can fetch what only this network has. */
  allowsPrivate: boolean;
  /** Order Key as it is written in the node, before its expression is evaluated. */
  keyAsWritten: unknown;
}

export interface Item extends Pick<INodeExecutionData, 'json' | 'binary'> {
  index: number;
  read: ReadParameter;
}

interface Plan {
  /** How many items may be at this work at once. */
  concurrency: number;
  /** The item's own fields come out as well. */
  includesInput?: boolean;
  /** Throws VideoError. */
  work(): Promise<INodeExecutionData>;
}

/** Throws VideoError when something is wrong with the item; nothing has been sent by then. */
export type Operation = (run: Run, item: Item) => Promise<Plan>;

/** How an item wants to wait, and what it wants to have in the end. */
export const readWait = (read: ReadParameter) =>
  together({ settings: readWaitSettings(read), file: readDownload(read), raw: readAddsRaw(read) });

type Wait = Extract<ReturnType<typeof readWait>, { value: object }>['value'];

export const itemJsonOf = (
  { clock, history }: Run,
  task: Task,
  details: Omit<Parameters<typeof toItemJson>[1], 'completedAtMs' | 'nextCheckMs'>,
): IDataObject =>
  toItemJson(task, {
    ...details,
    completedAtMs: history.completedAtMs(task),
    nextCheckMs: suggestedCheckMs(task, clock.now()),
  });

function describeFailedDownload({ id }: Task, { code, message }: Failure): IDataObject {
  const dead = `${deadLink}: links work for 24 hours, and AIHubMax gave no fresh one. The video is already paid for, so ask AIHubMax about task ${id} before you create it again, which is charged again.`;
  const again = `The video is finished and already paid for, so don't create it again. To retry the download, use Get Status with Download Video and task ID ${id}.`;
  return { error: message, advice: code === ownCodes.linkExpired ? dead : again };
}

/** The item with one binary field for each result, or with `download` and the reason why one is missing. `file`: null = none. */
export async function withVideo(
  run: Run,
  task: Task,
  { json, file, timeLeftMs }: { json: IDataObject; file: Wait['file']; timeLeftMs?: number },
): Promise<INodeExecutionData> {
  if (file === null || !isSuccessful(task)) return { json };
  const { binary, failure } = await downloadVideos(run.files, task, { ...file, timeLeftMs });
  if (!failure) return { json, binary };
  const download = describeFailedDownload(task, failure);
  return { json: { ...json, download }, ...(Object.keys(binary).length > 0 && { binary }) };
}

/** Waits until a task has ended. Throws VideoError, also where the settings want an error for how it has ended. */
export async function waitForTask(
  run: Run,
  submission: Pick<Submission, 'taskId'> & Partial<Submission>,
  { settings, file, raw }: Wait,
): Promise<INodeExecutionData> {
  const { taskId, body, resumed, note, priceClass } = submission;
  const rules = { ...settings.rules, priceClass, createdHere: body !== undefined };
  const end = await run.watch.until(taskId, rules, submission.task);
  run.files.uploads.forget(end.task?.failure, body ?? {});
  if (priceClass !== undefined) run.prices.note(priceClass, end.task?.creditsReserved ?? null);
  const task = taskOf(end, settings, submission);
  const { timedOut, elapsedMs } = end;
  const charged = submission.charged?.(task.failure);
  const json = itemJsonOf(run, task, { timedOut, wait: end, request: body, resumed, note, charged, raw });
  return await withVideo(run, task, { json, file, timeLeftMs: rules.timeoutMs - elapsedMs });
}
