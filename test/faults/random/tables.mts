/** What can meet a request, and what can become of a task: the tables that stories draw from. */
import type { Fault, TaskScript } from '../../../dev/emulator/index.mts';

/** `$key` becomes the key: some services repeat it in their texts. */
const leak = { message: 'The key $key may not do this' };

export const refused: Fault[] = [
  ...[400, 401, 402, 403, 404, 413, 422, 425].map((status) => ({ status })),
  { status: 429 },
  { status: 429, retryAfter: 5 },
  { status: 429, retryAfter: 999_999 },
  { status: 401, error: leak },
  { page: 'cloudflare-403' },
  { redirect: true, status: 307 },
];

export const broken: Fault[] = [
  { reset: true },
  { status: 408 },
  { status: 500, error: leak },
  { status: 502 },
  { page: 'cloudflare-502' },
  { page: 'portal' },
  { body: '' },
  { body: '{"id": "task-' },
  { redirect: true },
];

/** The service made the task, and the node cannot read which. */
export const lost: Fault[] = [
  ...broken.map((fault) => ({ ...fault, accepted: true })),
  { omit: ['id'] },
  { truncate: true },
];

export const scripts: Partial<TaskScript>[] = [
  {},
  {},
  {},
  { seconds: 0 },
  { seconds: 200 },
  { end: 'failed', error: { code: 'content_policy_violation', message: 'Not allowed' } },
  { end: 'failed', error: null },
  { end: 'failed', seconds: 150, error: { message: 'Took long and failed' } },
  { end: 'cancelled', error: { message: 'The task was canceled' } },
  { end: 'never' },
  { race: { times: 2 } },
  { results: 'none' },
];
