/** Texts that are certainly no text of the user's: an expression that n8n did not evaluate, or one that gave nothing. */
import { quote } from './normalize';

/** JavaScript's own spelling of an object that became text. */
const objectText = /\[object (Object|Promise|Undefined|Null|Array|Date|Map|Set|Blob|Function|Error)\]/;

/** What n8n's expressions are made of (n8n's docs, built-in methods and variables). */
const names =
  'json|node|input|binary|now|today|vars|env|execution|workflow|itemIndex|runIndex|items?|fromAI|prevNode|parameter|jmespath|ifEmpty|if|max|min|position|nodeId|nodeVersion|secrets|getPairedItem';

/** One of n8n's own variables. */
const variable = new RegExp(`\\$(?:${names})\\b|\\$\\(`);

/** Double braces that begin with one: nobody closes them by chance, and nobody needs to. */
const opening = new RegExp(`^\\{\\{\\s*(?:${variable.source})`);

/** A variable and its path without any braces, once its quoted parts are out. */
const barePath = new RegExp(`^=?\\s*\\{?\\s*(?:\\$fromAI\\(.*|(?:${variable.source})\\S*)\\s*\\}?$`, 's');

/** What is said of a slip; longer texts may be about anything. */
const longestSlip = 500;

/** The parts of a text in double braces, and what is around them. In one walk: a pattern would take a square of the time. */
function bracesIn(text: string): { inside: string[]; around: string } {
  const inside: string[] = [];
  let around = '';
  let at = 0;
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', at)) {
    const close = text.indexOf('}}', open);
    if (close === -1) break;
    around += text.slice(at, open);
    inside.push(text.slice(open, close + 2));
    at = close + 2;
  }
  return { inside, around: around + text.slice(at) };
}

/** What n8n should have evaluated: all of it, a part with n8n's variables in it, or a path that lacks its braces. */
function unevaluatedIn(text: string): string | undefined {
  const { inside, around } = bracesIn(text);
  const isAll = inside.length > 0 && around.length <= longestSlip && /^=?[\s}]*$/.test(around);
  if (isAll) return text;
  const left = around.indexOf('{{');
  const unclosed = left === -1 ? '' : around.slice(left);
  const part = [...inside, unclosed].find((one) => opening.test(one) || isClosedWith(one));
  if (part) return part;
  const isShort = text.length <= longestSlip;
  return isShort && barePath.test(text.replace(/(["'`])[^"'`]*\1/g, '_')) ? text : undefined;
}

const isClosedWith = (part: string): boolean => part.endsWith('}}') && variable.test(part);

const isNothing = (word: string): boolean => /^(undefined|null)$/i.test(word) || /^(NaN|nan|NAN)$/.test(word);

/** Lists, objects and texts without content, and what spreadsheets write for a formula that failed. */
const hollow =
  /^(\{\}|\[\]|\[\{\}\]|\[\[\]\]|\[""\]|""|''|#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|ERROR!))$/;

/** Whether a text is what is written for no value, be it several times, in quotes or in brackets. */
function isEmptyValue(text: string): boolean {
  if (text.length > longestSlip) return false;
  if (hollow.test(text)) return true;
  const words = text.split(/[\s,;"'`()[\]{}]+/).filter((word) => word !== '');
  return words.length > 0 && words.every(isNothing);
}

/** The sentence about an expression that was left in a field as text. */
export const unevaluated = (label: string, text: string, verb = 'is'): string =>
  `${label} ${verb} ${quote(text)}, which n8n did not evaluate: switch the field to Expression.`;

/** What is certainly wrong with a text; `undefined` where it may be meant. */
export function slipIssue(label: string, raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const text = raw.trim();
  if (isEmptyValue(text)) return `${label} is ${quote(text)}: its expression gave no value.`;
  const object = objectText.exec(text)?.[0];
  if (object)
    return `${label} contains "${object}": its expression gave an object where text is needed. Name the field of the object.`;
  const part = unevaluatedIn(text);
  if (!part) return undefined;
  // A long text would be cut before the place that it is about.
  return text.length <= 90 ? unevaluated(label, text) : unevaluated(label, part, 'contains');
}
