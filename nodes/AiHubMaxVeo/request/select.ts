/** Which model an item asks for, and whose fields apply to it. */
import {
  defaultMode,
  mode,
  modelIds,
  modelOf,
  modeNames,
  standardModel,
  variant,
  variantNames,
  variantOf,
  variantsOf,
} from '../catalogue/queries';
import type { ModelId, ModeName, Variant } from '../catalogue/queries';
import type { Checked } from './checked';
import { slipIssue } from './slips';
import { isBlank, isSame, quote } from './normalize';
import type { ReadParameter } from './read';

export interface Selection {
  /** The model whose fields apply. */
  id: ModelId;
  /** What is sent; an id that is newer than this package is sent as it was typed. */
  wireModel: string;
  /** False: only AIHubMax can judge the values. */
  isKnown: boolean;
}

const trimmed = (raw: unknown) => (typeof raw === 'string' ? raw.trim() : raw);

/** No ID is nearly as long. */
const longestId = 200;

/** By its name, by what the form calls it, or by the wire ID of any mode: a mode by expression cannot switch the form's choice. */
const variantMeant = (typed: string): Variant | undefined =>
  variantNames.find((name) => isSame(name, typed) || isSame(variant(name).label, typed)) ??
  modelIds.filter((id) => isSame(id, typed)).map(variantOf)[0];

function ofMode(name: ModeName, raw: unknown): Checked<Selection> {
  const typed = isBlank(raw) ? 'standard' : trimmed(raw);
  const allowed = variantsOf(name).join(', ');
  const slip = slipIssue('Model', typed);
  if (slip) return { issues: [slip] };
  if (typeof typed !== 'string' || typed.length > longestId)
    return { issues: [`Model is ${quote(typed)}, but must be one of: ${allowed}.`] };
  const wanted = variantMeant(typed);
  if (!wanted) return { value: { id: standardModel(name), wireModel: typed, isKnown: false } };
  const id = modelOf(name, wanted);
  if (id) return { value: { id, wireModel: id, isKnown: true } };
  const clash = `but ${mode(name).label} has no ${variant(wanted).label}`;
  return { issues: [`Model is ${quote(typed)}, ${clash}. Allowed: ${allowed}.`] };
}

export function readSelection(read: ReadParameter): Checked<Selection> {
  const raw = trimmed(read('mode'));
  const isMeant = (name: ModeName) => isSame(name, raw) || isSame(mode(name).label, raw);
  const name = isBlank(raw) ? defaultMode : modeNames.find(isMeant);
  if (name) return ofMode(name, read('model'));
  const allowed = modeNames.join(', ');
  return { issues: [slipIssue('Mode', raw) ?? `Mode is ${quote(raw)}, but must be one of: ${allowed}.`] };
}
