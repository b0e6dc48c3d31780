/** Faults as data: what goes wrong, for which requests, how often. Everything here travels as JSON. */
import { routeNames, type RequestRecord, type RouteName } from '../journal.mts';
import { badRequest, type ApiError } from '../refusal.mts';
import type { TaskScript } from '../tasks/script.mts';
import { pages, type PageName } from './answer.mts';

/** Every member given must hold. */
export interface Match {
  /** Counts from 1, over the requests that meet the rest of the rule since it was set. */
  nth?: number;
  /** Of a status or result request: its task, in order of creation from 0. */
  taskIndex?: number;
  /** Members that the request's body has with these values. */
  body?: Readonly<Record<string, unknown>>;
  /** Members that the query has with these values. */
  query?: Readonly<Record<string, string>>;
  /** A part of the path. */
  path?: string;
}

/** What happens. Members combine, e.g. `{ status: 503, delayMs: 50 }` or `{ accepted: true, reset: true }`. */
export interface Fault {
  /** Whether the service did what was asked (made the task, kept the file) before things go wrong. Default: only
   * when the fault leaves the real answer standing. */
  accepted?: boolean;
  /** Headers late by this many milliseconds of real time. */
  delayMs?: number;
  /** No answer until the emulator's release() or the client leaves. */
  hang?: boolean;
  /** The connection is reset instead of an answer. */
  reset?: boolean;
  /** Answers with this status and the vendor's error body; with `page` or `body`, just the status. */
  status?: number;
  error?: Partial<ApiError>;
  /** Header Retry-After as it stands: "2", an HTTP date, "-5", "soon". Of a number: that many seconds. */
  retryAfter?: string | number;
  page?: PageName;
  /** Answers with this body: text as it stands (also malformed or empty), anything else as JSON. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** 302 (or `status`) to this address; true = a page on the results origin. */
  redirect?: string | true;
  /** Removed from, then added to, the real JSON answer. */
  omit?: readonly string[];
  merge?: Readonly<Record<string, unknown>>;
  /** The answer comes in ten pieces, or in pieces of `dripBytes`, this many milliseconds of real time apart. */
  dripMs?: number;
  dripBytes?: number;
  /** Half of the answer, then the connection is reset. */
  truncate?: boolean;
  /** Half of the answer, then silence until release() or the client leaves. */
  stall?: boolean;
  /** The answer compressed, with the length of what is sent, whatever the client said that it takes. */
  encoded?: 'gzip';
  /** The first half of the answer, with 206 and Content-Range. */
  partial?: boolean;
  /** The first half of the answer without a length, ended as if that was all. */
  cut?: boolean;
  /** Of a create: what becomes of its task. */
  script?: Partial<TaskScript>;
}

export interface FaultRule {
  on: RouteName | 'any';
  /** A function only when the rule is set by code. */
  match?: Match | ((request: RequestRecord) => boolean);
  /** How many requests it applies to; 0 = all. Default 1. */
  times?: number;
  then: Fault;
}

const replacing = ['reset', 'status', 'page', 'body', 'redirect'] as const;

/** Whether the fault takes the place of the real answer. */
export const replaces = (fault: Fault): boolean => replacing.some((member) => fault[member] !== undefined);

export const isAccepted = (fault: Fault): boolean => fault.accepted ?? !(replaces(fault) || fault.hang);

const members: { [Part in 'rule' | 'match' | 'then']: readonly string[] } = {
  rule: ['on', 'match', 'times', 'then'] satisfies (keyof FaultRule)[],
  match: ['nth', 'taskIndex', 'body', 'query', 'path'] satisfies (keyof Match)[],
  then: [
    ...(['accepted', 'delayMs', 'hang', 'reset', 'status', 'error', 'retryAfter', 'page', 'body'] as const),
    ...(['headers', 'redirect', 'omit', 'merge', 'dripMs', 'truncate', 'stall', 'script'] as const),
    ...(['dripBytes', 'encoded', 'partial', 'cut'] as const),
  ] satisfies (keyof Fault)[],
};

/** The value as an object whose members are all known. */
function part(name: keyof typeof members, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw badRequest(`A fault's ${name} must be an object`);
  const stranger = Object.keys(value).find((key) => !members[name].includes(key));
  if (stranger) throw badRequest(`A fault's ${name} has no ${stranger}, only ${members[name].join(', ')}`);
  return { ...value };
}

function ruleOf(value: unknown): FaultRule {
  const { on, match = {}, times = 1, then } = part('rule', value);
  const targets: readonly unknown[] = [...routeNames, 'any'];
  if (!targets.includes(on)) throw badRequest(`A fault is on one of ${targets.join(', ')}`);
  if (typeof times !== 'number') throw badRequest('times must be a number');
  const fault: Fault = part('then', then);
  if (fault.page && !(fault.page in pages))
    throw badRequest(`page must be one of ${Object.keys(pages).join(', ')}`);
  return { on: on as FaultRule['on'], match: part('match', match), times, then: fault };
}

/**
 * Of `POST /admin/faults`: one rule, or `{ rules: [...] }`. What is no rule is refused in a sentence, so that a typo
 * does not pass for "no fault".
 */
export function rulesOf(body: Readonly<Record<string, unknown>>): FaultRule[] {
  return Array.isArray(body.rules) ? body.rules.map(ruleOf) : [ruleOf(body)];
}
