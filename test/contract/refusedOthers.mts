/** How lookups and uploads are refused, and what the node makes of it. */
import { error, refusals } from './replyRows.mts';

const codes = 'AIHubMax docs, error codes page';
const clients = 'Public clients of the gateway';
const openApi = 'AIHubMax OpenAPI files as read by public clients';

export const refusedOthers = [
  ...refusals({ on: 'status', date: '2026-11-22' }, [
    [
      'A wrong key, in the form of the management endpoints',
      'QuantumNous/new-api: /api routes answer {success, message}',
      [401, 'authentication'],
      { success: false, message: 'Unauthorized, invalid access token' },
    ],
    [
      'A task nobody knows',
      `${codes}: 404`,
      [404, 'invalid_request'],
      error('Task not found (request_id: 20261122093320a1b2c3)', 'not_found', 'not_found'),
    ],
    [
      'Too many lookups',
      `${codes}: 429`,
      [429, 'rate_limited'],
      error('Rate limit exceeded, retry later', 'rate_limit_error', 'rate_limit_exceeded'),
    ],
    [
      'A server error on a lookup',
      `${codes}: 500`,
      [500, 'service'],
      error('Internal server error', 'server_error'),
    ],
    [
      'An unavailable service on a lookup',
      `${codes}: 503, in the type of the clients' guides`,
      [503, 'service'],
      error('Service temporarily unavailable', 'service_unavailable_error', 'service_unavailable'),
    ],
    [
      "A bad gateway's page on a lookup",
      `${clients}: Cloudflare pages; 502 is transient`,
      [502, 'service'],
      '<!DOCTYPE html>\n<html><head><title>api.aihubmax.com | 502: Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>',
      { 'content-type': 'text/html; charset=UTF-8' },
    ],
    [
      'A portal page with status 200 on a lookup',
      `${clients}: a wrong base URL answers 200 with the site's page`,
      [200, 'service'],
      '<!doctype html><html><head><title>AIHubMax</title></head><body><div id="root"></div></body></html>',
      { 'content-type': 'text/html; charset=utf-8' },
    ],
    [
      "Cloudflare's block page on a lookup is not about the key",
      `${clients}: 403 with an HTML page`,
      [403, 'service'],
      '<!DOCTYPE html>\n<html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1></body></html>',
      { 'content-type': 'text/html; charset=UTF-8' },
    ],
  ]),
  ...refusals({ on: 'status', date: '2026-11-29' }, [
    [
      "A firewall's JSON on a lookup",
      "Cloudflare's API error format: {success, errors}",
      [403, 'service'],
      { success: false, errors: [{ code: 1010, message: 'Access denied' }], messages: [], result: null },
    ],
    [
      "A load balancer's JSON on a lookup",
      'AWS API Gateway: {message}',
      [403, 'service'],
      { message: 'Forbidden' },
    ],
    [
      "A framework's JSON on a lookup",
      "FastAPI's default 404: {detail}",
      [404, 'service'],
      { detail: 'Not Found' },
    ],
  ]),
  ...refusals({ on: 'upload', date: '2026-11-22' }, [
    [
      'A file that is too large',
      `${openApi}: 413 file_too_large_error`,
      [413, 'input_media'],
      error('File too large', 'file_too_large_error'),
    ],
    [
      'A file too large for Cloudflare, which answers with a page',
      'Public client cookaihq/canvas4me: body cap of about 100 MB answered with HTML',
      [413, 'input_media'],
      '<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n<center><h1>413 Request Entity Too Large</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n',
      { 'content-type': 'text/html' },
    ],
    [
      'An upload with a wrong key',
      `${openApi}: 401 on uploads`,
      [401, 'authentication'],
      error('Invalid API key', 'authentication_error'),
    ],
    [
      'Too many uploads',
      `${openApi}: 429 on uploads`,
      [429, 'rate_limited'],
      error('Too many uploads', 'rate_limit_error'),
      { 'retry-after': 'Sun, 22 Nov 2026 10:00:05 GMT' },
    ],
    [
      'A server error on an upload: nothing is paid, so nothing is unknown',
      `${openApi}: 500 on uploads`,
      [500, 'service'],
      error('Storage error', 'server_error'),
    ],
    [
      "Cloudflare's refusal of a client it does not like is not about the key",
      'Public client of the gateway: 403 with the text error code: 1010 on file routes',
      [403, 'service'],
      'error code: 1010',
      { 'content-type': 'text/plain; charset=UTF-8' },
    ],
  ]),
];
