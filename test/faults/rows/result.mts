/** Files of finished videos: whatever happens to one, the video is there, paid for, and the item says so. */
import { row, type Row } from './fault.mts';

const again = row('rides', 'none');

export const resultRows: Row[] = [
  again('a reset', { reset: true }),
  again('a hang', { hang: true }, { slow: true }),
  again('500', { status: 500 }),
  again('502 as a page of Cloudflare', { page: 'cloudflare-502' }),
  again('503', { status: 503 }),
  again('429', { status: 429 }),
  again('a page at 200', { page: 'portal' }),
  again('an empty body', { body: '' }),
  again('a cut file', { truncate: true }),
  again('a file that stalls', { stall: true }, { slow: true }),
  again('a redirect to something else', { redirect: true }),
  again('an expired link', { page: 'expired' }),
  again('404', { status: 404 }),
  again('410', { status: 410 }),
];
