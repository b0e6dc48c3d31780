/** Why a reply is no success: its reason, wherever gateways of the same family put it (api-contract.md 4.1), and what that means. */
import {
  asideParts,
  categoryOfCodes,
  categoryOfStatus,
  creditWords,
  generalRefusals,
  refusals,
  refusedParts,
  type CategoryName,
} from '../catalogue/failures';
import type { Failure, FailureFacts } from '../errors';
import { jsonIn, partsOf, recordOf, shortened, textOf, wordOf, type Json } from '../json';
import { isEcho, type Reply } from './reply';

const maxReasonLength = 500;

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

/** What a reply that arrived says as its code or its sentence, which is no reason. */
const successCode = /^(success|succeeded|succeed|ok|0|200)$/i;
/** Where a reply says what went wrong, besides its own keys. */
const reasonKeys = ['error', 'errors', 'code', 'error_code', 'status_code', 'type', 'message'];

interface Reason {
  /** The vendor's sentence; empty where there is none. */
  message: string;
  /** The vendor's code; empty where there is none. */
  code: string;
  /** All that stands for a code, and all that is called a type, however deep. */
  codes: string[];
  types: string[];
}

function marksOf(body: Json): Pick<Reason, 'codes' | 'types'> {
  const told = partsOf(Object.fromEntries(reasonKeys.map((key) => [key, body[key]])));
  const under = (pattern: RegExp) =>
    told
      .filter(({ keys }) => pattern.test(keys.at(-1) ?? ''))
      .map(({ value }) => wordOf(value).slice(0, 100))
      .filter((word) => /^[\w.: -]+$/.test(word) && !successCode.test(word));
  // `error` can be a code itself.
  const codes = under(/^(error|code|status|reason|status_?code|err(or)?_?code)$/i);
  return { codes: codes.filter((word) => !/\s/.test(word)), types: under(/^(error_?)?type$/i) };
}

/** The first text under an error that is no code, wherever it stands. `skips`: what else is none of its own words. */
const saidIn = (error: unknown, skips?: typeof isEcho): string =>
  partsOf({ error }, skips)
    .filter(({ keys }) => !/(code|type|status|id|param|url|link|stack|trace)$/i.test(keys.at(-1) ?? ''))
    .map(({ value }) => textOf(value))
    .find((text) => text && !successCode.test(text)) ?? '';

export function reasonOf(reply: unknown): Reason {
  const body = recordOf(reply);
  const error = recordOf(body.error);
  const { fail_reason: failReason, failure_reason: failureReason, errors, detail } = body;
  const inner = [error.message, error.msg, complaints(error.detail), body.error, failReason, failureReason];
  const plain = [complaints(errors), complaints(detail), body.message, body.msg];
  const sentences = [...inner, ...plain, saidIn(body.error, isEcho), saidIn(errors)].map(textOf);
  const found = sentences.find((text) => text && !successCode.test(text)) ?? '';
  // Some gateways pass on the whole reply of another as a text.
  const message = (/^[{[]/.test(found) && reasonOf(jsonIn(found)).message) || found;
  const codes = [error.code, body.error_code, body.code, recordOf(error.error).code].map(wordOf);
  const code = codes.find((word) => word !== '' && !successCode.test(word)) ?? '';
  return {
    message: shortened(message, maxReasonLength),
    // The code of our own Stop has spaces in it, so that no code of the wire can be taken for it.
    code: code.slice(0, 100).replace(/\s+/g, '_'),
    ...marksOf(body),
  };
}

/** What is quoted is somebody else's, such as the prompt; what asks, advises or supposes says nothing of what is. */
const quoted = /"[^"]*"|“[^”]*”|「[^」]*」|`[^`]*`|(?<=[\s:=(])'[^']*'(?=[\s.,;:)]|$)/g;
const supposed =
  /\b(if|whether|unless|in case|make sure|ensure|avoid)\b|如|若|假如|是否|请(确保|确认|检查|查看|避免)/i;

/** What is wrong with a request, whose words say more than the status does. */
const ofRequest = ['insufficient_credits', 'content_policy', 'input_media', 'model_unavailable'] as const;
const sentenceEnds = /[;!?。；！？\n]|\.(?=\s|$)/;
const clauseEnds = new RegExp(`${sentenceEnds.source}|，|,(?=\\s|$)`);

/** What a sentence says of what is, in its own words. `ends`: of what is left out as a whole where it fits `besides`. */
function statementsIn(message: string, ends = clauseEnds, besides = supposed): string {
  const text = message.slice(0, maxReasonLength);
  const clauses = (text.replace(quoted, ' ').trim() || text).split(ends);
  return clauses.filter((clause) => !besides.test(clause)).join('. ');
}

/** What asks for a change names what may help, which need not be what was refused. */
const advising = new RegExp(`${supposed.source}|\\b(please|try|remove|change)\\b|请|修改`, 'i');

/** Which part of a request was refused; nothing where the words name none, or several. */
export function partOf(
  category: CategoryName | undefined,
  { message, codes }: Pick<Reason, 'message' | 'codes'>,
): Pick<Failure, 'part'> {
  if (category !== 'content_policy' && category !== 'input_media') return {};
  const said = `${statementsIn(message, clauseEnds, advising)} ${codes.join(' ').replace(/_/g, ' ')}`;
  const named = (text: string) => refusedParts.flatMap(({ part, words }) => (words.test(text) ? part : []));
  const main = named(said.replace(asideParts, ' '));
  const [part, ...others] = main.length > 0 ? main : named(said);
  return part && others.length === 0 ? { part } : {};
}

/** What became of the credits of a task that failed; nothing where no sentence says so. */
export function creditsOf(message: string): Pick<Failure, 'credits'> {
  const said = statementsIn(message, sentenceEnds);
  if (creditWords.kept.test(said)) return { credits: 'kept' };
  return creditWords.returned.test(said) ? { credits: 'returned' } : {};
}

/** The first kind of `kinds` that a sentence tells of. */
function categoryOfWords(message: string, kinds: readonly CategoryName[]): CategoryName | undefined {
  const all = [...refusals, ...generalRefusals];
  const said = statementsIn(message);
  const says = (category: CategoryName) =>
    all.some((one) => one.category === category && (one.words?.test(said) ?? false));
  // A rate limit can be a quota as well, and an account can break rules: neither is what it sounds like.
  const isMisleading = (category: CategoryName) =>
    category === 'insufficient_credits' && says('rate_limited') && !/余额|balance|credits?\b/i.test(said);
  return kinds.find((category) => says(category) && !isMisleading(category));
}

/** What a sentence may still say where a status says the rest. A 403 about an account is not about a prompt. */
function spokenKinds(status: number, message: string): readonly CategoryName[] {
  const [balance, , ...others] = ofRequest;
  if (status === 401 || status === 429) return [balance];
  if (status === 404) return [balance, 'model_unavailable'];
  const isAccount = /\b(account|api key|token|user)\b|账号|账户|令牌|用户/i.test(message);
  if (status === 403) return isAccount ? [balance, ...others] : ofRequest;
  return status >= 400 && status < 500 && status !== 402 ? [...ofRequest, 'authentication'] : [];
}

function categoryOf(status: number, { message, codes, types }: Reason): CategoryName {
  const named = categoryOfCodes([...codes, ...types], refusals);
  const byStatus = categoryOfStatus(status);
  // The key is refused, or its balance is: nothing else of the run can succeed either, whatever the code says.
  const isPlain = [401, 402].includes(status);
  if (named && (!isPlain || named === 'insufficient_credits')) return named;
  const spoken = categoryOfWords(message, spokenKinds(status, message));
  if (spoken) return spoken;
  // Types such as "server_error" stand beside every status; a code says more than a status that fits everything.
  return (byStatus === 'invalid_request' && categoryOfCodes(codes)) || byStatus;
}

/** Why a task failed, where the reply says so. There the key and the pace of others are meant, not the user's. */
export function categoryOfTask({ message, codes, types }: Reason): CategoryName | undefined {
  const marks = [...codes, ...types].filter((mark) => mark !== 'task_error');
  const general = categoryOfCodes(marks, generalRefusals);
  const named = categoryOfCodes(marks, refusals);
  if (named) return named;
  if (general === 'rate_limited') return 'service';
  const spoken = categoryOfWords(message, [...ofRequest, 'service']);
  return spoken ?? (general === 'authentication' ? 'service' : general);
}

/** A page or a text from something between us and the API, such as a proxy or a wrong base URL. */
function describeNonApiReply({ status, body }: Reply): string {
  const page = textOf(body);
  const isMarkup = page.startsWith('<');
  const short = page && !isMarkup && page.length <= 200 ? `: ${page}` : '';
  const wanted = status < 400 ? 'no JSON' : 'no JSON error';
  const who = status === 407 ? 'A proxy between this n8n and AIHubMax' : 'AIHubMax';
  return `${who} answered HTTP ${status} with ${isMarkup ? 'a web page' : wanted}${short}`;
}

/**
 * Whether a reply is in the API's own envelope: `{error: {message}}`, or as gateways of its family have it, a message beside a
 * code or `success: false` (api-contract.md 4.1). Firewalls, load balancers and frameworks answer with other JSON, or none.
 */
function isApiWord({ status, body }: Reply): boolean {
  // No API answers with these: they come from proxies.
  if (status < 200 || (status >= 300 && status < 400) || [407, 421, 511].includes(status)) return false;
  const { error, code, success, message, msg } = recordOf(body);
  const inner = recordOf(error);
  if ([inner.message, inner.msg, inner.code, inner.detail].some((word) => wordOf(word) !== '')) return true;
  const hasEnvelope = success === false || wordOf(code) !== '';
  return hasEnvelope && (textOf(message) || textOf(msg)) !== '';
}

/** What an answer that cannot be the API's suggests. */
export const checkBaseUrl = 'Check the base URL in the AIHubMax API credential.';

const blocked =
  'Something between this n8n and AIHubMax blocks the request, such as a firewall or Cloudflare: try later, or from another network.';

const proxyLogin =
  'A proxy between this n8n and AIHubMax asks for a login. Put its user name and password into the proxy settings of n8n (HTTP_PROXY, HTTPS_PROXY).';

/** The facts of a reply that is no success; `message` is the API's own sentence where it gave one. */
export function failureOf(reply: Reply): FailureFacts & { code: string; isApiWord: boolean } {
  const { status, headers } = reply;
  const reason = reasonOf(reply.body);
  const { message, code } = reason;
  const category = categoryOf(status, reason);
  const requestId = textOf(headers['x-request-id']) || textOf(headers['x-oneapi-request-id']);
  const isOwnWord = isApiWord(reply);
  const facts = {
    category,
    code: code || category,
    message: message || describeNonApiReply(reply),
    httpStatus: status,
    isApiWord: isOwnWord,
    ...(isOwnWord && partOf(category, reason)),
    ...(requestId && { requestId: requestId.slice(0, 200) }),
  };
  // A 403 without the API's own words is not about the key.
  const inBetween = status === 407 ? proxyLogin : status === 403 && !message ? blocked : '';
  if (inBetween) return { ...facts, category: 'service', code: 'service', advice: inBetween };
  return !message && category === 'invalid_request' ? { ...facts, advice: checkBaseUrl } : facts;
}
