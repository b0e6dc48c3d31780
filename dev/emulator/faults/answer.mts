/** What a fault puts in place of the real answer, or makes of it. */
import type { FastifyReply } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { errorBody, typeOf } from '../refusal.mts';
import type { Service } from '../service.mts';
import type { Fault } from './rule.mts';

/** What stands in front of the service says in its own words: pages and texts that are no JSON. */
interface Page {
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

const json = 'application/json; charset=utf-8';

/** Codes the vendor gives along with a status, where one is documented. */
const codes: Readonly<Record<number, string>> = { 402: 'insufficient_quota', 404: 'not_found' };

function refusalText({ status = 500, error }: Fault, now: number): string {
  const message = STATUS_CODES[status] ?? 'Unknown error';
  return JSON.stringify(errorBody({ type: typeOf(status), code: codes[status], message, ...error }, now));
}

function pageOf(fault: Fault, now: number): Page {
  if (fault.page) return pages[fault.page];
  const { status = 200, body = refusalText(fault, now) } = fault;
  return { status, type: json, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** Gives the reply the fault's status and headers; returns its body. */
export function replaced(fault: Fault, reply: FastifyReply, { clock, resultsUrl }: Service): string {
  const { redirect, retryAfter } = fault;
  reply.removeHeader('content-length').removeHeader('content-type');
  const { status, type, body } = pageOf(fault, clock.now());
  const location = redirect === true ? `${resultsUrl}/elsewhere` : redirect;
  if (location) reply.code(fault.status ?? 302).header('location', location);
  else reply.code(fault.status ?? status).header('content-type', type);
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  reply.headers({ ...fault.headers });
  return location ? '' : body;
}

/** The real answer with the fault's headers, and, of JSON, without `omit` and with `merge`. */
export function adjusted(fault: Fault, reply: FastifyReply, payload: unknown): unknown {
  const { headers, omit = [], merge } = fault;
  reply.headers({ ...headers });
  if (!(fault.omit || merge) || typeof payload !== 'string') return payload;
  reply.removeHeader('content-length');
  const kept = Object.entries(JSON.parse(payload) as object).filter(([key]) => !omit.includes(key));
  return JSON.stringify({ ...Object.fromEntries(kept), ...merge });
}
