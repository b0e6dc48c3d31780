/** What it means that n8n's HTTP helper threw, or the body of a reply broke off. */
import { NodeApiError } from 'n8n-workflow';
import { failure } from '../errors';
import type { Outcome } from './send';

interface Thrown {
  message?: string;
  httpCode?: string | null;
  code?: string;
  syscall?: string;
  level?: string;
  isAxiosError?: boolean;
  cause?: Thrown;
  /** Where Node.js tried several addresses of a host: what each of them gave. */
  errors?: Thrown[];
}

/** n8n wraps a network error in one or two layers; the innermost code is the network's own. */
export function networkCode(thrown: Thrown | undefined): string {
  if (!thrown) return '';
  return networkCode(thrown.cause) || thrown.code || thrown.httpCode || '';
}

/** Of several addresses the one that got furthest: only if none was connected to can nothing have been sent. */
function furthestOf(errors: Thrown[] | undefined): string | undefined {
  const syscalls = Array.isArray(errors) ? errors.map((error) => error?.syscall ?? 'unknown') : [];
  return syscalls.find((syscall) => syscall !== 'connect') ?? syscalls[0];
}

const syscallOf = (thrown: Thrown | undefined): string | undefined =>
  thrown && (syscallOf(thrown.cause) ?? thrown.syscall ?? furthestOf(thrown.errors));

const innermost = (thrown: Thrown): Thrown => (thrown.cause ? innermost(thrown.cause) : thrown);

/** Node.js writes no such request. */
const unwritable = ['ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS'];

/**
 * n8n's own errors have a level and no code. Once a request is under way only the HTTP client throws, and what it throws has
 * a code; so an error that is not certain to be n8n's own counts as one of the network.
 */
function isRefusal(thrown: Thrown, code: string): boolean {
  if (unwritable.includes(code)) return true;
  const { level, isAxiosError } = innermost(thrown);
  return thrown instanceof NodeApiError && thrown.cause !== undefined && !code && !!level && !isAxiosError;
}

const advice =
  'n8n refused to send the request, so nothing was sent. Check the AIHubMax API credential, its base URL above all.';

export function afterThrow(thrown: Thrown): Outcome {
  const code = networkCode(thrown);
  if (code === 'ERR_CANCELED') return { kind: 'stopped' };
  const message = thrown.cause?.message ?? thrown.message ?? code;
  if (isRefusal(thrown, code))
    return { kind: 'unsent', failure: failure({ category: 'invalid_request', message, advice }) };
  return { kind: 'lost', code, message, during: syscallOf(thrown) };
}
