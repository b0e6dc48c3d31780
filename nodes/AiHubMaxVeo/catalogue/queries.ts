/** The questions that may be asked of the catalogue. The only file that walks its tables. */
import { fields, type Choice, type Field, type FieldName, type Value } from './fields';
import { limits, mode, model, models, modes, variants } from './models';
import type { ModeName, ModelId, Variant } from './models';

export { mode, model } from './models';
export type { FieldName } from './fields';
export type { ModeName, ModelId, Variant } from './models';

/** What is known of a request so far; a field that is absent was left empty. */
export type Values = Partial<Record<FieldName, Value>>;

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) => Object.keys(table) as Key[];

export const modeNames = keysOf(modes);
export const modelIds = keysOf(models);
export const fieldNames = keysOf(fields);
export const variantNames = keysOf(variants);

export const field = (name: FieldName): Field => fields[name];
export const variant = (name: Variant): (typeof variants)[Variant] => variants[name];

/** Aspect Ratio as the user leaves it to what goes into the video. */
export const autoRatio: Choice = fields.aspectRatio.measured;

export const isModelId = (id: unknown): id is ModelId => modelIds.includes(id as ModelId);

export const variantOf = (id: ModelId): Variant => model(id).variant;
export const modelLabel = (id: ModelId): string => variant(variantOf(id)).label;
export const modeOf = (id: ModelId): ModeName => model(id).mode;
export const modelsOf = (name: ModeName): ModelId[] => modelIds.filter((id) => model(id).mode === name);

export const modelOf = (name: ModeName, wanted: Variant): ModelId | undefined =>
  modelsOf(name).find((id) => variantOf(id) === wanted);

/** In the order of the form. */
export const variantsOf = (name: ModeName): Variant[] => variantNames.filter((one) => modelOf(name, one));

/** The form starts with the cheapest. */
export const startVariant = (name: ModeName): Variant | undefined => variantsOf(name).at(-1);

export const defaultMode: ModeName = 'imageToVideo';

/** The fields that a request for this model cannot do without. */
export const inputsOf = (id: ModelId): FieldName[] =>
  fieldNames.filter((name) => mode(modeOf(id)).inputs.includes(name));

/** Every field this model knows, in the order of the form. */
export const fieldsOf = (id: ModelId): FieldName[] => {
  const inputs = inputsOf(id);
  return fieldNames.filter((name) => inputs.includes(name) || model(id).fields.includes(name));
};

export const modelsWith = (name: FieldName): ModelId[] =>
  modelIds.filter((id) => fieldsOf(id).includes(name));

/** What an empty field means: the vendor's default where it has one. */
export function defaultOf(id: ModelId, name: FieldName): Value {
  const row = field(name);
  return mode(modeOf(id)).defaults?.[name] ?? ('defaultValue' in row ? row.defaultValue : '');
}

type Limit = (typeof limits)[number];

/** The fields whose values a limit depends on, and which values of theirs. */
const conditionsOf = ({ when }: Limit) => Object.entries(when) as [FieldName, readonly Choice[]][];
const isAbout = ({ variants: only }: Limit, id: ModelId): boolean => !only || only.includes(variantOf(id));

/** Whether a limit's conditions hold. An empty field counts as the vendor's default. */
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
  const narrowing = limits.filter((limit) => limit.only?.[name] && holds(limit, id, values));
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
  const sent = limits.filter((limit) => holds(limit, id, values)).map((limit) => limit.send);
  return Object.assign({}, ...sent, values) as Values;
}

/** The field whose value decides which choices `name` has for this model, if any does. */
export function controllerOf(id: ModelId, name: FieldName): FieldName | undefined {
  const limit = limits.find((one) => one.only?.[name] && isAbout(one, id));
  return limit && conditionsOf(limit)[0]?.[0];
}

/** One shape of a field in the form, for these models, while the field in `when` has one of these values. */
interface FormCase {
  models: ModelId[];
  when?: { field: FieldName; values: Choice[] };
  choices: Choice[];
  initial: Value;
}

/** What a field starts with in the form: what costs least, where these choices have it. A file starts with none. */
export function startOf(id: ModelId, name: FieldName, choices = offeredOf(id, name)): Value {
  const row = field(name);
  const start = 'start' in row ? row.start : undefined;
  const isOffered = row.kind !== 'choice' || choices.includes(start as Choice);
  return start !== undefined && isOffered ? start : defaultOf(id, name);
}

/** Values of the controlling field that allow the same choices share a case. */
function formCasesOf(id: ModelId, name: FieldName): FormCase[] {
  const controller = controllerOf(id, name);
  const caseOf = (choices: Choice[]) => ({ models: [id], choices, initial: startOf(id, name, choices) });
  if (!controller) return [caseOf(offeredOf(id, name))];
  const cases = new Map<string, FormCase>();
  for (const value of choicesOf(id, controller)) {
    const choices = offeredOf(id, name, { [controller]: value });
    const values = [...(cases.get(choices.join())?.when?.values ?? []), value];
    cases.set(choices.join(), { ...caseOf(choices), when: { field: controller, values } });
  }
  return [...cases.values()];
}

/** Every shape a field takes in the form; models whose cases are alike share them. */
export function formCases(name: FieldName): FormCase[] {
  const shared = new Map<string, FormCase>();
  for (const { models: ids, ...rest } of modelsWith(name).flatMap((id) => formCasesOf(id, name))) {
    const shape = JSON.stringify(rest);
    shared.set(shape, { models: [...(shared.get(shape)?.models ?? []), ...ids], ...rest });
  }
  return [...shared.values()];
}
