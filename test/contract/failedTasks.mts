/** Replies that tell of a failed task, and what is read in them. */
import { id, look, replies, taskError, usage } from './replyRows.mts';

const docs = 'AIHubMax docs (earlier brand site docs.foxapi.cc)';
const clients = 'Public clients of the gateway';

export const failedTasks = [
  ...replies('2026-11-22', [
    [
      'Failed by moderation',
      `${docs}, failed task; code from fixtures of public clients`,
      look('failed', 0, {
        error: taskError('content_policy_violation', 'The request was rejected by content moderation'),
        usage,
      }),
      { status: 'failed', ended: true, creditsReserved: 5 },
      'content_policy',
    ],
    [
      'Failed for want of a channel',
      'Public client of the gateway, 2026-10: public mapping of exhausted channels',
      look('failed', 40, { error: taskError('model_unavailable', 'The model is temporarily unavailable') }),
      { status: 'failed', progress: 40, ended: true },
      'model_unavailable',
    ],
    [
      'Failed by the service',
      'Public client of the gateway, diagnostic of 2026-10-09',
      look('failed', 0, { error: taskError('service_unavailable', 'Service temporarily unavailable') }),
      { status: 'failed', ended: true },
      'service',
    ],
    [
      'Failed over the picture',
      'docs.evolink.ai, codes of failed tasks of the same shape',
      look('failed', 0, {
        error: taskError('image_processing_error', 'The input image could not be processed'),
      }),
      { status: 'failed', ended: true },
      'input_media',
    ],
    [
      'Failed with a code nobody documented: code and message are shown as they are',
      "Own rule; the vendor's list of codes is incomplete",
      look('failed', 0, { error: taskError('upstream_4711', 'Upstream said no') }),
      { status: 'failed', ended: true },
      'task_failed',
    ],
    [
      'Failed with a message alone',
      `${clients}, which accept an error without a code`,
      look('failed', 0, { error: { message: 'Generation did not finish' } }),
      { status: 'failed', ended: true },
      'task_failed',
    ],
    [
      'Failed without a word',
      `${clients}, which accept a failed task without an error`,
      look('failed', 0),
      { status: 'failed', ended: true },
      'task_failed',
    ],
    [
      'Failed, in capitals, the older form with its general code',
      `${docs}, older revision of the task query page`,
      {
        id,
        status: 'FAILED',
        progress: 0,
        created: 1795340000,
        error: { code: 'generation_failed', message: 'Video generation failed' },
      },
      { status: 'failed', ended: true },
      'task_failed',
    ],
    [
      'Cancelled',
      `${docs}, older revision of the task query page`,
      look('cancelled', 20),
      { status: 'cancelled', progress: 20, ended: true },
      'cancelled',
    ],
    [
      'Canceled, the other spelling, with a reason',
      'Defensive reading of the older documented word',
      look('canceled', 0, { error: taskError('request_cancelled', 'The request was cancelled') }),
      { status: 'canceled', ended: true },
      'cancelled',
    ],
  ]),
];
