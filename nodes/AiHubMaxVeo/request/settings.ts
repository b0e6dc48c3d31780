/** The settings of one item that are about the node, not about the video. */
import { collections, settings, type Setting } from '../catalogue/settings';
import { isObject, recordOf, trimEdges } from '../json';
import { fieldNameIssue, isBlank, mustBeText, refuse, slipIssue, together } from './checked';
import type { Checked, ReadParameter } from './checked';
import { isSame, normalizeBoolean } from './values';

type SettingName = keyof typeof settings;

type Values<Name extends SettingName> = {
  [Key in Name]: Extract<Setting, { kind: (typeof settings)[Key]['kind'] }>['defaultValue'];
};

/** What the form holds for a setting. `isAdded`: the user added it to its collection, which by expression can be anything. */
function findRaw(read: ReadParameter, name: SettingName): Checked<{ raw: unknown; isAdded: boolean }> {
  const { place }: Setting = settings[name];
  if (!place) return { value: { raw: read(name), isAdded: false } };
  const given = read(place);
  if (!isBlank(given) && (!isObject(given) || Array.isArray(given)))
    return refuse(collections[place], given, 'an object with the names of its settings');
  const collection = recordOf(given);
  return { value: { raw: collection[name], isAdded: Object.hasOwn(collection, name) } };
}

function checkNumber(row: Extract<Setting, { kind: 'number' }>, raw: unknown): Checked<number> {
  const { label, min, max, minUnlessZero = 0, isWhole, isLimit } = row;
  const value = typeof raw === 'string' ? Number(raw) : raw;
  if (typeof value !== 'number' || !(value >= min && value <= max))
    return refuse(label, raw, `a number from ${min} to ${max}`);
  if (value > 0 && value < minUnlessZero)
    return refuse(label, raw, `0 for ${isLimit ? 'no limit' : 'automatic'}, or at least ${minUnlessZero}`);
  return { value: isWhole ? Math.floor(value) : value };
}

/** In any sane spelling. */
function checkValue(row: Setting, raw: unknown): Checked<unknown> {
  if (row.kind === 'number') return checkNumber(row, raw);
  if (row.kind === 'choice') {
    const names = Object.keys(row.choices);
    const value = names.find((name) => isSame(name, raw) || isSame(row.choices[name], raw));
    const allowed = names.map((name) => `"${name}"`).join(' or ');
    return value === undefined ? refuse(row.label, raw, allowed) : { value };
  }
  if (row.kind === 'boolean') {
    const value = normalizeBoolean(raw);
    return typeof value === 'boolean' ? { value } : refuse(row.label, raw, 'true or false');
  }
  const text = typeof raw === 'number' ? String(raw) : raw;
  return typeof text === 'string' ? { value: text.trim() } : { issues: [mustBeText(row.label, raw)] };
}

/** A setting's value, its default where it was left empty. */
export function readSetting<Name extends SettingName>(
  read: ReadParameter,
  name: Name,
): Checked<Values<Name>[Name]> {
  const row: Setting = settings[name];
  const found = findRaw(read, name);
  if ('issues' in found) return found;
  const { raw, isAdded } = found.value;
  if (isBlank(raw) && isAdded && row.kind === 'number' && row.isLimit)
    return refuse(row.label, '', 'a number; 0 means no limit');
  const checked = isBlank(raw) ? { value: row.defaultValue } : checkValue(row, raw);
  return checked as Checked<Values<Name>[Name]>;
}

/** The settings named. What is wrong with a whole collection is told once. */
function readSettings<Name extends SettingName>(
  read: ReadParameter,
  ...names: Name[]
): Checked<Values<Name>> {
  const parts = Object.fromEntries(names.map((name) => [name, readSetting(read, name)]));
  const all = together(parts as { [Key in Name]: Checked<Values<Name>[Key]> });
  return 'issues' in all ? { issues: [...new Set(all.issues)] } : all;
}

/** `returnsTimeout`, `returnsFailure`: the task then comes back as an item; otherwise the node fails. */
export function readWaitSettings(read: ReadParameter) {
  const chosen = readSettings(read, 'timeoutMinutes', 'pollIntervalSeconds', 'onTimeout', 'onTaskFailure');
  if ('issues' in chosen) return chosen;
  const { timeoutMinutes, pollIntervalSeconds, onTimeout, onTaskFailure } = chosen.value;
  // With an output for each end of a task, every end that was not chosen otherwise is one to go on with.
  const isOpen = (name: 'onTimeout' | 'onTaskFailure') => {
    const found = findRaw(read, name);
    return readRoutes(read) && 'value' in found && isBlank(found.value.raw);
  };
  const intervalMs = pollIntervalSeconds === 0 ? undefined : pollIntervalSeconds * 1000;
  return {
    value: {
      rules: { timeoutMs: timeoutMinutes * 60_000, intervalMs },
      returnsTimeout: isOpen('onTimeout') || onTimeout === 'returnTask',
      returnsFailure: isOpen('onTaskFailure') || onTaskFailure === 'returnTask',
    },
  };
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

/** Characters. */
const maxKeyLength = 200;

/**
 * What an order is to be known by in every execution; empty = nothing. `written`: the field as it is written in the node, since
 * an expression that gives nothing is a slip, which would pay again.
 */
export function readOrderKey(read: ReadParameter, written: unknown): Checked<string> {
  const found = findRaw(read, 'orderKey');
  if ('issues' in found) return found;
  const { raw } = found.value;
  const { label } = settings.orderKey;
  const isExpression = typeof written === 'string' && written.startsWith('=');
  if (typeof raw === 'number' && !Number.isFinite(raw)) return refuse(label, String(raw), 'text');
  const checked = isBlank(raw) ? { value: '' } : checkValue(settings.orderKey, raw);
  if ('issues' in checked) return checked;
  const key = trimEdges(String(checked.value).normalize('NFC'), /[\s\p{Cf}\p{Cc}]/u);
  const slip = slipIssue(label, key);
  if (slip) return { issues: [slip] };
  if (key === '' && isExpression) return { issues: [`${label} is empty: its expression gave no value.`] };
  if (key.length > maxKeyLength) return refuse(label, key, `at most ${maxKeyLength} characters long`);
  return { value: key };
}

/** Whether each item goes to the output that its task's state names. Exactly as form/texts.ts asks. */
export const readRoutes = (read: ReadParameter): boolean => read('routeByStatus') === true;

/**
 * The file that the video becomes: its binary field, and its name as the user wants it (empty = called after the task). Null
 * when the video is not to be downloaded.
 */
export function readDownload(read: ReadParameter): Checked<{ field: string; name: string } | null> {
  const downloads = readSetting(read, 'downloadVideo');
  if ('issues' in downloads) return downloads;
  if (!downloads.value) return { value: null };
  const texts = readSettings(read, 'binaryPropertyOutput', 'outputFileName');
  if ('issues' in texts) return texts;
  const { binaryPropertyOutput: field, outputFileName: name } = texts.value;
  const fieldIssue = fieldNameIssue(settings.binaryPropertyOutput.label, field);
  const nameIssue = slipIssue(settings.outputFileName.label, name);
  const issues = [fieldIssue, nameIssue].filter((issue) => issue !== undefined);
  return issues.length > 0 ? { issues } : { value: { field, name } };
}

export function readAddsRaw(read: ReadParameter): Checked<boolean> {
  const simplifies = readSetting(read, 'simplify');
  return 'issues' in simplifies ? simplifies : { value: !simplifies.value };
}
