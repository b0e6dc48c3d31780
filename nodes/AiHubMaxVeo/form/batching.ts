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
    'Whether Retry On Fail creates (and pays for) a new video when the previous task failed. If off, the previous failure is returned again.',
};

export const additionalFields: INodeProperties = {
  displayName: 'Additional Fields (JSON)',
  name: 'additionalFields',
  type: 'json',
  default: '{}',
  description:
    'Extra request fields as JSON, for API parameters this node does not know yet. The model and the prompt cannot be replaced.',
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
      'How many videos to generate at the same time. Remaining items wait.',
    ),
    numberParameter(
      'maxCredits',
      'Create no more videos once this run would reserve more than this many credits. 0 means no limit. The first video shows what one costs (creditsReserved).',
    ),
    {
      displayName: 'Retry on Rate Limit',
      name: 'retryOnRateLimit',
      type: 'boolean',
      default: true,
      description:
        'Whether to retry when AIHubMax responds with 429 (too many requests). Rejected requests are not charged.',
    },
  ],
};
