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
import type { FieldName, ModeName } from '../catalogue/queries';
import { recordOf } from '../json';
import { isBlank, quote } from './checked';
import type { Checked, CheckedRequest, ReadParameter, Source } from './checked';
import { refuse, slipIssue } from './slips';
import { isOneTaskId, readSources } from './sources';
import { bare } from './urls';
import { isSame, normalize } from './values';

export interface Draft extends Pick<CheckedRequest, 'id' | 'wireModel'> {
  /** False: the model is newer than this package, and only AIHubMax can judge the values. */
  isKnown: boolean;
  /** Only what is filled in and what the model knows: a switched model leaves values of the former one behind. */
  values: Partial<Record<FieldName, unknown>>;
  files: Partial<Record<FieldName, Checked<Source[]>>>;
  additional: unknown;
}

const trimmed = (raw: unknown) => (typeof raw === 'string' ? raw.trim() : raw);

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
