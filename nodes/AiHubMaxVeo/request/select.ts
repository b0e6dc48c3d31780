/** Which model an item asks for, and whose fields apply to it. */
import {
  defaultMode,
  mode,
  model,
  modelIds,
  modeNames,
  modeOf,
  modelsOf,
  standardModel,
} from '../catalogue/queries';
import type { ModelId, ModeName } from '../catalogue/queries';
import type { Checked } from './checked';
import { slipIssue } from './slips';
import { isBlank, isSame, shown } from './spelling';
import type { ReadParameter } from './read';

export interface Selection {
  /** The model whose fields apply. */
  id: ModelId;
  /** What is sent; an id that is newer than this package is sent as it was typed. */
  wireModel: string;
  /** False: only the service can judge the values. */
  isKnown: boolean;
}

const trimmed = (raw: unknown) => (typeof raw === 'string' ? raw.trim() : raw);

/** No ID is nearly as long. */
const longestId = 200;

/** A model of another mode stands for its variant: a mode by expression cannot switch the form's choice of model. */
function siblingOf(id: ModelId, name: ModeName): ModelId | undefined {
  return modelsOf(name).find((other) => model(other).variant === model(id).variant);
}

function ofMode(name: ModeName, raw: unknown): Checked<Selection> {
  const typed = isBlank(raw) ? standardModel(name) : trimmed(raw);
  const allowed = modelsOf(name).join(', ');
  const slip = slipIssue('Model', typed);
  if (slip) return { issues: [slip] };
  if (typeof typed !== 'string' || typed.length > longestId)
    return { issues: [`Model is ${shown(typed)}, but must be one of: ${allowed}.`] };
  const known = modelIds.find((id) => isSame(id, typed) || isSame(model(id).label, typed));
  if (!known) return { value: { id: standardModel(name), wireModel: typed, isKnown: false } };
  const id = modeOf(known) === name ? known : siblingOf(known, name);
  if (id) return { value: { id, wireModel: id, isKnown: true } };
  const clash = `but ${mode(name).label} has no ${model(known).label}`;
  return { issues: [`Model is ${shown(typed)}, ${clash}. Allowed: ${allowed}.`] };
}

export function readSelection(read: ReadParameter): Checked<Selection> {
  const raw = trimmed(read('mode'));
  const isMeant = (name: ModeName) => isSame(name, raw) || isSame(mode(name).label, raw);
  const name = isBlank(raw) ? defaultMode : modeNames.find(isMeant);
  if (name) return ofMode(name, read('model'));
  const allowed = modeNames.join(', ');
  return { issues: [slipIssue('Mode', raw) ?? `Mode is ${shown(raw)}, but must be one of: ${allowed}.`] };
}
