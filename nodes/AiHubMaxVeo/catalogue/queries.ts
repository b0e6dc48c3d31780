/** The questions that may be asked of the catalogue. The only file that walks its tables. */
import { fields } from './fields';
import { limits, models, modes, variants } from './models';
import type { Choice, Field, FieldName, Limit, Mode, ModeName, Model, Value, Variant } from './types';

export type { FieldName, ModeName, Variant } from './types';
export type ModelId = keyof typeof models;

/** What is known of a request so far; a field that is absent was left empty. */
export type Values = Partial<Record<FieldName, Value>>;

const fieldTable: Readonly<Record<FieldName, Field>> = fields;
const modelTable: Readonly<Record<ModelId, Model>> = models;
const modeTable: Readonly<Record<ModeName, Mode>> = modes;
const limitTable: readonly Limit[] = limits;

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) => Object.keys(table) as Key[];

export const modeNames = keysOf(modeTable);
export const modelIds = keysOf(modelTable);
export const fieldNames = keysOf(fieldTable);

export const field = (name: FieldName): Field => fieldTable[name];
export const model = (id: ModelId): Model => modelTable[id];
export const mode = (name: ModeName): Mode => modeTable[name];

export const isModelId = (id: unknown): id is ModelId => modelIds.includes(id as ModelId);

export const variantNames = keysOf(variants);
export const variant = (name: Variant): { label: string; help: string } => variants[name];
export const variantOf = (id: ModelId): Variant => model(id).variant;

/** What the form calls the model. */
export const modelLabel = (id: ModelId): string => variant(variantOf(id)).label;

export const modeOf = (id: ModelId): ModeName => model(id).mode;
export const modelsOf = (name: ModeName): ModelId[] => modelIds.filter((id) => model(id).mode === name);

/** The variants that a mode has, in the order of the form. */
export const variantsOf = (name: ModeName): Variant[] =>
  variantNames.filter((one) => modelsOf(name).some((id) => variantOf(id) === one));

export const modelOf = (name: ModeName, wanted: Variant): ModelId | undefined =>
  modelsOf(name).find((id) => variantOf(id) === wanted);

/** The model that a mode starts with; its fields apply to a model that the catalogue does not know. */
export function standardModel(name: ModeName): ModelId {
  const found = modelOf(name, 'standard');
  if (!found) throw new Error(`The mode ${name} has no standard model`);
  return found;
}

/** The mode that the form starts with. */
export const defaultMode: ModeName = 'imageToVideo';

/** The fields that a request for this model cannot do without. */
export const inputsOf = (id: ModelId): FieldName[] => {
  const { inputs } = mode(modeOf(id));
  return fieldNames.filter((name) => inputs.includes(name));
};

/** Every field this model knows, in the order of the form. */
export const fieldsOf = (id: ModelId): FieldName[] => {
  const inputs = inputsOf(id);
  return fieldNames.filter((name) => inputs.includes(name) || model(id).fields.includes(name));
};

/** The models that have a field. */
export const modelsWith = (name: FieldName): ModelId[] =>
  modelIds.filter((id) => fieldsOf(id).includes(name));

/** What a field starts with in the form, which is the vendor's default where it has one; a file starts with none. */
export function defaultOf(id: ModelId, name: FieldName): Value {
  const row = field(name);
  return mode(modeOf(id)).defaults?.[name] ?? ('defaultValue' in row ? row.defaultValue : '');
}

/** The fields whose values a limit depends on, and which values of theirs. */
const conditionsOf = ({ when }: Limit) => Object.entries(when) as [FieldName, readonly Choice[]][];

const isAbout = ({ variants: only }: Limit, id: ModelId): boolean => !only || only.includes(variantOf(id));

/** Whether a limit's conditions hold. A empty field counts as the vendor's default. */
const holds = (limit: Limit, id: ModelId, values: Values): boolean =>
  isAbout(limit, id) &&
  conditionsOf(limit).every(
    ([name, accepted]) =>
      fieldsOf(id).includes(name) && accepted.includes((values[name] ?? defaultOf(id, name)) as Choice),
  );

/** What a choice field of this model may be, given the request's other values. */
export function choicesOf(id: ModelId, name: FieldName, values: Values = {}): Choice[] {
  const row = field(name);
  if (row.kind !== 'choice') return [];
  const offered = model(id).only?.[name] ?? row.choices;
  const narrowing = limitTable.filter((limit) => limit.only?.[name] && holds(limit, id, values));
  return offered.filter((choice) => narrowing.every((limit) => limit.only?.[name]?.includes(choice)));
}

/** Whether what goes into the video can tell a value that the user leaves to it: text has no shape. */
const canMeasure = (id: ModelId): boolean => inputsOf(id).some((name) => field(name).kind === 'media');

/** What the form offers: what may be sent, and what is measured before it is sent. */
export function offeredOf(id: ModelId, name: FieldName, values: Values = {}): Choice[] {
  const row = field(name);
  const isMeasured = row.kind === 'choice' && row.measured !== undefined && canMeasure(id);
  return [...choicesOf(id, name, values), ...(isMeasured ? [row.measured] : [])] as Choice[];
}

/** A value as it is meant: what this model has nothing to measure by counts as the default. */
export function measurable(id: ModelId, name: FieldName, value: unknown): unknown {
  const row = field(name);
  const isLost = row.kind === 'choice' && row.measured === value && !canMeasure(id);
  return isLost ? row.defaultValue : value;
}

/** The values with every empty field filled that this model must not leave to the vendor's default. */
export function completed(id: ModelId, values: Values): Values {
  const sent = limitTable
    .filter((limit) => limit.send && holds(limit, id, values))
    .map((limit) => limit.send);
  return Object.assign({}, ...sent, values) as Values;
}

/** The field whose value decides which choices `name` has for this model, if any does. */
export function controllerOf(id: ModelId, name: FieldName): FieldName | undefined {
  const limit = limitTable.find((one) => one.only?.[name] && isAbout(one, id));
  return limit && conditionsOf(limit)[0]?.[0];
}
