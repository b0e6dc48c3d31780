/** Lookups: free, and the task is paid for, so trouble that may pass is waited out and everything else names the task. */
import { row, type Row } from './fault.mts';

const trouble = row('rides', 'timeout');
const invalid = row('ends', 'invalid_request');

export const statusRows: Row[] = [
  trouble('a reset', { reset: true }),
  trouble('a hang', { hang: true }, { slow: true }),
  trouble('408', { status: 408 }),
  trouble('425', { status: 425 }),
  trouble('429', { status: 429 }),
  trouble('429, Retry-After in seconds', { status: 429, retryAfter: 7 }),
  trouble('429, Retry-After of eleven days', { status: 429, retryAfter: 999_999 }),
  trouble('500', { status: 500 }),
  trouble('502 as a page of Cloudflare', { page: 'cloudflare-502' }),
  trouble('503', { status: 503, retryAfter: 5 }),
  trouble('504', { status: 504 }),
  trouble('a page at 200', { page: 'portal' }),
  trouble('200 without an id', { omit: ['id'] }),
  trouble('malformed JSON', { body: '{"id": "task-' }),
  trouble('an empty body', { body: '' }),
  trouble('half an answer', { truncate: true }),
  trouble('another task', { merge: { id: 'task-unified-1-other' } }, { says: /another task/ }),
  trouble('an unknown word', { merge: { status: 'rendering', results: null } }, { says: /still rendering/ }),
  invalid('400', { status: 400 }),
  row('ends', 'authentication')('401', { status: 401 }),
  row('ends', 'insufficient_credits')('402', { status: 402 }),
  row('ends', 'authentication')('403', { status: 403, error: { message: 'No access' } }),
  trouble('403 as a page of Cloudflare', { page: 'cloudflare-403' }),
  trouble('text 1010', { page: 'error-1010' }),
  invalid('404', { status: 404 }, { soonAfterCreate: 'rides', gone: true }),
  row('ends', 'input_media')('413', { status: 413 }),
  invalid('422', { status: 422 }),
  trouble('a redirect', { redirect: true }),
];
