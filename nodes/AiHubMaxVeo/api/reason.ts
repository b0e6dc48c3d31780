/** Why something failed and which task a reply is about, wherever gateways of the same family put it (api-contract.md 4.1). */
import { isObject, recordOf, textOf, wordOf } from '../json';
import type { Json } from '../json';

const maxWords = 500;

const bounded = (text: string): string => (text.length > maxWords ? `${text.slice(0, maxWords)}…` : text);

/** One complaint of a list: `{loc, msg}` of a validator, `{message}`, or a text. */
function complaintOf(part: unknown): string {
  const { loc, msg, message } = recordOf(part);
  const words = textOf(part) || textOf(msg) || textOf(message);
  const place = Array.isArray(loc) ? loc.filter((step) => step !== 'body').join('.') : '';
  return words && place ? `${place}: ${words}` : words;
}

const complaints = (parts: unknown): string =>
  Array.isArray(parts) ? parts.slice(0, 10).map(complaintOf).filter(Boolean).join('; ') : textOf(parts);

/** The first of the places where a reply can say why; empty where none does. */
function reasonIn(body: Json): string {
  const { error, errors, detail, fail_reason: failReason, failure_reason: failureReason } = body;
  const inner = recordOf(error);
  return (
    textOf(inner.message) ||
    textOf(inner.msg) ||
    complaints(inner.detail) ||
    textOf(error) ||
    textOf(failReason) ||
    textOf(failureReason) ||
    complaints(errors) ||
    complaints(detail) ||
    textOf(body.message) ||
    textOf(body.msg)
  );
}

/** The envelope of a reply that arrived, which is no reason. */
const saysNothing = /^(success|ok|0|200)$/i;

/** What a reply says of why something failed, and its code; both empty where it says nothing. */
export function reasonOf(raw: unknown): { message: string; code: string } {
  const body = recordOf(raw);
  const inner = recordOf(body.error);
  const codes = [inner.code, body.error_code, body.code, recordOf(inner.error).code].map(wordOf);
  const code = codes.find((word) => word !== '' && !saysNothing.test(word)) ?? '';
  // The code of our own Stop has spaces in it, so that no code of the wire can be taken for it.
  return { message: bounded(reasonIn(body)), code: code.slice(0, 100).replace(/\s+/g, '_') };
}

/** A refusal for the content speaks for itself where its code says nothing. */
const contentWords =
  /content (policy|filter|moderation)|usage (guidelines|policy|policies)|violat\w*.{0,80}\b(guidelines?|polic(y|ies)|terms|standards|content)\b|sensitive (words?|content)|prohibited content|safety (system|filter|policy)|moderation(?! (service|system|api)\b)/i;

export const isAboutContent = (message: string): boolean => contentWords.test(message.slice(0, maxWords));

/** JSON carries larger numbers with other digits than were sent: such an ID would name another task. */
const idOf = (value: unknown): string =>
  typeof value !== 'number' || (Number.isSafeInteger(value) && value > 0) ? wordOf(value) : '';

/**
 * The ID of a reply's task, also where it is a number or called otherwise; empty when there is none. A number beside a task ID
 * is the row of a database. `wanted`: the ID that was asked for, which counts in every place.
 */
export function taskIdOf({ id, task_id: taskId, taskId: camel }: Json, wanted = ''): string {
  const ids = [id, taskId, camel].map(idOf).filter((found) => found !== '');
  if (ids.includes(wanted)) return wanted;
  return (typeof id === 'number' ? ids[1] : ids[0]) ?? ids[0] ?? '';
}

/** The reply itself, or what it wraps: some gateways put the whole task under `data`, also as a list of one. */
export function unwrapped(reply: unknown): Json {
  const body = recordOf(reply);
  const data = Array.isArray(body.data) && body.data.length === 1 ? (body.data[0] as unknown) : body.data;
  if (!isObject(data) || Array.isArray(data)) return body;
  const inner = recordOf(data);
  if (!taskIdOf(body)) return inner;
  // The ID is outside, and everything else inside.
  return body.status === undefined && textOf(inner.status) ? { ...inner, ...body } : body;
}

/** Some gateways answer 200 and put the status of a refusal into the body; null where there is none, or a task. */
export function envelopeStatus(reply: unknown): number | null {
  const body = recordOf(reply);
  if (taskIdOf(unwrapped(body))) return null;
  const codes = [body.code, body.status_code, recordOf(body.error).code].map(wordOf);
  const found = codes.find((code) => /^4\d\d$/.test(code));
  return found === undefined ? null : Number(found);
}

const maxShown = 300;

/** A short reply as it came, for the one who has to find out what it means. */
export function shortReply(reply: unknown): string {
  const text = JSON.stringify(reply) ?? '';
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}
