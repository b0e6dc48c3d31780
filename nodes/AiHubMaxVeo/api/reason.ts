/** Why a reply is no success: its reason, wherever gateways of the same family put it (api-contract.md 4.1), and what that means. */
import { categoryOfCode, categoryOfStatus } from '../catalogue/failures';
import type { CategoryName } from '../catalogue/failures';
import type { FailureFacts } from '../errors';
import { recordOf, textOf, wordOf } from '../json';
import type { Reply } from './reply';

/** Characters of a reason. */
const maxLength = 500;

/** A text, or a list of complaints: each `{loc, msg}` of a validator, `{message}`, or a text. */
function complaints(value: unknown): string {
  if (!Array.isArray(value)) return textOf(value);
  const texts = value.slice(0, 10).map((part: unknown) => {
    const { loc, msg, message } = recordOf(part);
    const words = textOf(part) || textOf(msg) || textOf(message);
    const place = Array.isArray(loc) ? loc.filter((step) => step !== 'body').join('.') : '';
    return words && place ? `${place}: ${words}` : words;
  });
  return texts.filter(Boolean).join('; ');
}

/** What a reply that arrived says as its code, which is no reason. */
const successCode = /^(success|ok|0|200)$/i;

/** What a reply says of why something failed, and its code; both empty where it says nothing. */
export function reasonOf(reply: unknown): { message: string; code: string } {
  const body = recordOf(reply);
  const error = recordOf(body.error);
  const message =
    textOf(error.message) ||
    textOf(error.msg) ||
    complaints(error.detail) ||
    textOf(body.error) ||
    textOf(body.fail_reason) ||
    textOf(body.failure_reason) ||
    complaints(body.errors) ||
    complaints(body.detail) ||
    textOf(body.message) ||
    textOf(body.msg);
  const codes = [error.code, body.error_code, body.code, recordOf(error.error).code].map(wordOf);
  const code = codes.find((word) => word !== '' && !successCode.test(word)) ?? '';
  return {
    message: message.length > maxLength ? `${message.slice(0, maxLength)}…` : message,
    // The code of our own Stop has spaces in it, so that no code of the wire can be taken for it.
    code: code.slice(0, 100).replace(/\s+/g, '_'),
  };
}

/** A refusal for the content speaks for itself where its code says nothing. */
const contentWords =
  /content (policy|filter|moderation)|usage (guidelines|policy|policies)|violat\w*.{0,80}\b(guidelines?|polic(y|ies)|terms|standards|content)\b|sensitive (words?|content)|prohibited content|safety (system|filter|policy)|moderation(?! (service|system|api)\b)/i;

export const isAboutContent = (message: string): boolean => contentWords.test(message.slice(0, maxLength));

/** A page or a text from something between us and the API, such as a proxy or a wrong base URL. */
function describeNonApiReply({ status, body }: Reply): string {
  const page = textOf(body);
  const isMarkup = page.startsWith('<');
  const short = page && !isMarkup && page.length <= 200 ? `: ${page}` : '';
  const wanted = status < 400 ? 'no JSON' : 'no JSON error';
  return `AIHubMax answered HTTP ${status} with ${isMarkup ? 'a web page' : wanted}${short}`;
}

/** What an answer that cannot be the API's suggests. */
export const checkBaseUrl = 'Check the base URL in the AIHubMax API credential.';

/** A 403 without the API's own words is not about the key. */
const blocked =
  'Something between this n8n and AIHubMax blocks the request, such as a firewall or Cloudflare: try later, or from another network.';

function categoryOf(status: number, code: string, message: string): CategoryName {
  const named = categoryOfCode(code);
  // The key is refused, or its balance is: nothing else of the run can succeed either, whatever the code says.
  const isPlain = [401, 402].includes(status) && named !== 'insufficient_credits';
  const category = (isPlain ? undefined : named) ?? categoryOfStatus(status);
  // Only a refusal of the request itself can be about its content: an account can break rules as well.
  const isRequest = category === 'invalid_request' && [400, 422].includes(status);
  return isRequest && isAboutContent(message) ? 'content_policy' : category;
}

/** The facts of a reply that is no success; `message` is the API's own sentence where it gave one. */
export function failureOf(reply: Reply): FailureFacts & { code: string } {
  const { status, headers } = reply;
  const { message, code } = reasonOf(reply.body);
  const category = categoryOf(status, code, message);
  const requestId = textOf(headers['x-request-id']) || textOf(headers['x-oneapi-request-id']);
  const facts = {
    category,
    code: code || category,
    message: message || describeNonApiReply(reply),
    httpStatus: status,
    ...(requestId && { requestId: requestId.slice(0, 200) }),
  };
  if (message) return facts;
  if (status === 403) return { ...facts, category: 'service', code: 'service', advice: blocked };
  const isElsewhere = status < 400 || [400, 404, 405, 422].includes(status);
  return isElsewhere ? { ...facts, advice: checkBaseUrl } : facts;
}
