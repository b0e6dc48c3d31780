/** Whether the service takes a create request. What is right is asked of the catalogue; here is only the order and the wording. */
import {
  choicesOf,
  field,
  fieldNames,
  fieldsOf,
  inputsOf,
  isModelId,
  modeOf,
  modelsOf,
  type FieldName,
  type ModelId,
  type Values,
} from '../../nodes/AiHubMaxVeo/catalogue/queries.ts';
import type { Field, MediaField } from '../../nodes/AiHubMaxVeo/catalogue/fields.ts';
import { badPicture, invalid, Refusal } from './refusal.mts';

const isWebAddress = (value: string): boolean =>
  URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);

/** The service takes neither data URLs nor bare names. */
function checkAddress({ wire, mediaType }: MediaField, value: unknown): void {
  if (typeof value !== 'string') throw invalid(`${wire} must be a string`);
  if (isWebAddress(value)) return;
  const message = `${wire} is not a publicly reachable http(s) URL`;
  if (mediaType === 'video') throw invalid(message);
  throw badPicture(message);
}

function checkMedia(row: MediaField, value: unknown): void {
  if (row.maxFiles === 1) return checkAddress(row, value);
  const few = Array.isArray(value) && value.length >= 1 && value.length <= row.maxFiles;
  if (!few) throw invalid(`${row.wire} must be a list of 1 to ${row.maxFiles} URLs`);
  value.forEach((address) => checkAddress(row, address));
}

/** Throws a 422 refusal when the value breaks the field's schema. */
function checkValue(row: Field, value: unknown): void {
  const { kind, wire } = row;
  if (kind === 'media') return checkMedia(row, value);
  if (kind === 'choice') {
    const known: readonly unknown[] = row.choices;
    if (!known.includes(value)) throw invalid(`${wire} must be one of ${row.choices.join(', ')}`);
    return;
  }
  const fits = {
    text: typeof value === 'string',
    boolean: typeof value === 'boolean',
    integer: Number.isInteger(value),
  };
  if (!fits[kind]) throw invalid(`${wire} must be a valid ${kind}`);
}

type Body = Readonly<Record<string, unknown>>;

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && !value.trim());

function modelOf(body: Body): ModelId {
  if (typeof body.model !== 'string' || body.model === '') throw invalid('model is required');
  if (isModelId(body.model)) return body.model;
  // What is wrong with the request itself is said before what is wrong with its model.
  if (isBlank(body.prompt)) throw invalid('prompt is required');
  const message = `The model ${body.model} does not exist or is not available to this key`;
  throw new Refusal(422, 'model_not_found', message);
}

/** The fields the schema of this model's mode has: those of all its variants, which share one page. */
const schemaOf = (id: ModelId): FieldName[] => {
  const variants = modelsOf(modeOf(id));
  return fieldNames.filter((name) => variants.some((variant) => fieldsOf(variant).includes(name)));
};

const named = (names: readonly FieldName[], wire: string): FieldName | undefined =>
  names.find((name) => field(name).wire === wire);

/** Fields outside the mode's schema are unknown; those only another variant has are a matter of channels. */
function checkNames(id: ModelId, body: Body): void {
  for (const [wire, value] of Object.entries(body)) {
    if (wire === 'model' || named(fieldsOf(id), wire)) continue;
    const known = named(schemaOf(id), wire);
    if (!known) throw invalid(`Extra inputs are not permitted: ${wire}`);
    if (value === null && field(known).place === 'options') continue;
    const message = `No available channel supports these advanced parameters: ${wire}`;
    throw new Refusal(422, 'unsupported_advanced_options', message);
  }
}

function checkInputs(id: ModelId, body: Body): void {
  for (const wire of inputsOf(id).map((name) => field(name).wire)) {
    if (isBlank(body[wire])) throw invalid(`${wire} is required`);
  }
}

/** Checks each value on its own; returns those that are there. The advanced fields may be null, which is as good as absent. */
function checkValues(id: ModelId, body: Body): Values {
  const given = fieldsOf(id)
    .map((name) => ({ name, row: field(name), value: body[field(name).wire] }))
    .filter(({ row, value }) => value !== undefined && !(value === null && row.place === 'options'));
  given.forEach(({ row, value }) => checkValue(row, value));
  return Object.fromEntries(given.map(({ name, value }) => [name, value])) as Values;
}

/** What the fields allow each other. A field left out counts as the vendor's default. */
function checkTogether(id: ModelId, values: Values): void {
  for (const name of fieldsOf(id).filter((candidate) => field(candidate).kind === 'choice')) {
    const value = values[name];
    const choices = choicesOf(id, name, values);
    if (value === undefined || choices.includes(value as string | number)) continue;
    throw invalid(
      `${id} supports ${field(name).wire} ${choices.join(', ')} with these parameters, not ${value}`,
    );
  }
}

/** The model asked for; throws the refusal the service would answer with. */
export function checkRequest(body: Body): ModelId {
  const id = modelOf(body);
  checkNames(id, body);
  checkInputs(id, body);
  checkTogether(id, checkValues(id, body));
  return id;
}
