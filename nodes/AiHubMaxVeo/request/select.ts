/** Which model an item asks for, and whose fields apply to it. */
import {
  isModelId,
  isModeName,
  mode,
  modeNames,
  modeOf,
  modelsOf,
  standardModel,
} from '../catalogue/queries';
import type { ModelId, ModeName } from '../catalogue/queries';
import { isBlank, shown } from './spelling';
import type { ReadParameter } from './read';

export interface Selection {
  /** The model whose fields apply. */
  id: ModelId;
  /** What is sent; an id that is newer than this package is sent as it was typed. */
  wireModel: string;
  /** False: only the service can judge the values. */
  isKnown: boolean;
}

const initialMode: ModeName = modeNames[0] as ModeName;

const trimmed = (raw: unknown) => (typeof raw === 'string' ? raw.trim() : raw);

function ofMode(name: ModeName, raw: unknown): Selection | { issue: string } {
  const id = isBlank(raw) ? standardModel(name) : trimmed(raw);
  const allowed = modelsOf(name).join(', ');
  if (typeof id !== 'string') return { issue: `Model is ${shown(id)}, but must be one of: ${allowed}.` };
  if (!isModelId(id)) return { id: standardModel(name), wireModel: id, isKnown: false };
  if (modeOf(id) === name) return { id, wireModel: id, isKnown: true };
  const clash = `which is for ${mode(modeOf(id)).label}, but Mode is ${mode(name).label}`;
  return { issue: `Model is ${shown(id)}, ${clash}. Allowed: ${allowed}.` };
}

export function readSelection(read: ReadParameter): Selection | { issue: string } {
  const raw = trimmed(read('mode'));
  const name = isBlank(raw) ? initialMode : raw;
  if (isModeName(name)) return ofMode(name, read('model'));
  return { issue: `Mode is ${shown(name)}, but must be one of: ${modeNames.join(', ')}.` };
}
