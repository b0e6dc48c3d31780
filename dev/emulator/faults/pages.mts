/** What stands in front of the service says in its own words: pages and texts that are no JSON. */

export interface Page {
  status: number;
  type: string;
  body: string;
}

const cloudflare = (status: number, title: string, reason: string): Page => ({
  status,
  type: 'text/html; charset=UTF-8',
  body: `<!DOCTYPE html>
<html lang="en-US"><head><title>${title}</title><meta name="robots" content="noindex, nofollow"></head>
<body><div id="cf-wrapper"><h1>${title}</h1><p>${reason}</p>
<p>Cloudflare Ray ID: <strong>9a2f6c1d0b7e4d11</strong></p></div></body></html>
`,
});

const html = 'text/html; charset=utf-8';

export const pages = {
  'cloudflare-403': cloudflare(403, 'Attention Required! | Cloudflare', 'Sorry, you have been blocked'),
  'cloudflare-413': cloudflare(413, '413 Request Entity Too Large', 'The request is larger than allowed'),
  'cloudflare-502': cloudflare(
    502,
    'api.aihubmax.com | 502: Bad gateway',
    'The web server reported an error.',
  ),
  'error-1010': { status: 403, type: 'text/plain; charset=UTF-8', body: 'error code: 1010' },
  /** What a wrong base URL answers: the site's own page, with status 200. */
  portal: {
    status: 200,
    type: html,
    body: '<!doctype html><html><head><title>AIHubMax</title></head><body><div id="root"></div></body></html>\n',
  },
  /** What a file host answers to a link that has run out. */
  expired: {
    status: 403,
    type: 'application/xml',
    body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>\n',
  },
} as const satisfies Record<string, Page>;

export type PageName = keyof typeof pages;
