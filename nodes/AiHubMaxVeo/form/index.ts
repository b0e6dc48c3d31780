/** All parameters, in the order in which the form shows them. */
import type { INodeProperties } from 'n8n-workflow';
import { field, fieldNames } from '../catalogue/queries';
import { forCollection, hideInsteadOfShow, onRequest } from './conditions';
import { fieldParameters, taskIdExample } from './fields';
import { selectors } from './selectors';
import { collection, mainSetting, settingsIn } from './settings';

const fieldsIn = (place?: 'options') =>
  fieldNames.filter((name) => field(name).place === place).flatMap(fieldParameters);

const onCreate = { displayOptions: { show: forCollection({ operation: ['create', 'createAndWait'] }) } };

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
    const show =
      setting.name === 'orderKey' ? { displayOptions: { show: forCollection(onRequest) } } : onCreate;
    return { ...setting, ...show };
  }),
];

const onGetStatus = { operation: ['getStatus'] };
const onWait = { operation: ['createAndWait'] };
const onDownload = { operation: ['createAndWait', 'getStatus'], downloadVideo: [true] };

export const parameters: INodeProperties[] = hideInsteadOfShow([
  ...selectors,
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
  mainSetting(
    'simplify',
    { operation: ['create', 'createAndWait', 'getStatus', 'getCredits'] },
    'Off adds the reply of AIHubMax under "raw"',
  ),
]);
