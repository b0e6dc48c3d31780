import {
  field,
  fieldNames,
  fieldsOf,
  modeOf,
  offeredOf,
  startOf,
  type FieldName,
  type ModelId,
} from '../../../nodes/AiHubMaxVeo/catalogue/queries.ts';

export {
  mode,
  modelLabel,
  modeNames,
  modeOf,
  modelsOf,
  type ModelId,
} from '../../../nodes/AiHubMaxVeo/catalogue/queries.ts';

/** What the form must show of a model, by the catalogue. */
export interface ExpectedForm {
  /** Names of the visible fields, in any order. */
  readonly names: string[];
  /** The labels of each drop-down that differs by model. */
  readonly choices: Readonly<Record<string, string[]>>;
  /** Labels of what the collection Options offers besides what it offers for every model. */
  readonly options: string[];
}

const always = [
  ...['operation', 'mode', 'model', 'simplify'],
  ...['downloadVideo', 'binaryPropertyOutput', 'outputFileName'],
];

/** A file is asked for by its source, and by what the first source needs. */
function parametersOf(name: FieldName): string[] {
  const row = field(name);
  if (row.kind !== 'media') return [name];
  return [row.parameters.source, row.parameters[row.sources[0] ?? 'url'] ?? ''];
}

function labelsOf(id: ModelId, name: FieldName): string[] {
  const row = field(name);
  const started = Object.fromEntries(fieldsOf(id).map((each) => [each, startOf(id, each)]));
  const label = (choice: string | number) =>
    (row.kind === 'choice' && row.names?.[String(choice)]) || String(choice);
  return offeredOf(id, name, started).map(label);
}

/** The form of Create and Wait with a model whose other fields are as they start. */
export function expectedForm(id: ModelId): ExpectedForm {
  const ofModel = fieldNames.filter((name) => fieldsOf(id).includes(name));
  const main = ofModel.filter((name) => !field(name).place);
  const dropDowns = main.filter((name) => field(name).kind === 'choice');
  return {
    names: [...always, ...main.flatMap(parametersOf)],
    choices: Object.fromEntries(dropDowns.map((name) => [name, labelsOf(id, name)])),
    options: ofModel.filter((name) => field(name).place === 'options').map((name) => field(name).label),
  };
}

/** How a sentence of the suite calls a model. */
export const spokenName = (id: ModelId): string => `${id} (${modeOf(id)})`;
