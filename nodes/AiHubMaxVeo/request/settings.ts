/** The settings of one item that are about the node, not about the video. */
import { collections, settings } from '../catalogue/settings';
import type { Setting, SettingName } from '../catalogue/settings';
import { recordOf } from '../json';
import type { Json } from '../json';
import { together } from './checked';
import type { Checked } from './checked';
import { fieldNameIssue } from './fieldName';
import { slipIssue } from './slips';
import { isBlank } from './normalize';
import type { ReadParameter } from './read';
import { readFilled, settingIssue } from './settingValue';

interface Kinds {
  number: number;
  boolean: boolean;
  choice: string;
  text: string;
}

/** The value of each setting, by its name. */
type Values<Name extends SettingName> = { [Key in Name]: Kinds[(typeof settings)[Key]['kind']] };

/** The place of a setting, as an object of names and values; by expression a collection can be anything. */
function placeOf(read: ReadParameter, { place }: Setting): Checked<Json> | null {
  if (place === 'main') return null;
  const raw = read(place);
  if (isBlank(raw)) return { value: {} };
  if (typeof raw === 'object' && !Array.isArray(raw)) return { value: recordOf(raw) };
  return settingIssue(collections[place], raw, 'an object with the names of its settings');
}

/** What the form holds for a setting, wherever it lies; `place` where it lies in a collection. */
function rawOf(read: ReadParameter, name: SettingName): Checked<{ raw: unknown; place?: Json }> {
  const place = placeOf(read, settings[name]);
  if (!place) return { value: { raw: read(name) } };
  return 'issues' in place ? place : { value: { raw: place.value[name], place: place.value } };
}

function readSetting(read: ReadParameter, name: SettingName): Checked<unknown> {
  const row: Setting = settings[name];
  const found = rawOf(read, name);
  if ('issues' in found) return found;
  const { raw, place = {} } = found.value;
  if (!isBlank(raw)) return readFilled(row, raw);
  const isEmptyLimit = row.kind === 'number' && row.isLimit === true && Object.hasOwn(place, name);
  return isEmptyLimit
    ? settingIssue(row.label, '', 'a number; 0 means no limit')
    : { value: row.defaultValue };
}

/** The settings named, each its default where it was left empty; what is wrong with a whole collection is told once. */
function readSettings<Name extends SettingName>(
  read: ReadParameter,
  ...names: Name[]
): Checked<Values<Name>> {
  const parts = Object.fromEntries(names.map((name) => [name, readSetting(read, name)]));
  const all = together(parts as { [Key in Name]: Checked<Values<Name>[Key]> });
  return 'issues' in all ? { issues: [...new Set(all.issues)] } : (all as { value: Values<Name> });
}

/** The same with another shape; issues stay as they are. */
const mapped = <From, To>(checked: Checked<From>, map: (value: From) => To): Checked<To> =>
  'issues' in checked ? checked : { value: map(checked.value) };

export interface WaitSettings {
  rules: { timeoutMs: number; intervalMs?: number };
  /** True: the task comes back as an item; false: the node fails. */
  returnsTimeout: boolean;
  returnsFailure: boolean;
}

export function readWaitSettings(read: ReadParameter): Checked<WaitSettings> {
  // With an output for each end of a task, every end that was not chosen otherwise is one to go on with.
  const isOpen = (name: 'onTimeout' | 'onTaskFailure') => {
    const found = rawOf(read, name);
    return readRoutes(read) && 'value' in found && isBlank(found.value.raw);
  };
  const names = ['timeoutMinutes', 'pollIntervalSeconds', 'onTimeout', 'onTaskFailure'] as const;
  return mapped(readSettings(read, ...names), (chosen) => ({
    rules: {
      timeoutMs: chosen.timeoutMinutes * 60_000,
      intervalMs: chosen.pollIntervalSeconds === 0 ? undefined : chosen.pollIntervalSeconds * 1000,
    },
    returnsTimeout: isOpen('onTimeout') || chosen.onTimeout === 'returnTask',
    returnsFailure: isOpen('onTaskFailure') || chosen.onTaskFailure === 'returnTask',
  }));
}

/** How many of the run's tasks may be open at once, how many and how dear they may be (0 = no limit), and what may be sent or paid for again. */
export const readOrderSettings = (read: ReadParameter) =>
  readSettings(
    read,
    'maxConcurrentTasks',
    'maxCredits',
    'maxVideos',
    'retryOnRateLimit',
    'recreateFailedTasks',
    'reuseWhileTesting',
  );

/** Whether each item goes to the output that its task's state names. Exactly as form/outputs.ts asks. */
export const readRoutes = (read: ReadParameter): boolean => read('routeByStatus') === true;

export const readWaits = (read: ReadParameter): Checked<boolean> =>
  mapped(readSettings(read, 'waitForCompletion'), (chosen) => chosen.waitForCompletion);

/** The file that the video becomes. */
export interface VideoFile {
  /** The binary field. */
  field: string;
  /** As the user wants it; empty = called after the task. */
  name: string;
}

/** Null when the video is not to be downloaded. */
export function readDownload(read: ReadParameter): Checked<VideoFile | null> {
  const chosen = readSettings(read, 'downloadVideo');
  if ('issues' in chosen) return chosen;
  if (!chosen.value.downloadVideo) return { value: null };
  const texts = readSettings(read, 'binaryPropertyOutput', 'outputFileName');
  if ('issues' in texts) return texts;
  const { binaryPropertyOutput: field, outputFileName: name } = texts.value;
  const issues = [
    fieldNameIssue(settings.binaryPropertyOutput.label, field),
    slipIssue(settings.outputFileName.label, name),
  ].filter((found) => found !== undefined);
  return issues.length > 0 ? { issues } : { value: { field, name } };
}

/** Whether the API's own reply is added to the item. */
export const readAddsRaw = (read: ReadParameter): Checked<boolean> =>
  mapped(readSettings(read, 'simplify'), (chosen) => !chosen.simplify);

/** Whether the item's own fields come out with the result. */
export const readIncludesInput = (read: ReadParameter): Checked<boolean> =>
  mapped(readSettings(read, 'includeInputFields'), (chosen) => chosen.includeInputFields);
