/** Uploads: free as well, and nothing is created without the picture. */
import { row, type Row } from './fault.mts';

const again = row('rides', 'service');
const media = row('ends', 'input_media');

export const uploadRows: Row[] = [
  again('a reset', { reset: true }),
  again('a reset after it was kept', { accepted: true, reset: true }),
  again('a hang', { hang: true }, { slow: true }),
  again('408', { status: 408 }),
  again('425', { status: 425 }),
  row('rides', 'rate_limited')('429', { status: 429, retryAfter: 2 }),
  again('500', { status: 500 }),
  again('502 as a page of Cloudflare', { page: 'cloudflare-502' }),
  again('503', { status: 503 }),
  again('504', { status: 504 }),
  again('a page at 200', { page: 'portal' }),
  again('200 without an address', { omit: ['url'] }),
  again('malformed JSON', { body: '{"url": "htt' }),
  again('an empty body', { body: '' }),
  again('half an answer', { truncate: true }),
  row('ends', 'invalid_request')('400', { status: 400 }),
  row('ends', 'authentication')('401', { status: 401 }),
  row('ends', 'insufficient_credits')('402', { status: 402 }),
  row('ends', 'authentication')('403, the storage is full', {
    status: 403,
    error: { message: 'Storage full' },
  }),
  row('ends', 'service')('403 as a page of Cloudflare', { page: 'cloudflare-403' }),
  row('ends', 'service')('text 1010', { page: 'error-1010' }),
  row('ends', 'invalid_request')('404', { status: 404 }),
  media('413', { status: 413 }),
  media('413 as a page of Cloudflare', { page: 'cloudflare-413' }),
  media('422', { status: 422, error: { code: 'invalid_file_type', message: 'Not an image' } }),
  row('ends', 'invalid_request')('a redirect', { redirect: true }),
];
