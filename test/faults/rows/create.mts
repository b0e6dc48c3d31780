/** Creates: money is at stake, so only a refusal is sent again. */
import { row, type Row } from './fault.mts';

const invalid = row('ends', 'invalid_request');
const media = row('ends', 'input_media');
const down = row('ends', 'service');
const limited = row('rides', 'rate_limited');
const unknown = row('unknown', 'submission_unknown');

const made = { made: true } as const;
const address = { says: /Check the base URL/ };
const usage = { says: /Check your usage on AIHubMax first/ };

const refused: Row[] = [
  invalid('400', { status: 400, error: { message: 'Malformed JSON' } }, { says: /Malformed JSON/ }),
  row('ends', 'authentication')('401', { status: 401 }, { says: /API key/ }),
  row('ends', 'insufficient_credits')('402', { status: 402 }, { says: /Top up/ }),
  row('ends', 'authentication')(
    '403',
    { status: 403, error: { message: 'No access' } },
    { says: /No access/ },
  ),
  down(
    '403 as a page of Cloudflare',
    { page: 'cloudflare-403' },
    { says: /a web page.*blocks the request/s },
  ),
  down('text 1010', { page: 'error-1010' }, { says: /error code: 1010/ }),
  invalid('404', { status: 404 }),
  invalid('404 as a page', { page: 'portal', status: 404 }, address),
  media('413', { status: 413 }),
  media('413 as a page of Cloudflare', { page: 'cloudflare-413' }),
  invalid('422', { status: 422, error: { message: 'prompt is too long' } }, { says: /prompt is too long/ }),
  row('ends', 'model_unavailable')('422 without a channel', {
    status: 422,
    error: { code: 'no_compatible_channel', message: 'No channel' },
  }),
  row('ends', 'content_policy')('422 for its content', {
    status: 422,
    error: { code: 'content_policy_violation', message: 'Not allowed' },
  }),
  media('422 for its picture', {
    status: 422,
    error: { code: 'invalid_image_url', message: 'Not an image' },
  }),
  down('425', { status: 425 }),
  invalid('a redirect for good', { redirect: true, status: 301 }, address),
  invalid('a redirect that keeps the method', { redirect: true, status: 307 }, address),
];

const rateLimits: Row[] = [
  limited('429', { status: 429 }),
  limited('429, Retry-After in seconds', { status: 429, retryAfter: 3 }),
  limited('429, Retry-After as a date', { status: 429, retryAfter: 'Sun, 22 Nov 2026 12:00:00 GMT' }),
  limited('429, Retry-After of eleven days', { status: 429, retryAfter: 999_999 }),
  limited('429, Retry-After in the past', { status: 429, retryAfter: '-5' }),
  limited('429, Retry-After in words', { status: 429, retryAfter: 'soon' }),
];

const broken: Row[] = [
  unknown('a reset before it was accepted', { reset: true }, usage),
  unknown('a reset after it was accepted', { accepted: true, reset: true }, { ...made, ...usage }),
  unknown('a hang', { hang: true }, { says: /did not answer in time/, slow: true }),
  unknown(
    'a hang after it was accepted',
    { accepted: true, hang: true, status: 200 },
    { ...made, slow: true },
  ),
  unknown('408', { status: 408 }),
  unknown('a redirect', { redirect: true }, address),
  unknown('a redirect after it was accepted', { redirect: true, accepted: true }, { ...made, ...usage }),
  unknown('see elsewhere after it was accepted', { redirect: true, status: 303, accepted: true }, made),
  ...[500, 502, 503, 504].flatMap((status) => [
    unknown(`${status}`, { status }),
    unknown(`${status} after it was accepted`, { accepted: true, status }, { ...made, ...usage }),
  ]),
  unknown('502 as a page of Cloudflare', { page: 'cloudflare-502', accepted: true }, made),
  unknown('a page at 200', { page: 'portal' }),
  unknown('a page at 200 after it was accepted', { page: 'portal', accepted: true }, made),
  unknown('200 without an id', { omit: ['id'] }, made),
  unknown('200 with an empty id', { merge: { id: '' } }, made),
  unknown('malformed JSON', { body: '{"id": "task-', accepted: true }, made),
  unknown('an empty body', { body: '', accepted: true }, made),
  unknown('half an answer', { truncate: true }, made),
];

const odd = row('rides', 'none');

/** Odd, but nothing is wrong. */
const fine: Row[] = [
  odd('an answer in drops', { dripMs: 2 }),
  odd('a late answer', { delayMs: 30 }),
  odd('an upper case status', {
    script: { words: { pending: 'PENDING', processing: 'PROCESSING', completed: 'COMPLETED' } },
  }),
  odd('no usage and no estimate', { script: { usage: false, estimatedTime: null } }),
];

export const createRows: Row[] = [...refused, ...rateLimits, ...broken, ...fine];
