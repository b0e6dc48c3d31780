/** All parameters, in the order in which the form shows them. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import {
  defaultMode,
  field,
  fieldNames,
  mode,
  modeNames,
  startVariant,
  variant,
  variantsOf,
} from '../catalogue/queries';
import { forCollection, hideInsteadOfShow, onRequest } from './conditions';
import {
  collection,
  fieldParameters,
  mainSetting,
  noticesBelow,
  settingsIn,
  taskIdExample,
  usualAtBothEnds,
} from './fields';

/** Ordered by use. The action is also what an agent is told of its tool, so it says what costs credits. */
export const operationOptions: INodePropertyOptions[] = [
  {
    name: 'Create and Wait',
    value: 'createAndWait',
    action: 'Create paid video and wait',
    description: 'Create a video and wait for the result. Costs credits.',
  },
  {
    name: 'Create',
    value: 'create',
    action: 'Create paid video without waiting',
    description: 'Start creating a video and return its task at once. Costs credits.',
  },
  {
    name: 'Get Status',
    value: 'getStatus',
    action: 'Get video status for free',
    description: "Get a task's status and, once finished, its video URL. Free.",
  },
  {
    name: 'Check',
    value: 'check',
    action: 'Check request for free',
    description: 'Check a request and its files without sending it: what is wrong, what it costs. Free.',
  },
  {
    name: 'Get Credits',
    value: 'getCredits',
    action: 'Get remaining credits for free',
    description: 'Get the remaining balance of the API key. Free.',
  },
];

/** Modes with the same variants share a choice of models, which therefore survives a switch of the mode. */
const modelTwins = [...new Set(modeNames.map((name) => variantsOf(name).join()))].map(
  (variants): INodeProperties => {
    const modes = modeNames.filter((name) => variantsOf(name).join() === variants);
    const [first = defaultMode] = modes;
    const initial = startVariant(first);
    return {
      displayName: 'Model',
      name: 'model',
      type: 'options',
      options: variantsOf(first).map((name) => ({
        name: variant(name).label,
        value: name,
        description: variant(name).help,
      })),
      default: initial,
      displayOptions: { show: { ...onRequest, mode: modes } },
      description:
        'The Veo 3.1 variant. Price and available fields depend on it. If Mode is an expression, the same variant of that mode is used; Reference to Video and Extend have no Lite.',
      builderHint: {
        propertyHint:
          'lite is the cheapest, standard the most expensive. Keep lite with resolution 720p and duration 4 while building.',
      },
    };
  },
);

const fieldsIn = (place?: 'options') =>
  fieldNames.filter((name) => field(name).place === place).flatMap(fieldParameters);

const onCreate = { operation: ['create', 'createAndWait'] };
const onGetStatus = { operation: ['getStatus'] };
const onWait = { operation: ['createAndWait'] };
const onDownload = { operation: ['createAndWait', 'getStatus'], downloadVideo: [true] };

const options: INodeProperties[] = [
  ...fieldsIn('options'),
  {
    displayName: 'Additional Fields (JSON)',
    name: 'additionalFields',
    type: 'json',
    default: '{}',
    description:
      'Extra request fields as JSON, for API parameters this node does not know yet. The model and the prompt cannot be replaced.',
    displayOptions: { show: forCollection(onRequest) },
  },
  ...settingsIn('options').map((setting) => {
    if (setting.name === 'includeInputFields') return setting;
    const show = setting.name === 'orderKey' ? onRequest : onCreate;
    return { ...setting, displayOptions: { show: forCollection(show) } };
  }),
];

export const parameters: INodeProperties[] = hideInsteadOfShow([
  {
    // Nobody sees it, but n8n describes an agent's tool by the action of its operation only where there is a resource.
    // Without it the tool that costs and the tool that is free would both carry the node's own description.
    displayName: 'Resource',
    name: 'resource',
    type: 'hidden',
    // The node panel searches a resource's operations here.
    options: [{ name: 'Video', value: 'video' }],
    default: 'video',
  },
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show: { resource: ['video'] } },
    options: operationOptions,
    description: 'What the node does. Creating a video costs credits, everything else is free.',
    default: 'createAndWait',
  },
  {
    // An impatient agent would call a tool that waits a second time, and be charged again.
    displayName:
      'Agents work best with two tools: add this node twice, with Create and with Get Status. Every created video costs credits.',
    name: 'toolNotice',
    type: 'notice',
    default: '',
    displayOptions: { show: { '@tool': [true], operation: ['createAndWait'] } },
  },
  {
    displayName: 'Mode',
    name: 'mode',
    type: 'options',
    options: modeNames
      .map((name) => ({ name: mode(name).label, value: name, description: mode(name).help }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
    default: defaultMode,
    displayOptions: { show: onRequest },
    description: 'What the video is made from',
  },
  ...usualAtBothEnds(modelTwins),
  ...noticesBelow('model'),
  ...fieldsIn(),
  {
    displayName: 'Task ID',
    name: 'taskId',
    type: 'string',
    required: true,
    default: '',
    placeholder: taskIdExample,
    displayOptions: { show: onGetStatus },
    description:
      'The ID that Create returned for the task. Usually an expression that takes it from the item.',
  },
  mainSetting('waitForCompletion', onGetStatus),
  // By expression n8n could not tell how many outputs the node has.
  { ...mainSetting('routeByStatus', onGetStatus), noDataExpression: true },
  // Who looks wants to see the film; an agent wants its URL, and who reads a task often does so many times.
  { ...mainSetting('downloadVideo', { ...onWait, '@tool': [false] }), default: true },
  mainSetting('downloadVideo', { ...onWait, '@tool': [true] }),
  mainSetting('downloadVideo', onGetStatus),
  mainSetting('binaryPropertyOutput', onDownload),
  mainSetting('outputFileName', onDownload),
  collection('options', { operation: ['create', 'createAndWait', 'getStatus', 'check'] }, options),
  // The two ways to wait are no rectangle.
  collection('waitOptions', onWait),
  collection('waitOptions', { ...onGetStatus, waitForCompletion: [true] }),
  collection('batching', onRequest),
  {
    ...mainSetting('simplify', { operation: ['create', 'createAndWait', 'getStatus', 'getCredits'] }),
    hint: 'Off adds the reply of AIHubMax under "raw"',
  },
]);
