/** The whole form, in the order in which it is shown. */
import type { INodeProperties } from 'n8n-workflow';
import { field, fieldNames, mode, model, modelsOf, modeNames, standardModel } from '../catalogue/queries';
import type { FieldName } from '../catalogue/queries';
import { additionalFields, batching, recreateFailedTasks } from './batching';
import { lastFirst, mainParameters, optionParameters } from './field';
import { lenient } from './lenient';
import { mediaParameters } from './media';
import { forCollection, onCreate, onGetStatus } from './show';
import { waitParameters } from './wait';

/**
 * Nobody sees it: n8n describes an agent's tool by the action of its operation only where there is a resource. Without
 * it both tools, the one that costs and the one that is free, would carry the node's own description.
 */
const resource: INodeProperties = {
  displayName: 'Resource',
  name: 'resource',
  type: 'hidden',
  default: 'video',
};

const operation: INodeProperties = {
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  displayOptions: { show: { resource: ['video'] } },
  options: [
    {
      name: 'Create',
      value: 'create',
      action: 'Create a video task and return at once',
      description: 'Start making a video and return its task at once. Costs credits.',
    },
    {
      name: 'Create and Wait',
      value: 'createAndWait',
      action: 'Create a video and wait for it',
      description: 'Start making a video, wait until it is finished and return its link. Costs credits.',
    },
    {
      name: 'Get Credits',
      value: 'getCredits',
      action: 'Get the balance of the API key',
      description: 'Read the balance that is left on the API key. Free.',
    },
    {
      name: 'Get Status',
      value: 'getStatus',
      action: 'Get the status of a video task',
      description: 'Read how a task stands, and its video link once it is finished. Free.',
    },
  ],
  default: 'createAndWait',
};

const [firstMode] = modeNames;

const modeParameter: INodeProperties = {
  displayName: 'Mode',
  name: 'mode',
  type: 'options',
  options: modeNames
    .map((name) => ({ name: mode(name).label, value: name, description: mode(name).help }))
    .sort((one, other) => one.name.localeCompare(other.name)),
  default: firstMode,
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
    description: 'The variant of Veo 3.1. What it costs and which fields it has differ.',
  };
});

function parametersOf(name: FieldName): INodeProperties[] {
  const row = field(name);
  return row.kind === 'media' ? mediaParameters(name, row) : mainParameters(name, row);
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
    (one, other) => one.displayName.localeCompare(other.displayName),
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
  description: 'Whether to return a simplified version of the response instead of the raw data',
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
