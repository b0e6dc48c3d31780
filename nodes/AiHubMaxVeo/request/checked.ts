/** What every file of this room stands on: checked values, and the words of what is wrong with the others. */
import type { FieldName, ModelId, Values } from '../catalogue/queries';
import type { MediaField } from '../catalogue/fields';
import { maskUrls, VideoError } from '../errors';
import { isObject, shortened, type Json } from '../json';

/** Gives the value of a parameter for the item at hand; nothing where the form does not show it. */
export type ReadParameter = (name: string) => unknown;

/** A value that can be used, or everything that is wrong with it: whole sentences that name field, value and what is allowed. */
export type Checked<Value> = { value: Value } | { issues: string[] };

/** A file. `url`: where it lies; `binary`: a field of the item, or its content by expression; `taskId`: a task. */
export interface Source {
  kind: MediaField['sources'][number];
  value: unknown;
}

/** A request in which nothing is wrong, with values where a field must not stay empty. */
export interface CheckedRequest {
  /** The model whose fields apply. */
  id: ModelId;
  /** What is sent; an ID that is newer than this package is sent as it was typed. */
  wireModel: string;
  values: Values;
  files: Partial<Record<FieldName, Source[]>>;
  /** Fields that are newer than this package. */
  additional: Json;
}

/** The values of all parts, or the issues of all of them. */
export function together<Parts extends object>(parts: {
  [Key in keyof Parts]: Checked<Parts[Key]>;
}): Checked<Parts> {
  const all = Object.entries<Checked<unknown>>(parts);
  const issues = all.flatMap(([, part]) => ('issues' in part ? part.issues : []));
  if (issues.length > 0) return { issues };
  const values = all.map(([name, part]) => [name, 'value' in part ? part.value : undefined]);
  return { value: Object.fromEntries(values) as Parts };
}

/** Throws VideoError with all that is wrong. */
export function valueOf<Value>(checked: Checked<Value>): Value {
  if ('value' in checked) return checked.value;
  const advice = 'Nothing was sent and nothing was charged. Correct the value that is named.';
  throw new VideoError({ category: 'invalid_request', message: checked.issues.join(' '), advice });
}

/** A value that nobody filled in, or with what nobody sees: not sent, so the vendor's default applies. */
export const isBlank = (raw: unknown): boolean =>
  raw === undefined ||
  raw === null ||
  (typeof raw === 'string' && /^[\s\p{Cc}\p{Cf}\p{Cs}\u2800\u3164]*$/u.test(raw));

const maxQuoted = 100;

/** A value as an error message may show it: quoted when it is text, never longer than a line. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return 'an object';
  // Masked before it is cut: half a password is one, too.
  const text =
    typeof value === 'string'
      ? `"${maskUrls(value.slice(0, 10_000)).slice(0, maxQuoted + 1)}"`
      : String(value);
  return shortened(text, maxQuoted);
}

export const mustBe = (label: string, value: unknown, allowed: string): string =>
  `${label} is ${quote(value)}, but must be ${allowed}.`;

/** One of n8n's own variables (n8n's docs, built-in methods and variables). */
const variable =
  /\$(?:json|node|input|binary|now|today|vars|env|execution|workflow|itemIndex|runIndex|items?|fromAI|prevNode|parameter|jmespath|ifEmpty|if|max|min|position|nodeId|nodeVersion|secrets|getPairedItem)\b|\$\(/;

/** Double braces that begin with a variable: nobody closes them by chance, and nobody needs to. */
const opening = new RegExp(`^\\{\\{\\s*(?:${variable.source})`);

/** A variable and its path without any braces, once its quoted parts are out. */
const barePath = new RegExp(`^=?\\s*\\{?\\s*(?:\\$fromAI\\(.*|(?:${variable.source})\\S*)\\s*\\}?$`, 's');

/** Characters. Longer texts may be about anything. */
const maxSlip = 500;

/** Lists, objects and texts without content, what spreadsheets write for a formula that failed, and Luxon's for no date. */
const emptyValues = [
  /^(\{\}|\[\]|\[\{\}\]|\[\[\]\]|\[""\]|""|'')$/,
  /^#(N\/A|NAME\?|(REF|VALUE|DIV\/0|NUM|NULL|ERROR|SPILL|CALC|BLOCKED|BUSY|CONNECT|FIELD|UNKNOWN)!)$/,
  /^invalid date(time)?$/i,
];

/** Whether a text is what is written for no value, be it several times, in quotes or in brackets. */
function isEmptyValue(text: string): boolean {
  if (text.length > maxSlip) return false;
  if (emptyValues.some((pattern) => pattern.test(text))) return true;
  const words = text.split(/[\s,;"'`()[\]{}]+/).filter((word) => word !== '');
  const isNothing = (word: string) => /^(undefined|null)$/i.test(word) || /^(NaN|nan|NAN)$/.test(word);
  return words.length > 0 && words.every(isNothing);
}

const asText = '{{ JSON.stringify($json.field) }}';

/** The sentence about what is no text. */
export const mustBeText = (label: string, raw: unknown): string =>
  mustBe(label, raw, 'text') + (isObject(raw) ? ` To make text of it, write ${asText}.` : '');

/** The parts of a text in double braces, and what is around them. Up to the last pair alone, or it would take quadratic time. */
function bracesIn(text: string): { inside: string[]; around: string } {
  const braces = /\{\{[^]*?\}\}/g;
  const end = text.lastIndexOf('}}') + 2;
  const closed = text.slice(0, end);
  return { inside: closed.match(braces) ?? [], around: closed.replace(braces, '') + text.slice(end) };
}

/** What n8n should have evaluated: all of it, a part with n8n's variables in it, or a path that lacks its braces. */
function unevaluatedIn(text: string): string | undefined {
  const { inside, around } = bracesIn(text);
  if (inside.length > 0 && around.length <= maxSlip && /^=?[\s}]*$/.test(around)) return text;
  const unclosed = around.includes('{{') ? around.slice(around.indexOf('{{')) : '';
  const isExpression = (part: string) => opening.test(part) || (part.endsWith('}}') && variable.test(part));
  const isPath = text.length <= maxSlip && barePath.test(text.replace(/(["'`])[^"'`]*\1/g, '_'));
  return [...inside, unclosed].find(isExpression) ?? (isPath ? text : undefined);
}

/** The sentence about an expression that was left in a field as text. */
export const unevaluated = (label: string, text: string, verb = 'is'): string =>
  `${label} ${verb} ${quote(text)}, which n8n did not evaluate: switch the field to Expression.`;

/** What is certainly wrong with a text; `undefined` where it may be meant. */
export function slipIssue(label: string, raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const text = raw.trim();
  if (isEmptyValue(text)) return `${label} is ${quote(text)}: its expression gave no value.`;
  const [object] = /\[object [A-Z]\w*\]/.exec(text) ?? [];
  if (object)
    return `${label} contains "${object}": its expression gave an object where text is needed. Name the field of the object, or make text of all of it: ${asText}.`;
  const part = unevaluatedIn(text);
  if (!part) return undefined;
  // A long text would be cut before the place that it is about.
  return text.length <= 90 ? unevaluated(label, text) : unevaluated(label, part, 'contains');
}

/** The refusal of a value that is not allowed; a slip says more than the rule. */
export const refuse = (label: string, raw: unknown, allowed: string): { issues: string[] } => ({
  issues: [slipIssue(label, raw) ?? mustBe(label, raw, allowed)],
});

/** Whether a text is the content of a file: a data: URL, or how a PNG, JPEG, WebP, GIF, MP4 or PDF begins as base64. */
export const isFileText = (text: string): boolean =>
  /^data:/i.test(text) ||
  /^(iVBORw0KGgo|\/9j\/|UklGR|R0lGOD|AAAA[A-Za-z0-9+/]{4}Z0eX|JVBERi0)[A-Za-z0-9+/=\s]{30}/.test(text);

/** What is wrong with the name of a binary field, in or out. */
export function fieldNameIssue(label: string, name: string): string | undefined {
  // A longer name is the file itself.
  if (name.length > 200 || isFileText(name))
    return `${label} is a text of ${name.length} characters, but must be the name of a binary field. If it is a file as text, put a Convert to File node before this one.`;
  // Every object in JavaScript has such a name: it would find something that is no file, or lose one.
  if (name in {}) return mustBe(label, name, 'the name of a binary field');
  return slipIssue(label, name);
}
