/** What a reply that is not a success says, in the vocabulary of failures. */
import { categoryOfCode, categoryOfStatus } from '../catalogue/failures';
import type { CategoryName } from '../catalogue/failures';
import type { FailureFacts } from '../errors';
import { textOf } from '../json';
import { envelopeStatus, isAboutContent, reasonOf } from './reason';
import type { Outcome } from './send';

export type Reply = Extract<Outcome, { kind: 'reply' }>;

export const isSuccess = (outcome: Outcome): outcome is Reply =>
  outcome.kind === 'reply' && outcome.status >= 200 && outcome.status < 300;

/** A success without a task whose body carries the status of a refusal counts as that status. */
export function asRefusal(outcome: Outcome): Outcome {
  const status = isSuccess(outcome) ? envelopeStatus(outcome.body) : null;
  return status === null ? outcome : { ...(outcome as Reply), status };
}

/** A page or a text from something between us and the API, such as a proxy or a wrong base URL. */
function describeNonApiReply({ status, body }: Reply): string {
  const page = textOf(body);
  const short = page && !page.startsWith('<') && page.length <= 200 ? `: ${page}` : '';
  const wanted = status < 400 ? 'no JSON' : 'no JSON error';
  return `AIHubMax answered HTTP ${status} with ${page.startsWith('<') ? 'a web page' : wanted}${short}`;
}

/** What an answer that cannot be the API's suggests. */
export const checkBaseUrl = 'Check the base URL in the AIHubMax API credential.';

/** A 403 without the API's own words is not about the key. */
const blocked =
  'Something between this n8n and AIHubMax blocks the request, such as a firewall or Cloudflare: try later, or from another network.';

/** The key is refused, or its balance is. Nothing else of the run can succeed either. */
const plainStatuses = [401, 402];

function categoryOf(status: number, code: string): CategoryName {
  const named = categoryOfCode(code);
  const counts = !plainStatuses.includes(status) || named === 'insufficient_credits';
  return (counts ? named : undefined) ?? categoryOfStatus(status);
}

const requestIdOf = (headers: Reply['headers']): string =>
  (textOf(headers['x-request-id']) || textOf(headers['x-oneapi-request-id'])).slice(0, 200);

/** The facts of a reply that is no success; `message` is the API's own sentence where it gave one. */
export function failureOf(reply: Reply): FailureFacts {
  const { message, code } = reasonOf(reply.body);
  const plain = categoryOf(reply.status, code);
  // Only a refusal of the request itself can be about its content: an account can break rules as well.
  const isContent =
    [400, 422].includes(reply.status) && plain === 'invalid_request' && isAboutContent(message);
  const category = isContent ? 'content_policy' : plain;
  const requestId = requestIdOf(reply.headers);
  const facts = {
    category,
    code: code || category,
    message: message || describeNonApiReply(reply),
    httpStatus: reply.status,
    ...(requestId && { requestId }),
  };
  if (message) return facts;
  if (reply.status === 403) return { ...facts, category: 'service', code: 'service', advice: blocked };
  const elsewhere = reply.status < 400 || [400, 404, 405, 422].includes(reply.status);
  return elsewhere ? { ...facts, advice: checkBaseUrl } : facts;
}

/** The delay that a `Retry-After` header asks for, in ms; it gives seconds or a date. */
export function retryAfterMs(headers: Record<string, unknown>, nowMs: number): number | undefined {
  const value = textOf(headers['retry-after']);
  if (!value) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
