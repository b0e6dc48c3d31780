/** The whole form, in the order in which it is shown. */
import type { INodeProperties } from 'n8n-workflow';
import {
  field,
  fieldNames,
  initialMode,
  mode,
  model,
  modelsOf,
  modeNames,
  standardModel,
} from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import { additionalFields, batching, recreateFailedTasks } from './batching';
import { lastFirst, mainParameters, optionParameters } from './field';
import { lenient } from './lenient';
import { mediaParameters } from './media';
import { noticesBelow } from './notices';
import { operation, resource } from './operation';
import { forCollection, onCreate, onGetStatus } from './show';
import { waitParameters } from './wait';

/** By letter codes: localeCompare loads a collator, which takes longer than all the rest of this file. */
const byText =
  <Row>(text: (row: Row) => string) =>
  (one: Row, other: Row): number =>
    text(one) < text(other) ? -1 : 1;

const modeParameter: INodeProperties = {
  displayName: 'Mode',
  name: 'mode',
  type: 'options',
  options: modeNames
    .map((name) => ({ name: mode(name).label, value: name, description: mode(name).help }))
    .sort(byText(({ name }) => name)),
  default: initialMode,
  displayOptions: { show: onCreate },
  description: 'What the video is made from',
};

/** The choice of models differs by mode, so each mode has a parameter of the same name. */
const modelParameters = lastFirst(modeNames).map((name): INodeProperties => {
  const initial = standardModel(name);
  return {
    displayName: 'Model',
    name: 'model',
    type: 'options',
    options: modelsOf(name).map((id) => ({ name: model(id).label, value: id, description: model(id).help })),
    default: initial,
    displayOptions: { show: { ...onCreate, mode: [name] } },
    description:
      'The Veo 3.1 variant. Price and available fields depend on it. If Mode is an expression, the same variant of that mode is used.',
  };
});

function parametersOf(name: FieldName): INodeProperties[] {
  const row = field(name);
  const own = row.kind === 'media' ? mediaParameters(name, row) : mainParameters(name, row);
  return [...own, ...noticesBelow(name)];
}

const inPlace = (place: 'main' | 'options') => fieldNames.filter((name) => field(name).place === place);

const options: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  displayOptions: { show: forCollection(onCreate) },
  options: [...inPlace('options').flatMap(optionParameters), recreateFailedTasks, additionalFields].sort(
    byText(({ displayName }) => displayName),
  ),
};

const taskId: INodeProperties = {
  displayName: 'Task ID',
  name: 'taskId',
  type: 'string',
  required: true,
  default: '',
  placeholder: 'e.g. task-unified-1795340000-k3v9x2qa',
  displayOptions: { show: onGetStatus },
  description: 'The ID that Create returned for the task. Usually an expression that takes it from the item.',
};

const simplify: INodeProperties = {
  displayName: 'Simplify',
  name: 'simplify',
  type: 'boolean',
  default: true,
  // The text that n8n's lint demands.
  description: 'Whether to return a simplified version of the response instead of the raw data',
  hint: 'Off adds the reply of AIHubMax under "raw"',
};

export const parameters: INodeProperties[] = lenient([
  resource,
  operation,
  modeParameter,
  ...modelParameters,
  ...inPlace('main').flatMap(parametersOf),
  taskId,
  options,
  ...waitParameters,
  batching,
  simplify,
]);
