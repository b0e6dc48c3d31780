/** The answer a fault gives in place of the real one, or what it makes of the real one. */
import { STATUS_CODES } from 'node:http';
import { errorBody, typeOf } from '../refusal.mts';
import { pages } from './pages.mts';
import type { Fault } from './rule.mts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const json = { 'content-type': 'application/json; charset=utf-8' };

const bodyOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));

/** Codes the vendor gives along with a status, where one is documented. */
const codes: Readonly<Record<number, string>> = { 402: 'insufficient_quota', 404: 'not_found' };

function refusalText({ status = 500, error = {} }: Fault, now: number): string {
  const message = error.message ?? STATUS_CODES[status] ?? 'Unknown error';
  return JSON.stringify(errorBody({ type: typeOf(status), code: codes[status], ...error, message }, now));
}

function plainAnswer(fault: Fault, now: number): Answer {
  if (fault.page) {
    const { status, type, body } = pages[fault.page];
    return { status: fault.status ?? status, headers: { 'content-type': type }, body };
  }
  const status = fault.status ?? 200;
  if (fault.body !== undefined) return { status, headers: json, body: bodyOf(fault.body) };
  return { status, headers: json, body: refusalText(fault, now) };
}

/** Of a fault that replaces the real answer. `elsewhere` is where `redirect: true` leads. */
export function answerOf(fault: Fault, now: number, elsewhere: string): Answer {
  const location = fault.redirect === true ? elsewhere : fault.redirect;
  const answer = location
    ? { status: fault.status ?? 302, headers: { location }, body: '' }
    : plainAnswer(fault, now);
  const headers: Record<string, string> = { ...answer.headers };
  if (fault.retryAfter !== undefined) headers['retry-after'] = String(fault.retryAfter);
  return { ...answer, headers: { ...headers, ...fault.headers } };
}

/** The real JSON text without `omit` and with `merge`. */
export function altered(text: string, { omit = [], merge = {} }: Fault): string {
  const real = JSON.parse(text) as Record<string, unknown>;
  const kept = Object.entries(real).filter(([key]) => !omit.includes(key));
  return JSON.stringify({ ...Object.fromEntries(kept), ...merge });
}
