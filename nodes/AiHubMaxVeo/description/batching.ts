/** The parameters about many items, and about running the node again. */
import type { INodeProperties } from 'n8n-workflow';
import { numberParameter } from './setting';
import { forCollection, onCreate } from './show';

export const recreateFailedTasks: INodeProperties = {
  displayName: 'Recreate Failed Tasks',
  name: 'recreateFailedTasks',
  type: 'boolean',
  default: false,
  description:
    'Whether Retry On Fail pays for a new task when the former one failed. Without this option the former result is reported again.',
};

export const additionalFields: INodeProperties = {
  displayName: 'Additional Fields (JSON)',
  name: 'additionalFields',
  type: 'json',
  default: '{}',
  description:
    'A JSON object that is merged into the request last, for fields that are newer than this node. It may not replace the model or the prompt.',
};

export const batching: INodeProperties = {
  displayName: 'Batching',
  name: 'batching',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  displayOptions: { show: forCollection(onCreate) },
  options: [
    numberParameter(
      'maxConcurrentTasks',
      'How many tasks of this node may be open at once. More items than that wait for their turn.',
    ),
    numberParameter(
      'maxCredits',
      'Stop submitting when the credits reserved by this run would pass this sum, in the unit of creditsReserved. 0 means no limit. The first video shows what one costs.',
    ),
    {
      displayName: 'Retry on Rate Limit',
      name: 'retryOnRateLimit',
      type: 'boolean',
      default: true,
      description:
        'Whether a request that AIHubMax refused for coming too soon is sent again later. A refused request is not charged.',
    },
  ],
};
