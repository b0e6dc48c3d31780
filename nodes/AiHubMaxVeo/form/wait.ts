/** The parameters of waiting, shown for every operation that can wait. */
import type { INodeProperties } from 'n8n-workflow';
import { numberParameter } from './setting';
import { forCollection, onFinish, onGetStatus, onWait } from './show';

const ends = [
  { name: 'Return the Task as an Item', value: 'returnTask' },
  { name: 'Stop With an Error', value: 'error' },
];

const waitOptions: INodeProperties[] = [
  {
    displayName: 'On Task Failure',
    name: 'onTaskFailure',
    type: 'options',
    options: ends,
    default: 'error',
    description:
      'What to do when AIHubMax could not create the video. An item has the reason under "failure".',
  },
  {
    displayName: 'On Timeout',
    name: 'onTimeout',
    type: 'options',
    options: ends,
    default: 'error',
    description:
      'What to do when the task is still running after the timeout. It goes on at AIHubMax either way. An item has "timedOut" set to true.',
  },
  numberParameter(
    'pollIntervalSeconds',
    'How often to check the task (minimum 1 second). 0 chooses the interval automatically.',
  ),
  {
    displayName: 'Sync Upstream',
    name: 'syncUpstream',
    type: 'boolean',
    default: false,
    description:
      'Whether AIHubMax fetches the latest status from the video provider on every check instead of a cached one. Use it only for a task that seems stuck.',
  },
  numberParameter(
    'timeoutMinutes',
    'How long to wait at most. After that the task goes on at AIHubMax and can be read with Get Status.',
  ),
];

/** The ways an operation can end with a finished video. */
const downloads: INodeProperties[] = [
  {
    displayName: 'Download Video',
    name: 'downloadVideo',
    type: 'boolean',
    default: false,
    displayOptions: { show: onFinish },
    description:
      'Whether to put the finished video into the output item as a file. Its URL alone works for 24 hours only.',
  },
  {
    displayName: 'Put Output File in Field',
    name: 'binaryPropertyOutput',
    type: 'string',
    default: 'data',
    displayOptions: { show: { ...onFinish, downloadVideo: [true] } },
    hint: 'The name of the output binary field to put the file in',
    description: 'The binary field of the output item that gets the video',
  },
];

export const waitParameters: INodeProperties[] = [
  {
    displayName: 'Wait for Completion',
    name: 'waitForCompletion',
    type: 'boolean',
    default: false,
    displayOptions: { show: onGetStatus },
    description: 'Whether to wait until the task finishes instead of returning its current status',
  },
  {
    displayName: 'Route by Status',
    name: 'routeByStatus',
    type: 'boolean',
    // By expression n8n could not tell how many outputs the node has.
    noDataExpression: true,
    default: false,
    displayOptions: { show: onGetStatus },
    description:
      'Whether the node has three outputs: Completed, In Progress and Failed. With Wait for Completion, failed and unfinished tasks then take their output instead of stopping the workflow.',
  },
  ...downloads,
  ...onWait.map(
    (show): INodeProperties => ({
      displayName: 'Wait Options',
      name: 'waitOptions',
      type: 'collection',
      placeholder: 'Add option',
      default: {},
      displayOptions: { show: forCollection(show) },
      options: waitOptions,
    }),
  ),
];
