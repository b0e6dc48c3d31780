/** Faults: what goes wrong, for which requests, how often. */
import type { RequestRecord, RouteName } from '../journal.mts';
import type { ApiError } from '../refusal.mts';
import type { TaskScript } from '../tasks/script.mts';
import type { PageName } from './answer.mts';

/** Every member given must hold. */
export interface Match {
  /** Counts from 1, over the requests that meet the rest of the rule since it was set. */
  nth?: number;
  /** Members that the request's body has with these values. */
  body?: Readonly<Record<string, unknown>>;
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
  /** The answer comes in ten pieces, this many milliseconds of real time apart. */
  dripMs?: number;
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
  match?: Match | ((request: RequestRecord) => boolean);
  /** How many requests it applies to; 0 = all. Default 1. */
  times?: number;
  then: Fault;
}

const replacing = ['reset', 'status', 'page', 'body', 'redirect'] as const;

/** Whether the fault takes the place of the real answer. */
export const replaces = (fault: Fault): boolean => replacing.some((member) => fault[member] !== undefined);

export const isAccepted = (fault: Fault): boolean => fault.accepted ?? !(replaces(fault) || fault.hang);
