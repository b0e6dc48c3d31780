/** The settings of one item that are about the node, not about the video. */
import { settings } from '../catalogue/settings';
import type { SettingName } from '../catalogue/settings';
import { VideoError } from '../errors';
import { fieldNameIssue } from './fieldName';
import { slipIssue } from './slips';
import { isBlank, isSame, shown, spellBoolean } from './spelling';
import type { ReadParameter } from './read';
import { isTaskId } from './taskId';

const refuseWith = (message: string): never => {
  throw new VideoError({ category: 'invalid_request', message });
};

const refuse = (label: string, raw: unknown, allowed: string): never =>
  refuseWith(slipIssue(label, raw) ?? `${label} is ${shown(raw)}, but must be ${allowed}.`);

/** A number within its bounds; its initial value when it was left blank. */
function readNumber(name: SettingName, raw: unknown): number {
  const { label, initial, least, most } = settings[name];
  if (isBlank(raw)) return initial;
  const value = typeof raw === 'string' ? Number(raw) : raw;
  if (typeof value === 'number' && value >= least && value <= most) return value;
  return refuse(label, raw, `a number from ${least} to ${most}`);
}

function readBoolean(label: string, raw: unknown, initial: boolean): boolean {
  if (isBlank(raw)) return initial;
  const value = spellBoolean(raw);
  return typeof value === 'boolean' ? value : refuse(label, raw, 'true or false');
}

/** True for the word `returnTask`, false for `error`; `initial` when neither was chosen. */
function readEnding(label: string, raw: unknown, initial: boolean): boolean {
  if (isBlank(raw)) return initial;
  if (isSame('error', raw)) return false;
  return isSame('returnTask', raw) || refuse(label, raw, '"error" or "returnTask"');
}

const collectionLabels = { options: 'Options', batching: 'Batching', waitOptions: 'Wait Options' } as const;

/** The members of a collection; by expression it can be anything. */
function collection(read: ReadParameter, name: keyof typeof collectionLabels): Record<string, unknown> {
  const raw = read(name);
  if (isBlank(raw)) return {};
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return raw as Record<string, unknown>;
  return refuse(collectionLabels[name], raw, 'an object with the names of its settings');
}

/** A limit that was added and evaluates to nothing would be no limit at all. */
function readLimit(name: SettingName, members: Record<string, unknown>): number {
  if (Object.hasOwn(members, name) && isBlank(members[name]))
    refuse(settings[name].label, '', 'a number; 0 means no limit');
  return readNumber(name, members[name]);
}

export interface WaitSettings {
  rules: { timeoutMs: number; intervalMs?: number; sync: boolean };
  /** True: the task comes back as an item; false: the node fails. */
  returnsTimeout: boolean;
  returnsFailure: boolean;
}

export function readWaitSettings(read: ReadParameter): WaitSettings {
  const { timeoutMinutes, pollIntervalSeconds, syncUpstream, onTimeout, onTaskFailure } = collection(
    read,
    'waitOptions',
  );
  const seconds = readNumber('pollIntervalSeconds', pollIntervalSeconds);
  // With an output for each end of a task, every end is one to go on with.
  const isRouted = readRoutes(read);
  if (seconds > 0 && seconds < 1)
    refuse(settings.pollIntervalSeconds.label, pollIntervalSeconds, '0 for automatic, or at least 1');
  return {
    rules: {
      timeoutMs: readNumber('timeoutMinutes', timeoutMinutes) * 60_000,
      intervalMs: seconds === 0 ? undefined : seconds * 1000,
      sync: readBoolean('Sync Upstream', syncUpstream, false),
    },
    returnsTimeout: readEnding('On Timeout', onTimeout, isRouted),
    returnsFailure: readEnding('On Task Failure', onTaskFailure, isRouted),
  };
}

/** The longest that refusals for too many requests are borne, unless the whole wait is shorter. */
const longestPatienceMs = 15 * 60_000;

/** How long an order bears nothing but refusals with 429, in ms. */
export const readPatienceMs = (read: ReadParameter): number =>
  read('operation') === 'createAndWait'
    ? Math.min(longestPatienceMs, readWaitSettings(read).rules.timeoutMs)
    : longestPatienceMs;

export interface BatchSettings {
  /** How many of the run's tasks may be open at once. */
  maxConcurrentTasks: number;
  /** 0 = no limit. */
  maxCredits: number;
  retryOnRateLimit: boolean;
}

export function readBatchSettings(read: ReadParameter): BatchSettings {
  const members = collection(read, 'batching');
  const { maxConcurrentTasks, retryOnRateLimit } = members;
  return {
    maxConcurrentTasks: Math.floor(readNumber('maxConcurrentTasks', maxConcurrentTasks)),
    maxCredits: readLimit('maxCredits', members),
    retryOnRateLimit: readBoolean('Retry on Rate Limit', retryOnRateLimit, true),
  };
}

/** Whether a task of this item that failed may be paid for again when the node runs again. */
export const readRecreatesFailed = (read: ReadParameter): boolean =>
  readBoolean('Recreate Failed Tasks', collection(read, 'options').recreateFailedTasks, false);

/** Whether each item goes to the output that its task's state names. Exactly as form/outputs.ts asks. */
export const readRoutes = (read: ReadParameter): boolean => read('routeByStatus') === true;

export const readWaits = (read: ReadParameter): boolean =>
  readBoolean('Wait for Completion', read('waitForCompletion'), false);

/** The binary field that the video goes into; null when it is not to be downloaded. */
export function readDownload(read: ReadParameter): string | null {
  if (!readBoolean('Download Video', read('downloadVideo'), false)) return null;
  const field = read('binaryPropertyOutput');
  if (isBlank(field)) return 'data';
  const label = 'Put Output File in Field';
  if (typeof field !== 'string') return refuse(label, field, 'text');
  const name = field.trim();
  const issue = fieldNameIssue(label, name);
  return issue ? refuseWith(issue) : name;
}

/** Whether the API's own reply is added to the item. */
export const readAddsRaw = (read: ReadParameter): boolean => !readBoolean('Simplify', read('simplify'), true);

/** The stated ID of a task. */
export function readTaskId(read: ReadParameter): string {
  const raw = read('taskId');
  const id = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';
  if (isTaskId(id) && !slipIssue('Task ID', id)) return id;
  return refuse('Task ID', raw ?? '', 'the "taskId" that Create returned');
}
