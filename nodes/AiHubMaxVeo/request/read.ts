/** n8n's parameters of one item -> a draft: what the user chose, spelled as the catalogue spells it, still unchecked. */
import {
  defaultMode,
  field,
  fieldsOf,
  measurable,
  mode,
  modelIds,
  modelOf,
  modeNames,
  modeOf,
  variant,
  variantNames,
  variantOf,
  variantsOf,
} from '../catalogue/queries';
import { choiceLabel, sourceLabel, type MediaField } from '../catalogue/fields';
import type { FieldName, ModeName } from '../catalogue/queries';
import { parseUrl, recordOf } from '../json';
import { fieldNameIssue, isBlank, isFileText, mustBe, quote, refuse, slipIssue } from './checked';
import type { Checked, CheckedRequest, ReadParameter, Source } from './checked';
import { bare, urlIssue, urlsIn } from './urls';
import { isSame, normalize } from './values';

export interface Draft extends Pick<CheckedRequest, 'id' | 'wireModel'> {
  /** False: the model is newer than this package, and only AIHubMax can judge the values. */
  isKnown: boolean;
  /** Only what is filled in and what the model knows: a switched model leaves values of the former one behind. */
  values: Partial<Record<FieldName, unknown>>;
  files: Partial<Record<FieldName, Checked<Source[]>>>;
  additional: unknown;
}

const trimmed = (raw: unknown): unknown => (typeof raw === 'string' ? raw.trim() : raw);

/** Characters of a text, and entries of a list; more than any list of names, so that a pasted file is not cut in pieces. */
const maxList = 1_000;

/** The names in a text, or in the list that an expression gives, which may have lists in it. */
function namesIn(raw: unknown, maxFiles: number): unknown[] {
  const isText = typeof raw === 'string' && maxFiles > 1 && raw.length <= maxList && !isFileText(raw.trim());
  const given: unknown = isText ? raw.split(/[,\r\n]/) : raw;
  const list: unknown[] = Array.isArray(given) ? given : [given];
  if (list.length > maxList) return list;
  const entries: unknown[] = [];
  for (const part of list) {
    // Lists in a list can be a million entries in all: no more are looked at than it takes to refuse them.
    if (entries.length > maxList) break;
    entries.push(...(Array.isArray(part) ? (part as unknown[]).slice(0, maxList + 1) : [part]));
  }
  return entries
    .slice(0, maxList + 1)
    .map(trimmed)
    .filter((part) => !isBlank(part));
}

/** Whether a text can name a task. The vendor's IDs are letters and digits, those of its gateway's family are not always. */
export const isTaskId = (id: string): boolean =>
  id.length > 0 &&
  id.length <= 512 &&
  // A path of dots would name another route.
  !/(^|[/\\])\.{1,2}([/\\]|$)/.test(id) &&
  !/[\p{Cc}\p{Cf}\p{Cs}\s{}]/u.test(id);

/** The same of what a person gives: no URL or path, and no list of several. */
const isOneTaskId = (id: string): boolean => isTaskId(id) && !/^(https?:|\/)|[,;"']/i.test(id);

function sourceIssue(label: string, { kind, value }: Source, allowsPrivate: boolean): string | undefined {
  // By expression a binary field can also be given as a whole.
  if (kind === 'binary' && typeof value === 'object') return undefined;
  if (typeof value !== 'string') return mustBe(label, value, 'text');
  const slip = slipIssue(label, value);
  if (slip) return slip;
  if (kind === 'binary') return fieldNameIssue(label, value);
  if (kind === 'url') return urlIssue(label, value, allowsPrivate);
  if (/^https?:\/\//i.test(value))
    return `${label} is ${quote(value)}, which is a URL: choose URL as the source instead.`;
  return isOneTaskId(value) ? undefined : mustBe(label, value, 'the "taskId" of an earlier video');
}

/**
 * The files of a field, or what is wrong with them. `allowsPrivate`: AIHubMax itself is on this network and can reach what
 * is on it; `mode`: the label of the mode that needs the files.
 */
function readSources(
  row: MediaField,
  read: ReadParameter,
  { allowsPrivate, mode }: { allowsPrivate: boolean; mode: string },
): Checked<Source[]> {
  const raw = read(row.parameters.source);
  const kind = isBlank(raw) ? row.sources[0] : row.sources.find((known) => isSame(known, raw));
  if (!kind) return { issues: [mustBe(choiceLabel(row), raw, `one of: ${row.sources.join(', ')}`)] };
  const label = sourceLabel(row, kind);
  const given = read(row.parameters[kind] ?? '');
  let values = kind === 'url' ? urlsIn(given) : namesIn(given, row.maxFiles);
  if (kind === 'taskId') values = values.map((id) => (typeof id === 'string' ? bare(id) : id));
  if (values.length === 0 && kind === 'binary') values = [row.binaryDefault];
  if (values.length === 0) return { issues: [`${label} is empty, but ${mode} needs it.`] };
  if (values.length > row.maxFiles)
    return { issues: [`${label} names ${values.length} files, but takes at most ${row.maxFiles}.`] };
  const issues = values.flatMap((value) => sourceIssue(label, { kind, value }, allowsPrivate) ?? []);
  if (issues.length > 0) return { issues };
  // As every client of the web sends it: percent-encoded, the host in punycode.
  const sent = (value: unknown) => (kind === 'url' ? (parseUrl(String(value))?.href ?? value) : value);
  return { value: values.map((value) => ({ kind, value: sent(value) })) };
}

/** The mode and the model that are meant, by their names or by what the form calls them. */
function readSelection(read: ReadParameter): Checked<Pick<Draft, 'id' | 'wireModel' | 'isKnown'>> {
  const rawMode = trimmed(read('mode'));
  const isMeant = (one: ModeName) => isSame(one, rawMode) || isSame(mode(one).label, rawMode);
  const name = isBlank(rawMode) ? defaultMode : modeNames.find(isMeant);
  if (!name) return refuse('Mode', rawMode, `one of: ${modeNames.join(', ')}`);
  const rawModel = trimmed(read('model'));
  const typed = isBlank(rawModel) ? 'standard' : rawModel;
  const allowed = variantsOf(name).join(', ');
  // Also by the wire ID of any mode: a mode by expression cannot switch the model that the form has chosen.
  const wanted =
    variantNames.find((one) => isSame(one, typed) || isSame(variant(one).label, typed)) ??
    modelIds.filter((id) => isSame(id, typed)).map(variantOf)[0];
  const isId =
    typeof typed === 'string' && /^[a-z\d][\w.:/@|+[\]-]{0,199}$/i.test(typed) && !slipIssue('Model', typed);
  if (!wanted && !isId) return refuse('Model', typed, `one of: ${allowed}`);
  // The fields of the standard model apply to one that is newer than this package.
  const meant = wanted ?? 'standard';
  const id = modelOf(name, meant);
  if (id) return { value: { id, wireModel: wanted ? id : String(typed), isKnown: wanted !== undefined } };
  const clash = `but ${mode(name).label} has no ${variant(meant).label}`;
  return { issues: [`Model is ${quote(typed)}, ${clash}. Allowed: ${allowed}.`] };
}

/** The draft of an item, or what is wrong with its choice of mode and model. `allowsPrivate`: see examine. */
export function readDraft(read: ReadParameter, allowsPrivate: boolean): Checked<Draft> {
  const selection = readSelection(read);
  if ('issues' in selection) return selection;
  const options = recordOf(read('options'));
  const draft: Draft = { ...selection.value, values: {}, files: {}, additional: options.additionalFields };
  for (const name of fieldsOf(draft.id)) {
    const row = field(name);
    if (row.kind === 'media') {
      draft.files[name] = readSources(row, read, { allowsPrivate, mode: mode(modeOf(draft.id)).label });
      continue;
    }
    const raw = row.place === 'options' ? options[name] : read(name);
    if (!isBlank(raw)) draft.values[name] = measurable(draft.id, name, normalize(row, raw));
  }
  return { value: draft };
}

export function readTaskId(read: ReadParameter): Checked<string> {
  const raw = read('taskId');
  // A larger number has other digits than the ID that it was.
  const id = typeof raw === 'string' || Number.isSafeInteger(raw) ? bare(String(raw)) : '';
  if (isOneTaskId(id) && !slipIssue('Task ID', id)) return { value: id };
  return refuse('Task ID', raw ?? '', 'the "taskId" that Create returned');
}
